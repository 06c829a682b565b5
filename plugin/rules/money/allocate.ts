/**
 * Amounts over parts, to the last minor unit, by largest remainder: each part gets its exact share rounded, and what is
 * missing then goes where rounding took the most. Pure.
 */
import { compare, fraction, minorUnits, minus, negative, rounded, type Fraction } from './decimal';

/**
 * Whole numbers for exact ones, with a given sum, each less than 1 from its exact one. Equal claims are settled in
 * favour of what stands first. Of everything negated it makes everything negated.
 * @param total what they add up to: the sum of the exact ones, or that rounded
 */
export function roundedTo(total: bigint, exact: readonly Fraction[]): bigint[] {
  const parts = exact.map(rounded);
  const missing = total - parts.reduce((sum, part) => sum + part, 0n);
  const step = missing < 0n ? -1n : 1n;
  const claims = exact.map((share, index) => {
    const lost = minus(share, fraction(parts[index] ?? 0n));
    return {
      index,
      claim: step < 0n ? negative(lost) : lost,
      grows: lost.numerator === 0n || lost.numerator < 0n === share.numerator < 0n,
    };
  });
  // Of equal claims a part that grows goes by its place; one that has to shrink again stands last, so that the first keep theirs.
  claims.sort(
    (a, b) => compare(b.claim, a.claim) || Number(b.grows) - Number(a.grows) || (a.grows ? a.index - b.index : b.index - a.index),
  );
  const count = Number(missing * step);
  if (count > claims.length) throw new RangeError('The parts do not come near the total.');
  for (const { index } of claims.slice(0, count)) parts[index] = (parts[index] ?? 0n) + step;
  return parts;
}

/**
 * An amount in proportion to weights: the parts add up to exactly the amount. A weight of 0 gets nothing, unless the
 * weights add up to 0: the amount then goes evenly. Weights of both signs are possible (returns among sales).
 * @param amount minor units, of either sign
 * @throws RangeError where there is an amount and nothing to put it on; AmountTooLarge for a part that JSON does not hold
 */
export function allocate(amount: number, weights: readonly (bigint | number)[]): number[] {
  if (weights.length === 0 && amount !== 0) throw new RangeError('There is nothing to put the amount on.');
  const sizes = weights.map(BigInt);
  const sum = sizes.reduce((total, weight) => total + weight, 0n);
  const shares = sizes.map((weight) => (sum === 0n ? fraction(amount, weights.length) : fraction(BigInt(amount) * weight, sum)));
  return roundedTo(BigInt(amount), shares).map(minorUnits);
}
