import type { PaymentProvider } from '../../../config/payment-provider';
import { stripeCapabilities } from '../../../server/src/payments/providers/stripe';
import { fromStripe } from '../../../server/src/payments/providers/stripe/amounts';
import { paymentProviderConformance, type Begun } from '../../../testing';
import { deliver, intentsOf, send, settle, submit, takenBy } from '../../support/stripe/people';
import type { Manner } from '../../support/stripe/state';
import { FakeStripe } from '../../support/stripe';
import { providerOn } from '../../support/stripe/provider';

describe.each(['redirect', 'embedded'] as const)('Stripe, %s', (checkout) => {
  let fake: FakeStripe;
  let provider: PaymentProvider;
  beforeAll(async () => {
    fake = new FakeStripe();
    provider = await providerOn(fake, { checkout });
  });
  afterAll(() => fake.stop());

  const act = async ({ verdict }: Begun, manner: Manner): Promise<void> => {
    const id = verdict.providerPayment ?? '';
    if (id.startsWith('cs_')) submit(fake, id, manner);
    else send(fake, id, manner);
  };
  const events = ({ request: { reference } }: Begun) => {
    const [intent] = intentsOf(fake, reference);
    return ({ object }: { object: object }): boolean => 'id' in object && object.id === intent?.id;
  };

  paymentProviderConformance({
    describe,
    it,
    provider: () => provider,
    capabilities: stripeCapabilities({ checkout }),
    currencies: ['EUR', 'JPY', 'KWD', 'UGX', 'ISK'],
    act: {
      pay: (begun) => act(begun, 'good'),
      decline: (begun) => act(begun, 'declines'),
      payLater: (begun) => act(begun, 'slow'),
      settle: async ({ request }, as) => {
        settle(fake, request.reference, as);
      },
      finishSetUp: async ({ verdict }, manner) => {
        const id = verdict.providerSetUp ?? '';
        (id.startsWith('cs_') ? submit : send)(fake, id, manner);
      },
      taken: (reference) => {
        const currency = intentsOf(fake, reference)[0]?.currency ?? 'eur';
        return fromStripe(takenBy(fake, reference), currency).amount;
      },
      loseAnswers: (on) => {
        // Not of the customer, who comes first: without one nothing is begun.
        fake.faultOf = (method, path) => (on && method === 'POST' && path !== '/v1/customers' ? 'lost' : null);
      },
      unreachable: (on) => {
        fake.faultOf = () => (on ? 500 : null);
      },
      delivery: async (begun) => deliver(fake, events(begun)),
      oldDelivery: async (begun) => deliver(fake, events(begun), fake.state.seconds() - 3600),
    },
  });
});
