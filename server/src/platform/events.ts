import { AsyncResource } from 'node:async_hooks';
import { WEBHOOK_EVENTS, type Events } from '../../../plugin/events';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import type { Strapi } from './strapi';

/** Bound while nothing runs: what it starts is in no transaction, whoever asks for it. */
const outside: (work: () => void) => void = AsyncResource.bind((work: () => void): void => work());

/**
 * Does something that nobody can take back, such as telling a webhook: after the commit of the
 * transaction that the caller is in and not at all when that fails; else at once. Listeners are a team's
 * own code: one that fails takes nothing back and is logged, and one that takes long holds no rows.
 */
export async function afterCommit(strapi: Strapi, work: () => Promise<unknown>): Promise<void> {
  const run = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      strapi.log.error(`customer-portal: what follows a commit failed: ${String(error)}`);
    }
  };
  if (!strapi.db.inTransaction()) return run();
  await strapi.db.transaction(async (transaction) => {
    (transaction as { onCommit(callback: () => void): void }).onCommit(() => outside(() => void run()));
  });
}

/** Tells a team's listeners and webhooks, once it is committed. */
export const tell = <E extends keyof Events>(strapi: Strapi, event: E, payload: Events[E]): Promise<void> =>
  afterCommit(strapi, () => strapi.eventHub.emit(`${PLUGIN_ID}.${event}`, payload));

interface WebhookStore {
  addAllowedEvent(key: string, event: string): void;
}

/** Lets webhooks of Strapi's subscribe to events of ours: it sends those that its store knows, and no others. */
export function allowWebhooks(strapi: Strapi): void {
  const store = strapi.get<WebhookStore>('webhookStore');
  for (const name of WEBHOOK_EVENTS) {
    const event = `${PLUGIN_ID}.${name}`;
    store.addAllowedEvent(event.replace(/[.-]/gu, '_').toUpperCase(), event);
  }
}
