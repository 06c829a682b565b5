/**
 * Totals that another system worked out: whether they may stand for ours. Programs round tax in ways of their own, and
 * what the customer was sent is what it must find again; so a difference of a minor unit for each rate is taken over, and
 * the breakdown by rate follows it, so that parts still add up. Pure.
 */
import { compare, decimal } from '../money/decimal';
import { breakdown, type Figures, type TaxTotals, type Totals } from './totals';

export interface GivenTotals extends Figures {
  taxes?: readonly { percent: string; taxable: number; tax: number }[];
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const isNear = (one: number, other: number): boolean => Math.abs(one - other) <= 1;
const biggestFirst = (taxes: readonly TaxTotals[]): TaxTotals[] => [...taxes].sort((a, b) => Math.abs(b.taxable) - Math.abs(a.taxable));

/** The rows that were given, in the order of ours; null where they are of other rates. */
function matched(ours: readonly TaxTotals[], given: NonNullable<GivenTotals['taxes']>): { taxable: number; tax: number }[] | null {
  const left = [...given];
  const rows = ours.map(({ rate }) => {
    const index = left.findIndex(({ percent }) => compare(decimal(percent), decimal(rate.percent)) === 0);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  });
  return left.length === 0 && rows.every((row) => row !== undefined) ? rows : null;
}

/** Puts a difference on rows, `most` units on each, on those with the most in them first. */
function spread(rows: readonly TaxTotals[], difference: number, most: number): Map<TaxTotals, number> {
  const shares = new Map<TaxTotals, number>();
  let left = difference;
  for (const row of biggestFirst(rows)) {
    const share = Math.sign(left) * Math.min(Math.abs(left), most);
    shares.set(row, share);
    left -= share;
  }
  return shares;
}

/** Rates' rows as they are to be shown with the given sums; null where they would differ by more than a unit. */
function rowsFor(ours: Totals, given: GivenTotals, trust: boolean): { taxable: number; tax: number }[] | null {
  const untaxed = ours.net - sum(ours.taxes.map(({ taxable }) => taxable));
  if (given.taxes) {
    const rows = matched(ours.taxes, given.taxes);
    if (rows) {
      const near = rows.every(
        (row, index) => isNear(row.tax, ours.taxes[index]?.tax ?? 0) && isNear(row.taxable, ours.taxes[index]?.taxable ?? 0),
      );
      const whole = sum(rows.map(({ tax }) => tax)) === given.tax && sum(rows.map(({ taxable }) => taxable)) + untaxed === given.net;
      if (trust || (near && whole)) return rows;
    }
    if (!trust) return null;
  }
  const most = trust ? Number.MAX_SAFE_INTEGER : 1;
  const [net, tax] = [given.net - ours.net, given.tax - ours.tax];
  if (Math.max(Math.abs(net), Math.abs(tax)) > ours.taxes.length * most) return trust ? [] : null;
  const [ofNet, ofTax] = [spread(ours.taxes, net, most), spread(ours.taxes, tax, most)];
  return ours.taxes.map((row) => ({ taxable: row.taxable + (ofNet.get(row) ?? 0), tax: row.tax + (ofTax.get(row) ?? 0) }));
}

/**
 * Our totals with the given sums in them; null where those do not follow from the lines within a minor unit a rate.
 * @param trust takes them over whatever they are: the breakdown then is as near as it can be
 */
export function takeOver(ours: Totals, given: GivenTotals, trust = false): Totals | null {
  if (!trust && given.net + given.tax !== given.gross) return null;
  const rows = rowsFor(ours, given, trust);
  if (rows === null) return null;
  const taxes = ours.taxes.map(({ rate, taxable, tax }, index) =>
    breakdown(rate, { net: rows[index]?.taxable ?? taxable, tax: rows[index]?.tax ?? tax }),
  );
  const { net, tax, gross } = given;
  return { ...ours, net, tax, gross, taxes, due: gross - ours.prepaid };
}
