/**
 * Control characters other than tab and line breaks: they have no place in what people type, and PostgreSQL stores
 * no NUL. Read: no character but a control character, without tab, line feed, carriage return and those of C1.
 */
export const CONTROL_CHARACTERS = /[^\P{Cc}\t\n\r\u0080-\u009F]/u;

/** What breaks a line, Unicode's separators among them, or controls something: a single line has none, tab aside. */
export const NOT_ONE_LINE = /[^\P{Cc}\t\u0080-\u009F]|[\u2028\u2029]/u;
