import type { Adjustment, DocumentLines, Line, Share, TaxRate } from '../../../../plugin/rules/documents/lines';
import { digitsOf, minorUnitsOf, parseDecimal } from '../../../../plugin/rules/money/decimal';
import { digitsShown, digitsTyped } from '../decimals';
import { newId } from '../new-id';

/** What is typed into the grid, to and from what a document keeps. Pure, but for the ids of what is new. */

export const NO_LINES: DocumentLines = { version: 1, lines: [], discounts: [], charges: [] };

/** The columns that are typed in, in order. */
export const COLUMNS = ['item', 'description', 'quantity', 'unit', 'rate', 'discount', 'tax'] as const;
export type Column = (typeof COLUMNS)[number];

/** The attribute's value as the form has it; nothing, or what is no document's lines, is none. */
export function linesIn(value: unknown): DocumentLines {
  if (typeof value !== 'object' || value === null) return NO_LINES;
  const { lines, discounts, charges } = value as Partial<DocumentLines>;
  return { version: 1, lines: lines ?? [], discounts: discounts ?? [], charges: charges ?? [] };
}

/** A copy of a rate, as a line keeps it. */
export const snapshot = ({ id, name, category, percent, parts }: TaxRate): TaxRate => ({
  id,
  name,
  category,
  percent,
  parts: parts.map((part) => ({ name: part.name, percent: part.percent })),
});

/** A line that nothing is typed into yet; taxed as the one above, or by the first of the rates. */
export const newLine = (id: string, tax: TaxRate | null): Line => ({
  id,
  item: '',
  description: '',
  quantity: '1',
  unit: '',
  rate: '0',
  discount: null,
  tax,
});

export const newAdjustment = (name: string): Adjustment => ({ id: newId(), name, value: { percent: '0' }, tax: 'as-lines' });

/** `10 %`, `12.50` or nothing. */
export function shareShown(share: Share | null, exponent: number, locale: string): string {
  if (share === null) return '';
  if ('percent' in share) return `${digitsShown(share.percent, locale)} %`;
  return Number.isInteger(share.amount) ? digitsShown(digitsOf(share.amount, exponent), locale) : String(share.amount);
}

/**
 * A percentage where a sign says so, else an amount. What is finer than the currency keeps its fraction, and what is no
 * number its text, so that the check finds it.
 */
export function shareTyped(typed: string, exponent: number, locale: string): Share | null {
  const text = typed.trim();
  if (text === '') return null;
  const isPercent = text.endsWith('%');
  const digits = digitsTyped(isPercent ? text.slice(0, -1) : text, locale);
  if (isPercent || parseDecimal(digits) === null) return { percent: digits };
  const amount = minorUnitsOf(digits, exponent);
  return { amount: amount ?? Number(digits) * 10 ** exponent };
}

const sameRate = (a: TaxRate, b: TaxRate): boolean => JSON.stringify(snapshot(a)) === JSON.stringify(snapshot(b));

/** The rates that can be chosen where one is set: those of the settings, and the one that stands there if it is none of them any more. */
export const ratesFor = (rates: readonly TaxRate[], present: TaxRate | null): TaxRate[] =>
  present === null || rates.some((rate) => sameRate(rate, present)) ? [...rates] : [present, ...rates];

/** Which of them it is. */
export const placeOf = (offered: readonly TaxRate[], present: TaxRate): number => offered.findIndex((rate) => sameRate(rate, present));

/** A rate by what a spreadsheet calls it: its name, or its percentage. */
function rateNamed(rates: readonly TaxRate[], text: string, locale: string): TaxRate | null {
  const name = text.trim().toLowerCase();
  const percent = digitsTyped(name.replace(/%$/u, ''), locale)
    .replace(/(\.\d*?)0+$/u, '$1')
    .replace(/\.$/u, '');
  return rates.find((rate) => rate.name.toLowerCase() === name) ?? rates.find((rate) => rate.percent === percent) ?? null;
}

interface Means {
  rates: readonly TaxRate[];
  exponent: number;
  locale: string;
}

/** A line with what was typed or pasted into one of its cells. */
export function withCell(line: Line, column: Column, text: string, { rates, exponent, locale }: Means): Line {
  switch (column) {
    case 'quantity':
    case 'rate':
      return { ...line, [column]: digitsTyped(text, locale) };
    case 'discount':
      return { ...line, discount: shareTyped(text, exponent, locale) };
    case 'tax': {
      const rate = rateNamed(rates, text, locale);
      return { ...line, tax: rate && snapshot(rate) };
    }
    case 'description':
      return { ...line, description: text };
    default:
      return { ...line, [column]: text.replaceAll(/\s+/gu, ' ') };
  }
}

/** The cells of what a spreadsheet puts on the clipboard: tabs between, quotes around what has tabs, quotes or line breaks. */
export function cellsIn(clipboard: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gu;
  let row: string[] = [];
  for (const [whole, quoted, plain = '', end] of clipboard.matchAll(cell)) {
    if (whole === '' && row.length === 0) break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\t') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}

/**
 * Lines with cells pasted from one on, to the right and down; lines are added where there are none. A first row of
 * headings is left out, and what has no descriptions goes on with the quantity.
 */
export function pasted(
  lines: readonly Line[],
  rows: string[][],
  at: { row: number; column: Column },
  means: Means,
  blank: () => Line,
): Line[] {
  const isNumber = (text: string | undefined): boolean => text !== undefined && parseDecimal(digitsTyped(text, means.locale)) !== null;
  const columns: Column[] = COLUMNS.slice(COLUMNS.indexOf(at.column));
  if (at.column === 'item' && rows.length > 0 && rows.every(([, second], index) => isNumber(second) || (index === 0 && rows.length > 1)))
    columns.splice(1, 1);
  const number = columns.indexOf('quantity');
  const [first, second] = rows;
  const body = number >= 0 && first && second && !isNumber(first[number]) && isNumber(second[number]) ? rows.slice(1) : rows;
  const next = [...lines];
  body.forEach((cells, index) => {
    const place = at.row + index;
    const line = cells.slice(0, columns.length).reduce((made, text, cell) => {
      const column = columns[cell];
      return column ? withCell(made, column, text, means) : made;
    }, next[place] ?? blank());
    next[place] = line;
  });
  return next;
}
