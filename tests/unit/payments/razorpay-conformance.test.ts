import type { PaymentProvider } from '../../../config/payment-provider';
import { RAZORPAY_CAPABILITIES } from '../../../server/src/payments/providers/razorpay';
import { paymentProviderConformance } from '../../../testing';
import { FakeRazorpay } from '../../support/razorpay';
import { providerOn } from '../../support/razorpay/provider';

describe.each([
  ['that finds links by reference', true],
  ['that lists all links whatever was asked', false],
])('Razorpay %s', (_what, filters) => {
  const fake = new FakeRazorpay();
  fake.filters = filters;
  let provider: PaymentProvider;
  beforeAll(async () => {
    provider = await providerOn(fake);
  });
  afterAll(() => fake.stop());

  paymentProviderConformance({
    describe,
    it,
    provider: () => provider,
    capabilities: RAZORPAY_CAPABILITIES,
    currencies: ['INR', 'USD', 'JPY'],
    act: {
      pay: async ({ request }) => {
        fake.pay(request.reference, 'upi');
      },
      decline: async ({ request }) => {
        fake.pay(request.reference, 'declined');
      },
      taken: (reference) =>
        [...fake.payments.values()]
          .filter(({ status, notes }) => notes.portal_reference === reference && status !== 'failed')
          .reduce((sum, { amount }) => sum + amount, 0),
      loseAnswers: (on) => {
        fake.faultOf = (method) => (on && method === 'POST' ? 'lost' : null);
      },
      unreachable: (on) => {
        fake.faultOf = () => (on ? 500 : null);
      },
      delivery: async ({ request }) => {
        const link = fake.link(request.reference);
        return fake.deliver('payment_link.paid', {
          payment_link: { entity: link },
          payment: { entity: fake.payments.get(link.payments[0]?.payment_id ?? '') },
        });
      },
    },
  });
});
