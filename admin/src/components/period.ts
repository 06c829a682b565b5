import { oneOf } from './address';

/** How far back to look. */
export const PERIODS = ['all', 'day', 'week', 'month', 'range'] as const;
export type Period = (typeof PERIODS)[number];

/** A time that is looked at, as it stands in a page's address. */
export interface PeriodFilter {
  period: Period;
  /** Calendar days (`2026-11-22`) of the editor's own time zone, both included; for the period `range`. */
  from: string;
  to: string;
}

const DAYS: Partial<Record<Period, number>> = { day: 1, week: 7, month: 30 };
const DAY_MS = 24 * 3600 * 1000;
const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/u;

const dayIn = (value: string | null): string => (value !== null && CALENDAR_DAY.test(value) ? value : '');

/** Reads the address; what makes no sense in it is left out. */
export const periodIn = (params: URLSearchParams): PeriodFilter => ({
  period: oneOf(PERIODS, params.get('period')) ?? 'all',
  from: dayIn(params.get('from')),
  to: dayIn(params.get('to')),
});

/** As it stands in the address: only what is not as it is at first. */
export const periodAddress = ({ period, from, to }: PeriodFilter): Record<string, string> => ({
  ...(period !== 'all' && { period }),
  ...(period === 'range' && from !== '' && { from }),
  ...(period === 'range' && to !== '' && { to }),
});

/** The first instant of a calendar day of this time zone, or of the one `later` days after it. */
function startOf(day: string, later = 0): Date | undefined {
  const [year, month, date] = day.split('-').map(Number);
  const start = new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + later);
  return day === '' || Number.isNaN(start.getTime()) ? undefined : start;
}

/** What the server is asked. */
export function periodQuery({ period, from, to }: PeriodFilter, now: Date): { from: string | undefined; to: string | undefined } {
  const days = DAYS[period];
  const since = days === undefined ? undefined : new Date(now.getTime() - days * DAY_MS);
  const first = period === 'range' ? startOf(from) : since;
  // The whole of the last day: up to a millisecond before the next one.
  const next = period === 'range' ? startOf(to, 1) : undefined;
  return { from: first?.toISOString(), to: next && new Date(next.getTime() - 1).toISOString() };
}
