import type { PaymentProvider } from '../../../config/payment-provider';
import { stripe } from '../../../server/src/payments/providers/stripe';
import { SECRET_KEY, WEBHOOK_SECRET, type FakeStripe } from './index';

/** What the provider has logged, for tests that ask. */
export interface Logged {
  errors: string[];
}

/** Starts a fake and makes a provider that talks to it. */
export async function providerOn(fake: FakeStripe, options: object = {}, logged: Logged = { errors: [] }): Promise<PaymentProvider> {
  const apiUrl = await fake.start();
  const log = { warn: (message: string) => logged.errors.push(message), error: (message: string) => logged.errors.push(message) };
  return stripe.init(
    { secretKey: SECRET_KEY, publishableKey: 'pk_test_fake', webhookSecret: WEBHOOK_SECRET, apiUrl, ...options },
    { key: 'stripe', now: () => new Date(fake.state.seconds() * 1000), log },
  );
}
