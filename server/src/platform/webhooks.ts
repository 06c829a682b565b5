import type { Strapi } from './strapi';

interface WebhookStore {
  addAllowedEvent(key: string, event: string): void;
}

/** Lets webhooks of Strapi's subscribe to an event: it sends those that its store knows, and no others. */
export function allowWebhook(strapi: Strapi, event: string): void {
  const key = event.replace(/[.-]/gu, '_').toUpperCase();
  strapi.get<WebhookStore>('webhookStore').addAllowedEvent(key, event);
}
