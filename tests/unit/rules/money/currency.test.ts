import * as dinero from 'dinero.js/currencies';
import { CURRENCIES, exponentOf, isCurrency } from '../../../../plugin/rules/money/currency';

/** ISO 4217 gives these two digits; dinero counts their fifths. */
const FIFTHS = ['MGA', 'MRU'];

describe('currencies', () => {
  test.each([
    ['JPY', 0],
    ['KRW', 0],
    ['EUR', 2],
    ['INR', 2],
    ['MGA', 2],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
  ])('%s has %i digits behind the point (ISO 4217)', (code, exponent) => {
    expect(exponentOf(code)).toBe(exponent);
    expect(isCurrency(code)).toBe(true);
  });

  test('have the digits that dinero.js gives them', () => {
    for (const { code, exponent } of Object.values(dinero)) {
      if (!FIFTHS.includes(code)) expect([code, exponentOf(code)]).toEqual([code, exponent]);
    }
  });

  test('are those of dinero.js, and the few that were replaced lately', () => {
    const known = new Set(Object.values(dinero).map(({ code }) => code as string));
    expect(CURRENCIES.filter((code) => !known.has(code))).toEqual(['ANG', 'HRK']);
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
  });

  test.each(['', 'eur', 'EURO', 'XXX', 'XAU', 'constructor', '__proto__'])('%j is none, and no digits are guessed for it', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => exponentOf(code)).toThrow(RangeError);
  });
});
