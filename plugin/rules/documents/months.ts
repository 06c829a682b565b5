/** What was invoiced and settled by month. Amounts are minor units, months `2026-11`. Pure. */
import { minorUnits } from '../money/decimal';

export interface DaySum {
  kind: 'invoiced' | 'settled';
  currency: string;
  /** A calendar date. */
  date: string;
  amount: number;
}

export interface Month {
  month: string;
  invoiced: number;
  settled: number;
}

/**
 * Sums of days as sums of months, each currency by itself, in alphabetical order; one in which nothing was is left out.
 * @throws AmountTooLarge beyond what JSON's numbers hold
 */
export function byMonth(days: readonly DaySum[], months: readonly string[]): { currency: string; months: Month[] }[] {
  const sums = new Map<string, bigint>();
  const keyOf = (currency: string, kind: string, month: string): string => `${currency} ${kind} ${month}`;
  for (const { kind, currency, date, amount } of days) {
    const key = keyOf(currency, kind, date.slice(0, 7));
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(amount));
  }
  const currencies = [...new Set(days.map(({ currency }) => currency))].sort();
  return currencies
    .map((currency) => {
      const of = (kind: DaySum['kind'], month: string): number => minorUnits(sums.get(keyOf(currency, kind, month)) ?? 0n);
      return { currency, months: months.map((month) => ({ month, invoiced: of('invoiced', month), settled: of('settled', month) })) };
    })
    .filter(({ months: all }) => all.some(({ invoiced, settled }) => invoiced !== 0 || settled !== 0));
}
