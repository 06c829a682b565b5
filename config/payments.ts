import { z } from 'zod';
import { OWN_PROVIDERS } from '../plugin/payments/kinds';
import { parseUrl } from '../plugin/rules/parse-url';
import type { PaymentProviderModule } from './payment-provider';

const secret = z.string().min(1).max(500);
/** Where its API is, in place of its own address: for a stand-in on this machine. */
const apiUrl = z.url({ protocol: /^https?$/u }).optional();

const stripe = z
  .strictObject({
    secretKey: z.string().regex(/^(?:sk|rk)_(?:test|live)_\w+$/u, 'is not a secret key: sk_test_… or sk_live_…'),
    publishableKey: z
      .string()
      .regex(/^pk_(?:test|live)_\w+$/u, 'is not a publishable key: pk_test_… or pk_live_…')
      .optional(),
    webhookSecret: z.string().regex(/^whsec_\S+$/u, 'is not the signing secret of a webhook endpoint: whsec_…'),
    /** `redirect`: Stripe's own page (Checkout). `embedded`: its fields (Payment Element) on a bare page of the portal, which needs the publishable key. */
    checkout: z.enum(['redirect', 'embedded']).default('redirect'),
    apiUrl,
  })
  .refine(({ checkout, publishableKey }) => checkout === 'redirect' || publishableKey !== undefined, {
    path: ['publishableKey'],
    message: 'is missing: "embedded" needs it',
  });

const razorpay = z.strictObject({ keyId: secret, keySecret: secret, webhookSecret: secret, apiUrl });

/** Said in the configuration by whoever has the sandbox run in production: it takes no money, and marks invoices as paid. */
export const SANDBOX_IN_PRODUCTION = 'takes no money';

const sandbox = z.strictObject({
  /** Where its gateway runs. */
  url: z.url({ protocol: /^https?$/u }),
  secret: z.string().min(16).max(200),
  inProduction: z.literal(SANDBOX_IN_PRODUCTION).optional(),
});

/** What `providerOptions` of the providers that ship may be; a provider of the team's checks its own. */
export const PAYMENT_OPTIONS = { stripe, razorpay, sandbox } as const;
export type ShippedProvider = keyof typeof PAYMENT_OPTIONS;
export type StripeOptions = z.output<typeof stripe>;
export type RazorpayOptions = z.output<typeof razorpay>;
export type SandboxOptions = z.output<typeof sandbox>;

const provider = z
  .strictObject({
    /** `stripe`, `razorpay`, `sandbox` (development), or a provider of your own. */
    provider: z.union([
      z.enum(['stripe', 'razorpay', 'sandbox']),
      z.custom<PaymentProviderModule>(
        (value) => typeof (value as { init?: unknown } | null)?.init === 'function',
        'is none of "stripe", "razorpay" and "sandbox", nor has it a function "init"',
      ),
    ]),
    providerOptions: z.record(z.string(), z.unknown()).default({}),
    /** Currencies that it is offered for (ISO 4217), of those that it takes; all of them unless named. */
    currencies: z
      .array(z.string().regex(/^[A-Z]{3}$/u, 'is not a currency like "EUR"'))
      .min(1)
      .optional(),
  })
  .superRefine((value, context) => {
    if (typeof value.provider !== 'string') return;
    const { error } = PAYMENT_OPTIONS[value.provider].safeParse(value.providerOptions);
    for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path: ['providerOptions', ...path], message });
  });

/** Payments. Without a provider customers are told where to transfer money, if the settings say so. */
export const payments = z
  .strictObject({
    /** By a key of yours, which stays: it is part of the webhook's address and of what is stored. */
    providers: z
      .record(
        z
          .string()
          .regex(/^[a-z][a-z0-9-]{1,30}$/u, 'is not a key like "stripe"')
          .refine((key) => !OWN_PROVIDERS.includes(key), 'is a key that is taken'),
        provider,
      )
      .default({}),
    /**
     * Payments that one contact, or the holders of one link, begin within an hour, added methods included, and those of one
     * client address: each may be somebody who tries stolen cards.
     */
    perContact: z.int().min(1).max(10_000).default(30),
    perAddress: z.int().min(1).max(100_000).default(60),
    /**
     * Origins of your own, such as `https://shop.example.com`, besides Strapi's: where your code may have customers led back
     * to after a payment that it begins.
     */
    returnOrigins: z
      .array(
        z
          .url({ protocol: /^https?$/u, error: 'is no origin like "https://shop.example.com"' })
          .refine((url) => parseUrl(url)?.origin === url, 'is more than an origin like "https://shop.example.com"'),
      )
      .max(20)
      .default([]),
    /** Failed payments by public links within an hour, over the whole portal, after which no more are begun by them. */
    failuresPerPortal: z.int().min(10).max(1_000_000).default(200),
  })
  .prefault({});
