/** Ways to pay: providers that the configuration names, and transfers, which the settings describe. */
import type { PaymentProvider } from '../../../../config/payment-provider';
import { isOn } from '../../../../plugin/preferences';
import { now } from '../../platform/clock';
import type { Strapi } from '../../platform/strapi';
import { settingsOf } from '../../settings';
import { TRANSFER } from '../rows';
import { createRegistry } from './registry';
import { createTransferProvider, type Transferred } from './transfer';

export { formPermissions, formPolicy } from './form-policy';
export { limitsOf, takes } from './registry';
export type { Transferred } from './transfer';

/** A provider by its key; null for one that is not there (any more). */
export type FindProvider = (key: string) => Promise<PaymentProvider | null>;

/** @param waiting a payment by transfer that waits, by our reference; null for one that waits no more */
export function createProviders(strapi: Strapi, waiting: (reference: string) => Promise<Transferred | null>) {
  const registry = createRegistry(strapi);

  /** Made anew each time: what it says is what the settings say now. Switched off it still knows what waits. */
  async function transfer(): Promise<PaymentProvider> {
    const log = { warn: (message: string) => void strapi.log.warn(message), error: (message: string) => void strapi.log.error(message) };
    return createTransferProvider(await settingsOf(strapi).preferences(), { key: TRANSFER, now: () => now(strapi), log, waiting });
  }

  const find: FindProvider = (key) => (key === TRANSFER ? transfer() : registry.find(key));

  return {
    ...registry,
    find,

    /** Those that can be used now; one that cannot be made is logged, and is not offered. */
    async all(): Promise<{ key: string; kind: string; provider: PaymentProvider }[]> {
      const found = [];
      for (const key of registry.keys()) {
        try {
          const provider = await find(key);
          if (provider) found.push({ key, kind: registry.kindOf(key), provider });
        } catch (error) {
          strapi.log.error(`customer-portal: payments: the provider "${key}" cannot be used: ${String(error)}`);
        }
      }
      if (isOn(await settingsOf(strapi).preferences(), 'bankTransfer'))
        found.push({ key: TRANSFER, kind: TRANSFER, provider: await transfer() });
      return found;
    },
  };
}

export type Providers = ReturnType<typeof createProviders>;
