/**
 * Exact numbers: decimals as people type and JSON carries them (digits), fractions to calculate with, and amounts in
 * minor units. A fraction is never rounded in between: numerator and denominator stay whole. Pure.
 */

/** Digits behind the point of quantities, rates and percentages. */
export const DECIMAL_PLACES = 6;

const DECIMAL = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d{1,15}))?$/u;

/** `numerator / denominator`; the denominator is above 0. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** An amount, or a sum on the way to it, is beyond what JSON's numbers hold exactly. */
export class AmountTooLarge extends RangeError {
  constructor() {
    super('The amount is too large to be kept exactly.');
  }
}

/** @throws RangeError for a denominator of 0 */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  if (bottom === 0n) throw new RangeError('A fraction has no denominator of 0.');
  return bottom < 0n ? { numerator: -top, denominator: -bottom } : { numerator: top, denominator: bottom };
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
export const negative = ({ numerator, denominator }: Fraction): Fraction => ({ numerator: -numerator, denominator });
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, negative(b));
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.numerator * b.numerator, a.denominator * b.denominator);
/** @throws RangeError where `b` is 0 */
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.numerator * b.denominator, a.denominator * b.numerator);
/** Below 0 where `a` is less than `b`, 0 where they are the same number, above 0 else. */
export const compare = (a: Fraction, b: Fraction): number => {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** The nearest whole number; a half goes away from zero, so that a negative amount is the positive one's mirror image. */
export function rounded({ numerator, denominator }: Fraction): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const whole = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -whole : whole;
}

/**
 * A whole number of minor units as a number.
 * @throws AmountTooLarge beyond `Number.MAX_SAFE_INTEGER`, either way
 */
export function minorUnits(amount: bigint): number {
  const value = Number(amount);
  if (!Number.isSafeInteger(value)) throw new AmountTooLarge();
  return value;
}

/** What digits stand for: `12.345`, `-0.5`; null for anything else (spaces, `+`, `1e3`, `.5`, `007`, grouped thousands). */
export function parseDecimal(text: string): Fraction | null {
  const [, sign, whole, places = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  const size = BigInt(whole + places);
  return { numerator: sign ? -size : size, denominator: 10n ** BigInt(places.length) };
}

/**
 * What digits stand for that were checked before.
 * @throws RangeError for what is no decimal
 */
export function decimal(text: string): Fraction {
  const value = parseDecimal(text);
  if (value === null) throw new RangeError('This is no decimal number.');
  return value;
}

/** A percentage of 1: `19` is 19/100. */
export const percentage = (digits: string): Fraction => times(decimal(digits), { numerator: 1n, denominator: 100n });

/** Minor units of a currency with that many places as digits of its major unit: `-1234`, 2 is `-12.34`. */
export function digitsOf(amount: number, places: number): string {
  const digits = String(Math.abs(amount)).padStart(places + 1, '0');
  const point = digits.length - places;
  return `${amount < 0 ? '-' : ''}${digits.slice(0, point)}${places > 0 ? `.${digits.slice(point)}` : ''}`;
}

/** Minor units that digits of the major unit stand for; null where they are no decimal, are finer than that or too large. */
export function minorUnitsOf(digits: string, places: number): number | null {
  const value = parseDecimal(digits);
  if (value === null) return null;
  const amount = value.numerator * 10n ** BigInt(places);
  const whole = amount / value.denominator;
  const number = Number(whole);
  return whole * value.denominator === amount && Number.isSafeInteger(number) ? number : null;
}
