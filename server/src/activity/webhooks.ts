import type { Strapi } from '../platform/strapi';
import { allowWebhook } from '../platform/webhooks';
import { ACTIVITY_EVENT } from './service';

/** Lets a webhook of Strapi's subscribe to activity. */
export const allowActivityWebhooks = (strapi: Strapi): void => allowWebhook(strapi, ACTIVITY_EVENT);
