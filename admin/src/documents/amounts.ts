import { exponentOf } from '../../../plugin/rules/money/currency';
import { digitsOf, minorUnitsOf } from '../../../plugin/rules/money/decimal';
import { digitsShown, digitsTyped } from './decimals';

/** Minor units as they stand in a field. Pure. */
export const typedOf = (amount: number, currency: string, locale: string): string =>
  digitsShown(digitsOf(amount, exponentOf(currency)), locale);

/** The minor units that were typed: 0 for nothing, null for what is no amount of the currency. Pure. */
export function amountTyped(typed: string, currency: string, locale: string): number | null {
  if (typed.trim() === '') return 0;
  const amount = minorUnitsOf(digitsTyped(typed, locale), exponentOf(currency));
  return amount === null || amount < 0 ? null : amount;
}

/** What is left, put on documents in their order as far as it goes. Pure. */
export function proposed(left: number, open: readonly { id: string; left: number }[]): Map<string, number> {
  let rest = left;
  return new Map(
    open.map(({ id, left: wanted }) => {
      const part = Math.min(rest, wanted);
      rest -= part;
      return [id, part];
    }),
  );
}
