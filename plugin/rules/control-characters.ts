/** Control characters other than tab and line breaks: they have no place in what people type, and PostgreSQL stores no NUL. */
// eslint-disable-next-line no-control-regex -- naming them is the point
export const CONTROL_CHARACTERS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;
