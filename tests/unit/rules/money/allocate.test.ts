import { allocate as dineroAllocate, dinero } from 'dinero.js';
import fc from 'fast-check';
import { allocate, roundedTo } from '../../../../plugin/rules/money/allocate';
import { AmountTooLarge, fraction } from '../../../../plugin/rules/money/decimal';

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
const amounts = fc.integer({ min: -1e9, max: 1e9 });
const weights = fc.array(fc.nat({ max: 1e6 }), { minLength: 1, maxLength: 20 });
const currency = { code: 'EUR', base: 10, exponent: 2 };

describe('an amount over parts', () => {
  test.each([
    // Coupons over lines, as Polar's tests have them.
    [9000, [10000, 20000], [3000, 6000]],
    [100, [100, 200], [33, 67]],
    // Halves of an odd amount: the first has the cent.
    [1, [1, 1], [1, 0]],
    [-1, [1, 1], [-1, 0]],
    [5, [9, 9], [3, 2]],
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    // The largest remainder, not the first part.
    [10, [1, 1, 4], [2, 2, 6]],
    [100, [1, 0, 6], [14, 0, 86]],
    // Nothing to go by.
    [5, [0, 0], [3, 2]],
    [0, [0, 0], [0, 0]],
    [0, [], []],
    // Returns among sales.
    [190, [2000, -1000], [380, -190]],
  ])('%i over %j is %j', (amount, by, parts) => {
    expect(allocate(amount, by)).toEqual(parts);
  });

  test('is exactly the amount, each part within one of its share, nothing for a weight of nothing', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, by) => {
        const parts = allocate(amount, by);
        const total = sum(by);
        expect(sum(parts)).toBe(amount);
        parts.forEach((part, index) => {
          const share = total === 0 ? amount / by.length : (amount * by[index]!) / total;
          expect(Math.abs(part - share)).toBeLessThan(1);
          if (by[index] === 0 && total > 0) expect(part).toBe(0);
        });
      }),
    );
  });

  test('is the mirror image for a negative amount, and for negative weights', () => {
    fc.assert(
      fc.property(amounts, fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 12 }), (amount, by) => {
        const parts = allocate(amount, by);
        expect(sum(parts)).toBe(amount);
        expect(allocate(-amount, by)).toEqual(parts.map((part) => 0 - part));
        expect(
          allocate(
            amount,
            by.map((weight) => -weight),
          ),
        ).toEqual(parts);
      }),
    );
  });

  test('favours no part over an equal one that stands before it', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e6 }), weights, (amount, by) => {
        const parts = allocate(amount, by);
        by.forEach((weight, index) => {
          const later = by.indexOf(weight, index + 1);
          if (later > 0) expect([0, 1]).toContain(parts[index]! - parts[later]!);
        });
      }),
    );
  });

  test('is what dinero.js makes of it where the weights are equal, and within one of it else', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e9 }), weights, fc.integer({ min: 1, max: 20 }), (amount, by, count) => {
        const theirs = (ratios: number[]) => dineroAllocate(dinero({ amount, currency }), ratios).map((part) => part.toJSON().amount);
        const equal = Array.from({ length: count }, () => 1);
        expect(allocate(amount, equal)).toEqual(theirs(equal));
        if (sum(by) === 0) return;
        const parts = theirs(by);
        allocate(amount, by).forEach((part, index) => expect(Math.abs(part - parts[index]!)).toBeLessThanOrEqual(1));
      }),
    );
  });

  test('is exact as far as numbers go, and refused beyond', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(sum(allocate(most, [1, 1]))).toBe(most);
    expect(() => allocate(most, [3, -2])).toThrow(AmountTooLarge);
  });

  test('needs a part', () => {
    expect(() => allocate(1, [])).toThrow(RangeError);
    expect(() => roundedTo(5n, [fraction(1, 2)])).toThrow(RangeError);
  });
});
