import fc from 'fast-check';
import { exponentOf } from '../../../plugin/rules/money/currency';
import { CURRENCIES, fromStripe, LIMITS, toStripe } from '../../../server/src/payments/providers/stripe/amounts';

describe('amounts as Stripe wants them', () => {
  it.each([
    // Minor units of ours, and what is sent (docs.stripe.com/currencies).
    ['EUR', 1234, 1234],
    ['JPY', 500, 500],
    ['HUF', 12_345, 12_345],
    ['TWD', 80_045, 80_045],
    // ISO has no digits behind the point of these two; Stripe wants two, and they are 0.
    ['ISK', 5, 500],
    ['UGX', 5, 500],
    // ISO has two; Stripe wants whole ones.
    ['MGA', 500, 5],
    ['KWD', 5120, 5120],
  ])('%s %i is sent as %i, and read back', (currency, amount, sent) => {
    expect(toStripe(amount, currency)).toBe(sent);
    expect(fromStripe(sent, currency.toLowerCase())).toEqual({ amount, currency });
  });

  it.each([
    ['KWD', 5124],
    ['MGA', 550],
    ['CLF', 10_000],
    ['IQD', 1000],
    ['XXX', 100],
  ])('%s %i cannot be sent exactly, so it is not sent', (currency, amount) => {
    expect(toStripe(amount, currency)).toBeNull();
  });

  it('comes back as it went, whatever the currency', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURRENCIES), fc.integer({ min: 1, max: 99_999_999 }), (currency, amount) => {
        const sent = toStripe(amount, currency);
        if (sent === null) return;
        expect(Number.isInteger(sent)).toBe(true);
        expect(fromStripe(sent, currency.toLowerCase())).toEqual({ amount, currency });
      }),
    );
  });

  it('knows every currency that it offers, and limits only those', () => {
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
    for (const currency of CURRENCIES) expect(exponentOf(currency)).toBeLessThanOrEqual(3);
    for (const currency of Object.keys(LIMITS)) expect(['*', ...CURRENCIES]).toContain(currency);
  });
});
