import type Stripe from 'stripe';
import type { ProviderContext } from '../../../../../config/payment-provider';
import type { StripeOptions } from '../../../../../config/payments';

/** Of the SDK that this is written against: what Stripe answers stays the same when the SDK is updated. */
const API_VERSION = '2026-10-28.endive';
/** Milliseconds a request may take, and how often it is sent again: a customer waits. Repeats carry the same idempotency key. */
const TIMEOUT = 10_000;
const RETRIES = 1;

/** What the parts of the provider work with. */
export interface Parts {
  options: StripeOptions;
  context: ProviderContext;
  /** The SDK, loaded and made when it is first needed. */
  stripe: () => Promise<Stripe>;
}

async function load(): Promise<typeof Stripe> {
  try {
    return (await import('stripe')).default;
  } catch (error) {
    throw new Error('Payments by Stripe need its package: npm install stripe@^23.1.0', { cause: error });
  }
}

export function createParts(options: StripeOptions, context: ProviderContext): Parts {
  let made: Promise<Stripe> | undefined;
  const make = async (): Promise<Stripe> => {
    const Sdk = await load();
    const at = options.apiUrl === undefined ? null : new URL(options.apiUrl);
    return new Sdk(options.secretKey, {
      apiVersion: API_VERSION,
      maxNetworkRetries: RETRIES,
      timeout: TIMEOUT,
      telemetry: false,
      appInfo: { name: 'strapi-plugin-customer-portal' },
      ...(at && {
        host: at.hostname,
        port: at.port || (at.protocol === 'http:' ? '80' : '443'),
        protocol: at.protocol === 'http:' ? 'http' : 'https',
      }),
    });
  };
  return {
    options,
    context,
    stripe: () => (made ??= make()),
  };
}

/** Whether Stripe has sent an older answer again: it says how things were then. */
export const isReplay = ({ lastResponse }: { lastResponse: { headers: Record<string, string> } }): boolean =>
  lastResponse.headers['idempotent-replayed'] === 'true';

/** The id of what Stripe sends as an id or as the thing itself. */
export const idOf = (value: string | { id: string } | null | undefined): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);
