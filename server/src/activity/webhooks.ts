import type { Strapi } from '../platform/strapi';
import { ACTIVITY_EVENT } from './service';

interface WebhookStore {
  addAllowedEvent(key: string, event: string): void;
}

/** Lets a webhook of Strapi's subscribe to activity: it sends events that its store knows, and no others. */
export function allowActivityWebhooks(strapi: Strapi): void {
  strapi.get<WebhookStore>('webhookStore').addAllowedEvent('CUSTOMER_PORTAL_ACTIVITY', ACTIVITY_EVENT);
}
