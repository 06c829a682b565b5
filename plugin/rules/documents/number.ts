/** Numbers of documents: how a series writes them, and what a number may be. Pure; which is next is the database's. */

/** A series of numbers. */
export interface Series {
  /** In front of everything: `INV-`. */
  prefix: string;
  /** Digits at least: 5 makes 42 `00042`. */
  padding: number;
  /** Begins anew each year, and says the year. A year begins with the month, 1 to 12. */
  yearly: { firstMonth: number } | null;
}

/** The law of some treatments is shorter: CGST Rules 2017, rule 46(b). */
const GST_NUMBER = /^[A-Za-z0-9/-]{1,16}$/u;
/** Visible, on one line, safe in a file's name once `/` is replaced. */
const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N}/._ -]{0,38}[\p{L}\p{N}]$|^[\p{L}\p{N}]$/u;

export type NumberProblem = 'too-long' | 'wrong-format';

/**
 * How a series names the year of a date: `2026`, or `26-27` where a year begins within a calendar year.
 * @param date a calendar date, `2026-11-30`
 */
export function yearOf(date: string, { firstMonth }: { firstMonth: number }): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  if (firstMonth === 1) return String(year);
  const first = month < firstMonth ? year - 1 : year;
  return [first, first + 1].map((each) => String(each % 100).padStart(2, '0')).join('-');
}

/**
 * A number of a series: `INV-00042`, by year `INV-2026-00042`, or `INV/26-27/00042` where the prefix ends so.
 * @param date the date of issue, of which a yearly series takes the year
 */
export function formatNumber({ prefix, padding, yearly }: Series, next: number, date: string): string {
  const separator = prefix.endsWith('/') ? '/' : '-';
  return `${prefix}${yearly ? `${yearOf(date, yearly)}${separator}` : ''}${String(next).padStart(padding, '0')}`;
}

/** What is wrong with a number: by GST where the document is under it, else by what any system takes. */
export function numberProblem(number: string, { gst }: { gst: boolean }): NumberProblem | undefined {
  if (number.length > (gst ? 16 : 40)) return 'too-long';
  return (gst ? GST_NUMBER : NUMBER).test(number) ? undefined : 'wrong-format';
}
