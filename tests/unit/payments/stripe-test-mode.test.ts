/**
 * Against Stripe itself, in the test mode of an account of yours: `STRIPE_SECRET_KEY=sk_test_… npm run test:unit --
 * stripe-test-mode`. Without a key nothing of it runs. Cards are Stripe's own for tests; what needs a person on a page
 * of Stripe's is tried on the fake alone.
 */
import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import type { PaymentProvider } from '../../../config/payment-provider';
import { stripe, stripeCapabilities } from '../../../server/src/payments/providers/stripe';
import { fromStripe } from '../../../server/src/payments/providers/stripe/amounts';
import { marksOf } from '../../../server/src/payments/providers/stripe/verdicts';
import { paymentProviderConformance, type Begun } from '../../../testing';

const secretKey = process.env.STRIPE_SECRET_KEY ?? '';
const webhookSecret = 'whsec_of_the_contract_suite';
const returnUrl = 'https://portal.example.com/payments/back';

(secretKey.startsWith('sk_test_') ? describe : describe.skip)('the test mode of Stripe', () => {
  const sdk = new Stripe(secretKey || 'sk_test_none');
  const of = (checkout: 'redirect' | 'embedded'): PaymentProvider =>
    stripe.init(
      { secretKey, publishableKey: 'pk_test_contract', webhookSecret, checkout },
      { key: 'stripe', now: () => new Date(), log: { warn: () => undefined, error: () => undefined } },
    );
  const confirm = ({ verdict }: Begun, method: string) =>
    sdk.paymentIntents.confirm(verdict.providerPayment ?? '', { payment_method: method, return_url: returnUrl });

  paymentProviderConformance({
    describe,
    it,
    provider: () => of('embedded'),
    capabilities: stripeCapabilities({ checkout: 'embedded' }),
    currencies: ['EUR', 'JPY'],
    act: {
      pay: async (begun) => {
        await confirm(begun, 'pm_card_visa');
      },
      decline: async (begun) => {
        await expect(confirm(begun, 'pm_card_visa_chargeDeclined')).rejects.toThrow('declined');
      },
      taken: async (reference) => {
        let taken = 0;
        for await (const { metadata, amount_received: received, currency } of sdk.paymentIntents.list({
          limit: 100,
          created: { gte: Math.floor(Date.now() / 1000) - 3600 },
        }))
          if (marksOf(metadata).portal_reference === reference) taken += fromStripe(received, currency).amount;
        return taken;
      },
      delivery: async ({ verdict }) => {
        const { data } = await sdk.events.list({ type: 'payment_intent.succeeded', limit: 100 });
        const event = data.find((one) => 'id' in one.data.object && one.data.object.id === verdict.providerPayment);
        const payload = JSON.stringify(event);
        return {
          raw: Buffer.from(payload),
          headers: { 'stripe-signature': sdk.webhooks.generateTestHeaderString({ payload, secret: webhookSecret }) },
        };
      },
    },
  });

  it('keeps a session of Checkout for a reference, finds it, and ends it', async () => {
    const provider = of('redirect');
    const reference = randomUUID();
    const payer = { customer: randomUUID(), name: 'Ada Example', email: `${reference}@example.com`, language: 'de', account: null };
    const request = { reference, amount: 1234, currency: 'EUR', description: 'Contract suite', payer, returnUrl, save: true };
    const first = await provider.start(request);
    expect(first).toMatchObject({ state: 'requires-action', next: { kind: 'redirect', url: expect.stringContaining('https://') } });
    expect((await provider.start(request)).providerPayment).toBe(first.providerPayment);
    expect((await provider.retrieve({ providerPayment: null, reference }))?.providerPayment).toBe(first.providerPayment);
    expect(await provider.cancel({ providerPayment: first.providerPayment ?? null, reference })).toMatchObject({ state: 'canceled' });
  });

  it.each([
    ['pm_card_visa', false, { state: 'succeeded', amount: 1234, currency: 'EUR' }],
    ['pm_card_chargeCustomerFail', false, { state: 'failed' }],
    ['pm_card_authenticationRequired', false, { state: 'requires-action', next: { kind: 'redirect' } }],
    ['pm_card_authenticationRequired', true, { state: 'requires-action', next: { kind: 'redirect' } }],
  ])('charges %s, the customer there: %s', async (card, present, expected) => {
    const provider = of('redirect');
    const { id: account } = await sdk.customers.create({ email: `${randomUUID()}@example.com` });
    const { id: saved } = await sdk.paymentMethods.attach(card, { customer: account });
    const payer = { customer: randomUUID(), name: 'Ada Example', email: 'ada@example.com', language: 'en', account };
    const request = {
      reference: randomUUID(),
      amount: 1234,
      currency: 'EUR',
      description: 'Contract suite',
      payer,
      returnUrl,
      saved,
      present,
    };
    const verdict = await provider.charge?.(request);
    expect(verdict).toMatchObject(expected);
    expect((await provider.charge?.(request))?.providerPayment).toBe(verdict?.providerPayment);
    expect(await provider.detach?.(saved)).toBe(true);
    expect(await provider.detach?.(saved)).toBe(true);
    expect(await provider.method?.(saved)).toBeNull();
  });
});
