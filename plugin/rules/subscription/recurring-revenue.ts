/**
 * Monthly recurring revenue, each currency by itself. A term's net, as it was last billed or will be, is brought to a
 * month: of months a count-th, of years a twelfth of that, of weeks 52/12, of days 365/12. Summed exactly, rounded once.
 * Counted is what runs and renews or will end: live, past due and non-renewing; trials, paused and unpaid ones are not.
 * A free term counts as what it costs after it. Pure.
 */
import { fraction, minorUnits, plus, rounded, times, type Fraction } from '../money/decimal';
import { termNet } from './lines';
import type { Subscription } from './state';
import type { State } from './states';
import type { Every } from './terms';

const RUNNING: readonly State[] = ['live', 'past-due', 'non-renewing'];

/** Terms in a month. */
function termsAMonth({ unit, count }: Every): Fraction {
  switch (unit) {
    case 'day':
      return fraction(365, 12 * count);
    case 'week':
      return fraction(52, 12 * count);
    case 'month':
      return fraction(1, count);
    case 'year':
      return fraction(1, 12 * count);
  }
}

/** What one subscription brings in a month, exactly; 0 of one that does not run. */
export function monthly(state: Subscription): Fraction {
  if (!RUNNING.includes(state.state)) return fraction(0);
  const isFree = state.term?.comped ?? false;
  const net = state.items
    .filter(({ recurring }) => recurring)
    .reduce((sum, item) => sum + termNet(isFree ? { ...item, off: null } : item), 0);
  return times(fraction(net), termsAMonth(state.every));
}

/** Minor units by currency, in alphabetical order. */
export function recurringRevenue(subscriptions: Iterable<Subscription>): { currency: string; amount: number }[] {
  const sums = new Map<string, Fraction>();
  for (const state of subscriptions) {
    sums.set(state.currency, plus(sums.get(state.currency) ?? fraction(0), monthly(state)));
  }
  return [...sums.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, sum]) => ({ currency, amount: minorUnits(rounded(sum)) }));
}
