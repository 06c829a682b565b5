/**
 * Terms: half-open intervals of calendar dates, `end` is the first day of the next one. Daylight saving does not exist
 * here, and the day on which a subscription is billed is kept: 31 January, 29 February, 31 March. Pure.
 */
import { daysBetween, plusDays } from '../calendar';

/** How long a term is: every 3 months. */
export interface Every {
  unit: 'day' | 'week' | 'month' | 'year';
  count: number;
}

export interface Term {
  start: string;
  end: string;
  /** What a day of it is a part of: the days of the whole term, also where an editor moved its end. */
  days: number;
  /** An editor gave it free. */
  comped: boolean;
}

/** The day of the month. */
export const dayOf = (date: string): number => Number(date.slice(8));

export const later = (one: string, other: string): string => (one > other ? one : other);
export const earlier = (one: string, other: string): string => (one < other ? one : other);

export const isSameEvery = (one: Every, other: Every): boolean => one.unit === other.unit && one.count === other.count;

function plusMonths(date: string, months: number, anchorDay: number): string {
  const [year, month] = date.split('-').map(Number) as [number, number];
  const at = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12) + 1];
  const last = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(toYear).padStart(4, '0')}-${two(toMonth)}-${two(Math.min(anchorDay, last))}`;
}

/** When a term that begins on a day ends. The anchor day counts for months and years alone. */
export function endOfTerm(start: string, { unit, count }: Every, anchorDay: number): string {
  switch (unit) {
    case 'day':
      return plusDays(start, count);
    case 'week':
      return plusDays(start, 7 * count);
    case 'month':
      return plusMonths(start, count, anchorDay);
    case 'year':
      return plusMonths(start, 12 * count, anchorDay);
  }
}

export function termFrom(start: string, every: Every, anchorDay: number, comped = false): Term {
  const end = endOfTerm(start, every, anchorDay);
  return { start, end, days: daysBetween(start, end), comped };
}

/** Days of a term from a day on, that day among them: what a change on it is about. */
export const daysLeft = ({ start, end }: Term, day: string): number => Math.max(0, daysBetween(later(start, day), end));
