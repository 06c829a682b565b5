import { exponentOf } from '../../../../plugin/rules/money/currency';
import { minorUnitsOf } from '../../../../plugin/rules/money/decimal';

/** A date that there is, as `yyyy-mm-dd`; null for what is none. */
export function calendarDate(date: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(date)) return null;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : null;
}

/**
 * A date as banks write it: `2026-11-30`, `30.11.2026`, `30.11.26`, with slashes where day and month cannot be taken for
 * each other. `ambiguous`: they can; null: no date.
 */
export function dateOf(text: string): { date: string } | 'ambiguous' | null {
  const [day = ''] = text.trim().split(/[T ]/u);
  const found = (date: string | null) => (date === null ? null : { date });
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/u.exec(day);
  const pad = (part: string | undefined): string => (part ?? '').padStart(2, '0');
  if (iso) return found(calendarDate(`${iso[1]}-${pad(iso[2])}-${pad(iso[3])}`));
  const parts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{2}|\d{4})$/u.exec(day);
  if (!parts) return null;
  const [, one, mark, two, written = ''] = parts;
  const year = written.length === 2 ? `20${written}` : written;
  // With points the day comes first, everywhere.
  if (mark === '.') return found(calendarDate(`${year}-${pad(two)}-${pad(one)}`));
  const dayFirst = calendarDate(`${year}-${pad(two)}-${pad(one)}`);
  const monthFirst = calendarDate(`${year}-${pad(one)}-${pad(two)}`);
  return dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst ? 'ambiguous' : found(dayFirst ?? monthFirst);
}

/** What separates decimals. */
export type Mark = '.' | ',';

interface Written {
  negative: boolean;
  /** Digits and marks alone. */
  digits: string;
}

/** An amount without its currency, sign and spaces, with what banks write behind it: `-`, S (Soll), H (Haben); null for what is none. */
function written(text: string): Written | null {
  const bare = text.replace(/[\s\u00A0\u202F'’]|EUR|USD|GBP|CHF|INR|[€$£₹]/gu, '').replace(/\u2212/gu, '-');
  const parts = /^(\()?([+-])?(\d[\d.,]*)([+-]|[SH])?(\))?$/u.exec(bare);
  if (!parts) return null;
  const [, open, sign, digits = '', after, close] = parts;
  if ((open === undefined) !== (close === undefined)) return null;
  return { negative: open !== undefined || sign === '-' || after === '-' || after === 'S', digits };
}

/** Which mark an amount's decimals have; undefined where it could be either, or has none. */
export function decimalMark(text: string): Mark | undefined {
  const digits = written(text)?.digits ?? '';
  const [point, comma] = [digits.lastIndexOf('.'), digits.lastIndexOf(',')];
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const mark = point >= 0 ? '.' : ',';
  const groups = digits.split(mark);
  if (groups.length === 1) return undefined;
  // Several of one kind part thousands, and then the other one parts decimals.
  if (groups.length > 2) return mark === '.' ? ',' : '.';
  return groups[1]?.length === 3 ? undefined : mark;
}

/**
 * An amount in minor units of a currency. `mark`: what parts decimals elsewhere in the file.
 * `ambiguous`: `1,234` where nothing says which it is; null: no amount, or one that is finer than the currency.
 */
export function amountOf(text: string, currency: string, mark: Mark | undefined): number | null | 'ambiguous' {
  const found = written(text);
  if (!found) return null;
  const { negative, digits } = found;
  const own = decimalMark(text) ?? mark;
  if (own === undefined && /[.,]/u.test(digits)) return 'ambiguous';
  const [whole = '', decimals, ...more] = digits.split(own ?? '.');
  if (more.length > 0 || (decimals !== undefined && !/^\d+$/u.test(decimals))) return null;
  if (!/^(?:\d+|\d{1,3}(?:[.,]\d{3})+)$/u.test(whole)) return null;
  const amount = minorUnitsOf(`${whole.replace(/[.,]/gu, '')}${decimals === undefined ? '' : `.${decimals}`}`, exponentOf(currency));
  return amount === null ? null : negative ? 0 - amount : amount;
}
