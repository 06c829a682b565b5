import type { OverviewSum } from '../../../plugin/contract/customer/overview';
import { isPaidType } from './choice';

/** What is to be paid in a currency: amounts in its minor units, and of how many documents. */
export interface Due {
  currency: string;
  amount: number;
  count: number;
  overdue: number;
}

/** What is to be paid by currency, over all types that are paid. Pure. */
export function dueOf(sums: readonly OverviewSum[]): Due[] {
  const due = new Map<string, Due>();
  for (const { kind, type, currency, amount, count } of sums) {
    if (!isPaidType(type) || (kind !== 'open' && kind !== 'overdue')) continue;
    const one = due.get(currency) ?? { currency, amount: 0, count: 0, overdue: 0 };
    // What is overdue is part of what is open.
    if (kind === 'overdue') one.overdue += amount;
    else {
      one.amount += amount;
      one.count += count;
    }
    due.set(currency, one);
  }
  return [...due.values()].filter(({ amount }) => amount > 0);
}
