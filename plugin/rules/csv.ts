/**
 * Tables as CSV (RFC 4180) that is safe to open in a spreadsheet: with a byte order mark, by which spreadsheets know
 * UTF-8, and no cell that one takes for a formula. Pure.
 */

/** What spreadsheets begin a formula with (OWASP, CSV injection); some leave out spaces before it. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;
/** A number as it stands in data is none. */
const NUMBER = /^-?\d+(?:\.\d+)?$/u;

/** A cell that would be a formula begins with an apostrophe, which spreadsheets take for "this is text". */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

export const BYTE_ORDER_MARK = '\uFEFF';

/** A whole table, its head first. */
export const csvOf = (rows: readonly (readonly string[])[]): string => BYTE_ORDER_MARK + rows.map(csvLine).join('');
