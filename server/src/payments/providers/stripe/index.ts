import { PAYMENT_OPTIONS, type StripeOptions } from '../../../../../config/payments';
import type { PaymentProviderModule, ProviderCapabilities, ProviderTest } from '../../../../../config/payment-provider';
import { CURRENCIES, LIMITS } from './amounts';
import { createParts, type Parts } from './client';
import { STRIPE_FORM } from './form';
import { createMethods } from './methods';
import { createPayments } from './payments';
import { createRefunds } from './refunds';
import { createStore } from './sessions';
import { createWebhook } from './webhook';

/** What a provider by Stripe can do, with these options. */
export const stripeCapabilities = ({ checkout }: Pick<StripeOptions, 'checkout'>): ProviderCapabilities => ({
  methods: ['card', 'wallet', 'sepa-debit', 'ach-debit'],
  currencies: CURRENCIES,
  limits: LIMITS,
  saves: true,
  refunds: 'part',
  slow: true,
  flow: checkout,
});

/** Whether the keys are right: whose account it is, and whether it takes money. */
async function test({ stripe, options }: Parts): Promise<ProviderTest> {
  const mode = options.secretKey.includes('_live_') ? 'live' : 'test';
  const wrong = (message: string): ProviderTest => ({ ok: false, mode, message });
  if (options.publishableKey !== undefined && !options.publishableKey.startsWith(`pk_${mode}_`))
    return wrong(`The publishable key is not of the same mode as the secret key (${mode}): take both from one page of the dashboard.`);
  try {
    const { id, settings, charges_enabled: takes } = await (await stripe()).accounts.retrieveCurrent();
    const account = [settings?.dashboard.display_name, id].filter(Boolean).join(', ');
    return takes
      ? { ok: true, mode, message: account }
      : wrong(`${account}: Stripe does not let this account take payments yet. Its dashboard says what is missing.`);
  } catch (error) {
    const { statusCode, message } = error as { statusCode?: number; message: string };
    if (statusCode === 401) return wrong('Stripe does not know the secret key: copy it anew from Developers, API keys, of the dashboard.');
    if (statusCode === 403)
      return wrong('The restricted key may not read the account: allow that, and what docs/payment-providers.md lists.');
    return wrong(statusCode === undefined ? message : `Stripe could not answer (${statusCode}): try again in a minute.`);
  }
}

/** Payments by Stripe: cards, wallets and bank debits, on Stripe's page or in its form on a page of ours. */
export const stripe: PaymentProviderModule = {
  init(providerOptions, context) {
    const options = PAYMENT_OPTIONS.stripe.parse(providerOptions);
    const parts = createParts(options, context);
    const store = createStore(parts);
    return {
      capabilities: stripeCapabilities(options),
      test: () => test(parts),
      ...createPayments(parts, store),
      ...createMethods(parts, store),
      ...createRefunds(parts, store),
      webhook: createWebhook(parts, store),
      ...(options.checkout === 'embedded' && { form: STRIPE_FORM }),
    };
  },
};
