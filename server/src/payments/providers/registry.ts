import { PAYMENT_OPTIONS, type ShippedProvider } from '../../../../config/payments';
import type { PaymentProvider, PaymentProviderModule, ProviderCapabilities } from '../../../../config/payment-provider';
import { now } from '../../platform/clock';
import { configOf } from '../../platform/config';
import type { Strapi } from '../../platform/strapi';

/** What the providers that ship are made of, loaded when one is used first. */
const SHIPPED: Record<ShippedProvider, () => Promise<PaymentProviderModule>> = {
  stripe: async () => (await import('./stripe')).stripe,
  razorpay: async () => (await import('./razorpay')).razorpay,
  sandbox: async () => (await import('./sandbox')).sandbox,
};

/** A provider by the key of the configuration. */
export interface NamedProvider {
  key: string;
  /** `stripe`, `razorpay`, `sandbox`, `transfer`, or `own`. */
  kind: string;
  provider: PaymentProvider;
}

const made = new WeakMap<Strapi, Map<string, Promise<PaymentProvider>>>();

/** Providers that the configuration names, each made once, when it is used first. */
export function createRegistry(strapi: Strapi) {
  const configured = configOf(strapi).payments.providers;

  async function make(key: string): Promise<PaymentProvider> {
    const entry = configured[key];
    if (!entry) throw new Error(`No payment provider is called "${key}".`);
    const context = { key, now: () => now(strapi), log: { warn: logged('warn'), error: logged('error') } };
    if (typeof entry.provider !== 'string') return entry.provider.init(entry.providerOptions, context);
    return (await SHIPPED[entry.provider]()).init(PAYMENT_OPTIONS[entry.provider].parse(entry.providerOptions), context);
  }

  const logged = (level: 'warn' | 'error') => (message: string) => void strapi.log[level](`customer-portal: payments: ${message}`);

  const kept = (): Map<string, Promise<PaymentProvider>> => {
    const before = made.get(strapi);
    if (before) return before;
    const fresh = new Map<string, Promise<PaymentProvider>>();
    made.set(strapi, fresh);
    return fresh;
  };

  return {
    keys: (): string[] => Object.keys(configured),

    kindOf: (key: string): string => {
      const provider = configured[key]?.provider;
      return typeof provider === 'string' ? provider : 'own';
    },

    /** Null for one that the configuration does not name (any more). @throws Error what its `init` throws: it is made anew then */
    async find(key: string): Promise<PaymentProvider | null> {
      if (!Object.hasOwn(configured, key)) return null;
      const all = kept();
      let one = all.get(key);
      if (!one) {
        one = make(key);
        all.set(key, one);
        one.catch(() => all.delete(key));
      }
      return one;
    },
  };
}

export type Registry = ReturnType<typeof createRegistry>;

/** Whether a provider takes an amount; `currency` in ISO 4217. */
export const takes = ({ currencies }: ProviderCapabilities, currency: string): boolean =>
  currencies === '*' || currencies.includes(currency);

/** Least and most of one payment. */
export const limitsOf = ({ limits = {} }: ProviderCapabilities, currency: string): { least: number; most: number | null } => {
  const own = limits[currency] ?? limits['*'];
  return { least: own?.least ?? 1, most: own?.most ?? null };
};
