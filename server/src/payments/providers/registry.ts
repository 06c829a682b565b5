import { PAYMENT_OPTIONS, type ShippedProvider } from '../../../../config/payments';
import type { PaymentProvider, PaymentProviderModule, ProviderCapabilities } from '../../../../config/payment-provider';
import { now } from '../../platform/clock';
import { configOf } from '../../platform/config';
import type { Strapi } from '../../platform/strapi';
import { checkForm } from './form-policy';

/** The modules of the providers that ship. Each is loaded when a provider by it is used first: nobody loads what is not configured. */
const SHIPPED: Record<ShippedProvider, () => Promise<PaymentProviderModule>> = {
  stripe: async () => (await import('./stripe')).stripe,
  razorpay: async () => (await import('./razorpay')).razorpay,
  sandbox: async () => (await import('./sandbox')).sandbox,
};

/** A provider, and the key under which the configuration names it. */
export interface NamedProvider {
  key: string;
  /** Whose it is: `stripe`, `razorpay`, `sandbox`, `transfer`, or `own` for one of the team's. */
  kind: string;
  provider: PaymentProvider;
}

/** A provider that is offered for some of its currencies. What it is made of stays its own: it may have private members. */
function narrowed(provider: PaymentProvider, offered: readonly string[]): PaymentProvider {
  const { capabilities } = provider;
  const currencies = offered.filter((one) => takes(capabilities, one));
  const less = { ...capabilities, currencies };
  return new Proxy(provider, {
    get(whole, name) {
      if (name === 'capabilities') return less;
      const value: unknown = Reflect.get(whole, name);
      return typeof value === 'function' ? (value.bind(whole) as unknown) : value;
    },
  });
}

const made = new WeakMap<Strapi, Map<string, Promise<PaymentProvider>>>();

/** Providers that the configuration names, each made once for a Strapi, when it is used first. */
export function createRegistry(strapi: Strapi) {
  const configured = configOf(strapi).payments.providers;

  async function make(key: string): Promise<PaymentProvider> {
    const entry = configured[key];
    if (!entry) throw new Error(`No payment provider is called "${key}".`);
    const context = { key, now: () => now(strapi), log: { warn: logged('warn'), error: logged('error') } };
    const provider =
      typeof entry.provider === 'string'
        ? (await SHIPPED[entry.provider]()).init(PAYMENT_OPTIONS[entry.provider].parse(entry.providerOptions), context)
        : entry.provider.init(entry.providerOptions, context);
    checkForm(provider);
    return entry.currencies ? narrowed(provider, entry.currencies) : provider;
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
