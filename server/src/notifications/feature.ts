import type { Feature } from '../kernel/feature';
import { platformOf } from '../platform';
import type { Strapi } from '../platform/strapi';
import { digestType } from './content-type';
import de from './mails/de.json';
import en from './mails/en.json';
import { createNotifications, notificationsOf } from './service';

/** How often it is asked whether a summary is due. */
const DIGEST_SECONDS = 1800;

export const notifications = {
  liveTables: [digestType],
  services: { notifications: createNotifications },
  mails: { en, de },
  start: (strapi: Strapi) => platformOf(strapi).jobs.every('activity-digest', DIGEST_SECONDS, () => notificationsOf(strapi).digest()),
  cleanUp: (strapi: Strapi) => notificationsOf(strapi).forget(),
} satisfies Feature;
