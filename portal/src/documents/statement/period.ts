/** The period of a statement, as its address holds it, and those that are offered. Pure. */
import { plusDays } from '../../../../plugin/rules/calendar';
import { dayOf } from '../list/list-state';

export interface Period {
  /** First and last day, both inclusive. */
  from: string;
  to: string;
}

export interface StatementState extends Period {
  currency?: string;
}

export const PRESETS = ['last-90-days', 'this-quarter', 'last-quarter', 'this-year', 'last-year'] as const;
export type Preset = (typeof PRESETS)[number];

const DAYS = 90;

/** Three months from one of a year, counted from 0; of another year where there are more or fewer. */
function quarter(year: number, index: number): Period {
  const first = (months: number): string => new Date(Date.UTC(year, months, 1)).toISOString().slice(0, 10);
  return { from: first(3 * index), to: plusDays(first(3 * index + 3), -1) };
}

/** The days of a period that is offered. */
export function presetOf(preset: Preset, today: string): Period {
  const year = Number(today.slice(0, 4));
  const now = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  switch (preset) {
    case 'last-90-days':
      return { from: plusDays(today, 1 - DAYS), to: today };
    case 'this-quarter':
      return quarter(year, now);
    case 'last-quarter':
      return quarter(year, now - 1);
    case 'this-year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case 'last-year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  }
}

/** Which of those a period is, if it is one. */
export const presetIn = ({ from, to }: Period, today: string): Preset | undefined =>
  PRESETS.find((preset) => {
    const period = presetOf(preset, today);
    return period.from === from && period.to === to;
  });

/** A made-up address must not become a refused request. */
export function fromAddress(search: URLSearchParams, today: string): StatementState {
  const [from, to] = [dayOf(search.get('from')), dayOf(search.get('to'))];
  const currency = /^[A-Z]{3}$/u.exec(search.get('currency') ?? '')?.[0];
  const period = from && to && from <= to ? { from, to } : presetOf('last-90-days', today);
  return { ...period, ...(currency && { currency }) };
}
