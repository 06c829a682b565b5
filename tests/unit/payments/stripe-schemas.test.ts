import Stripe from 'stripe';
import { OFFERED } from '../../../server/src/payments/providers/stripe/faces';
import { LANGUAGES, localeOf } from '../../../server/src/payments/providers/stripe/sessions';
import { parseForm, ROUTES, SCHEMAS_OF, wrongIn } from '../../support/stripe/requests';
import { HANDLERS } from '../../support/stripe/routes';

const CREATE = 'POST /v1/checkout/sessions';

describe('the fake of Stripe', () => {
  it('checks requests against the types of the SDK that is installed (node scripts/stripe-schemas.mjs)', () => {
    expect(SCHEMAS_OF).toBe(Stripe.PACKAGE_VERSION);
    expect(Object.keys(HANDLERS).sort()).toEqual([...ROUTES].sort());
  });

  it.each([
    ['a parameter that there is', { locale: 'de' }, null],
    ['one that older versions had', { payment_method_types: ['card'] }, 'additionalProperties'],
    ['one with a typing error', { sucess_url: 'https://example.com' }, 'additionalProperties'],
    ['one that is nested wrongly', { payment_intent_data: { client_reference_id: 'x' } }, 'additionalProperties'],
    ['a value that there is not', { mode: 'paymnt' }, 'enum'],
    ['a text for a number', { expires_at: 'soon' }, 'type'],
  ])('takes %s as Stripe does', (_what, params, keyword) => {
    expect(wrongIn(CREATE, structuredClone(params))?.keyword ?? null).toBe(keyword);
  });

  it('has every language and every method that the provider names', () => {
    for (const language of LANGUAGES) expect(wrongIn(CREATE, { locale: localeOf(language) })).toBeNull();
    expect(localeOf('tlh')).toBe('auto');
    for (const methods of Object.values(OFFERED)) {
      expect(wrongIn(CREATE, { allowed_payment_method_types: [...methods] })).toBeNull();
      expect(wrongIn('POST /v1/payment_intents', { amount: '1', currency: 'eur', allowed_payment_method_types: [...methods] })).toBeNull();
    }
  });

  it('misses what must be there', () => {
    expect(wrongIn('POST /v1/payment_intents', { amount: '100' })?.keyword).toBe('required');
  });

  it('reads forms as the SDK writes them', () => {
    expect(parseForm('a=1&b%5Bc%5D=x%26y&d%5B0%5D=p&d%5B1%5D=q&e%5B0%5D%5Bf%5D=z')).toEqual({
      a: '1',
      b: { c: 'x&y' },
      d: ['p', 'q'],
      e: [{ f: 'z' }],
    });
  });
});
