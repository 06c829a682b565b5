import type { WebhookHint } from '../../../config/payment-provider';
import type { Delivery } from '../kernel/body';
import { platformOf } from '../platform';
import { claim } from '../platform/claim';
import { now, plusSeconds } from '../platform/clock';
import { inTransaction, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { Providers } from './providers';
import { eventRows } from './rows';

export const SETTLE = 'settle-payment';

/** How long an event is known, seconds. */
const KEPT_SECONDS = 60 * 24 * 3600;

/** What the job is told. */
export interface Hinted {
  provider: string;
  about: WebhookHint['about'];
}

/**
 * Webhooks of providers. Each is a hint: it is written down once, by the provider's id of the event, with the job that
 * asks the provider; what it says besides is not believed.
 */
export function createWebhooks(strapi: Strapi, providers: Providers) {
  /** What was found of a delivery when its signature was checked: some providers look things up for it. */
  const found = new WeakMap<Delivery, Promise<WebhookHint | null>>();

  async function read(key: string, { raw, headers }: Delivery): Promise<WebhookHint | null> {
    const provider = await providers.find(key);
    return (await provider?.webhook?.({ raw, headers })) ?? null;
  }

  function hintOf(key: string, delivery: Delivery): Promise<WebhookHint | null> {
    const hint = found.get(delivery) ?? read(key, delivery);
    found.set(delivery, hint);
    return hint;
  }

  return {
    /** Whether the bytes are the provider's, and not old ones. */
    isSigned: async (key: string, delivery: Delivery): Promise<boolean> => (await hintOf(key, delivery)) !== null,

    /** Writes an event down, and has it worked off. One that was there before changes nothing. */
    async take(key: string, delivery: Delivery): Promise<void> {
      const hint = await hintOf(key, delivery);
      if (!hint || hint.about.kind === 'none') return;
      const { about, event } = hint;
      await inTransaction(strapi, async () => {
        const row = await claim(strapi, UID.paymentEvent, 'once_key', `${key}:${event}`);
        if (row === null) return;
        const data = { at: now(strapi), kind: 'webhook', provider: key, detail: about.kind };
        await eventRows(strapi).updateMany({ where: { documentId: row }, data });
        await platformOf(strapi).jobs.add(SETTLE, { provider: key, about } satisfies Hinted);
      });
    },

    /** Forgets what was worked off long ago: repetitions come within days. */
    forget: () => eventRows(strapi).deleteMany({ where: { kind: 'webhook', at: { $lt: plusSeconds(now(strapi), -KEPT_SECONDS) } } }),

    /** When the last webhook of a provider came; null for none. */
    async lastOf(key: string): Promise<string | Date | null> {
      const [last] = await eventRows(strapi).findMany({ where: { provider: key, kind: 'webhook' }, orderBy: { at: 'desc' }, limit: 1 });
      return last?.at ?? null;
    },
  };
}
