import { dinero, halfAwayFromZero, toDecimal, transformScale } from 'dinero.js';
import { dinero as exactDinero, halfAwayFromZero as exactHalf, transformScale as exactScale } from 'dinero.js/bigint';
import fc from 'fast-check';
import {
  AmountTooLarge,
  compare,
  decimal,
  digitsOf,
  fraction,
  minorUnits,
  minorUnitsOf,
  minus,
  negative,
  over,
  parseDecimal,
  percentage,
  plus,
  rounded,
  times,
} from '../../../../plugin/rules/money/decimal';

const whole = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const part = fc.tuple(whole, fc.bigInt({ min: 1n, max: 10n ** 12n })).map(([top, bottom]) => fraction(top, bottom));
const same = (a: ReturnType<typeof fraction>, b: ReturnType<typeof fraction>) => expect(compare(a, b)).toBe(0);

describe('a decimal', () => {
  test.each([
    ['0', 0n, 1n],
    ['12.345', 12345n, 1000n],
    ['-0.5', -5n, 10n],
    ['1.50', 150n, 100n],
    ['999999999999999.999999', 999999999999999999999n, 1000000n],
  ])('%s is kept exactly', (text, top, bottom) => {
    expect(parseDecimal(text)).toEqual({ numerator: top, denominator: bottom });
  });

  test.each(['', ' 1', '1 ', '+1', '1e3', '.5', '5.', '007', '1,5', '1.000,00', '--1', 'NaN', '١', '1.2.3', '0x1', '1'.repeat(17)])(
    '%j is none',
    (text) => {
      expect(parseDecimal(text)).toBeNull();
      expect(() => decimal(text)).toThrow(RangeError);
      expect(minorUnitsOf(text, 2)).toBeNull();
    },
  );

  test('can be a percentage', () => same(percentage('5.5'), fraction(55, 1000)));
});

describe('rounding', () => {
  test.each([
    [5n, 10n, 1n],
    [-5n, 10n, -1n],
    [25n, 10n, 3n],
    [-25n, 10n, -3n],
    [24n, 10n, 2n],
    [-24n, 10n, -2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
  ])('%s/%s is %s: a half goes away from zero', (top, bottom, result) => {
    expect(rounded(fraction(top, bottom))).toBe(result);
  });

  test('does with every amount what dinero.js does', () => {
    fc.assert(
      fc.property(whole, fc.integer({ min: 0, max: 9 }), (amount, places) => {
        const currency = { code: 'XTS', base: 10n, exponent: 0n };
        const theirs = exactScale(exactDinero({ amount, currency, scale: BigInt(places) }), 0n, exactHalf).toJSON().amount;
        expect(rounded(fraction(amount, 10n ** BigInt(places)))).toBe(theirs);
      }),
    );
  });

  test('is never further off than a half, and the same for both signs', () => {
    fc.assert(
      fc.property(part, (value) => {
        const off = minus(value, fraction(rounded(value)));
        expect(compare(off, fraction(1, 2))).toBeLessThanOrEqual(0);
        expect(compare(off, fraction(-1, 2))).toBeGreaterThanOrEqual(0);
        expect(rounded(negative(value))).toBe(-rounded(value));
      }),
    );
  });
});

describe('a fraction', () => {
  test('is calculated with exactly', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        same(minus(plus(a, b), b), a);
        same(times(a, plus(b, c)), plus(times(a, b), times(a, c)));
        if (b.numerator !== 0n) same(times(over(a, b), b), a);
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
      }),
    );
  });

  test('has no denominator of zero, and none below', () => {
    expect(() => fraction(1, 0)).toThrow(RangeError);
    expect(() => over(fraction(1), fraction(0))).toThrow(RangeError);
    expect(fraction(1, -2)).toEqual({ numerator: -1n, denominator: 2n });
  });
});

describe('an amount', () => {
  test('is refused where a number would not hold it exactly', () => {
    const most = BigInt(Number.MAX_SAFE_INTEGER);
    expect([minorUnits(most), minorUnits(-most)]).toEqual([Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]);
    for (const beyond of [most + 1n, -most - 1n, 10n ** 30n]) expect(() => minorUnits(beyond)).toThrow(AmountTooLarge);
  });

  test.each([
    [1234, 2, '12.34'],
    [-1234, 2, '-12.34'],
    [5, 2, '0.05'],
    [-5, 3, '-0.005'],
    [0, 2, '0.00'],
    [500, 0, '500'],
  ])('of %i with %i places is %s in digits', (amount, places, digits) => {
    expect(digitsOf(amount, places)).toBe(digits);
    expect(minorUnitsOf(digits, places)).toBe(amount);
  });

  test.each([
    ['1.234', 2],
    ['0.5', 0],
    ['900719925474099.3', 2],
  ])('%s is none with %i places', (digits, places) => {
    expect(minorUnitsOf(digits, places)).toBeNull();
  });

  test('is written in digits as dinero.js does, and read back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 4 }), (amount, places) => {
        const digits = digitsOf(amount, places);
        expect(minorUnitsOf(digits, places)).toBe(amount + 0);
        const theirs = dinero({ amount: amount % 1e12, currency: { code: 'XTS', base: 10, exponent: places } });
        expect(digitsOf(amount % 1e12, places)).toBe(toDecimal(transformScale(theirs, places, halfAwayFromZero)));
      }),
    );
  });
});
