/** What will fall due and be charged if nobody does anything and every charge succeeds. The same rules, asked ahead. Pure. */
import type { Catalogue } from './catalogue';
import { isRefusal, type Outcome } from './commands';
import { decide } from './decide';
import { nextDue } from './due';
import type { Policy } from './policy';
import { runs, type Subscription } from './state';

const NOBODY = { kind: 'system', id: 'ahead' } as const;

/** Charges succeed: what is past due runs. */
const assumed = (state: Subscription): Subscription =>
  state.state === 'past-due' ? { ...state, state: runs(state.scheduled), dunning: null } : state;

/**
 * What falls due, one after the other.
 * @param most how many steps are looked ahead
 */
export function* ahead(
  state: Subscription,
  catalogue: Catalogue,
  policy: Policy,
  most = 1000,
): Generator<{ on: string; outcome: Outcome }> {
  let now = assumed(state);
  for (let count = 0; count < most; count += 1) {
    const due = nextDue(now);
    if (due === null) return;
    // Noon of that day, in a zone without others: dates are all that counts.
    const moment = { instant: `${due.on}T12:00:00.000Z`, timeZone: 'UTC' };
    const outcome = decide(now, { type: due.type, actor: NOBODY }, catalogue, policy, moment);
    if (isRefusal(outcome)) return;
    yield { on: due.on, outcome };
    now = outcome.state;
  }
}

export interface NextCharge {
  on: string;
  lines: Outcome['lines'];
  /** Before tax where prices are. */
  due: number;
  collect: Outcome['collect'];
}

/** What is charged next, and when; null: nothing will be. Terms that cost nothing are passed over. */
export function nextCharge(state: Subscription, catalogue: Catalogue, policy: Policy): NextCharge | null {
  for (const { on, outcome } of ahead(state, catalogue, policy, 120)) {
    const { lines, due, collect } = outcome;
    if (due > 0) return { on, lines, due, collect };
  }
  return null;
}

export interface ForecastMonth {
  /** `2026-11`. */
  month: string;
  currency: string;
  amount: number;
  charges: number;
}

/**
 * What will be invoiced in months, by currency; in the order of both.
 * @param last the last month, `2026-11`
 */
export function forecast(subscriptions: Iterable<Subscription>, last: string, catalogue: Catalogue, policy: Policy): ForecastMonth[] {
  const sums = new Map<string, ForecastMonth>();
  for (const subscription of subscriptions) {
    for (const { on, outcome } of ahead(subscription, catalogue, policy)) {
      const month = on.slice(0, 7);
      if (month > last) break;
      if (outcome.due <= 0) continue;
      const { currency } = subscription;
      const sum = sums.get(`${month} ${currency}`) ?? { month, currency, amount: 0, charges: 0 };
      sums.set(`${month} ${currency}`, { ...sum, amount: sum.amount + outcome.due, charges: sum.charges + 1 });
    }
  }
  return [...sums.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum);
}
