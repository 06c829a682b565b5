import type { PaymentProvider } from '../../../config/payment-provider';
import { razorpay } from '../../../server/src/payments/providers/razorpay';
import { KEYS, type FakeRazorpay } from './index';

/** Starts a fake and makes a provider that talks to it. */
export async function providerOn(fake: FakeRazorpay, options: object = {}, logged: string[] = []): Promise<PaymentProvider> {
  const apiUrl = await fake.start();
  const log = { warn: (message: string) => logged.push(message), error: (message: string) => logged.push(message) };
  return razorpay.init({ ...KEYS, apiUrl, ...options }, { key: 'razorpay', now: () => new Date(fake.seconds() * 1000), log });
}
