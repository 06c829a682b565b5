import type { Feature } from '../kernel/feature';
import { platformOf } from '../platform';
import type { Strapi } from '../platform/strapi';
import { mailRefusalType } from './content-type';
import { mailChoicesHandlers, unsubscribeHandlers } from './portal';

/** Contacts choose which mails they get; what is asked when one is sent stands in the platform. */
export const mailChoices = {
  contentTypes: [mailRefusalType],
  customers: { 'mail-choices': mailChoicesHandlers },
  pages: { unsubscribe: unsubscribeHandlers },
  cleanUp: (strapi: Strapi) => platformOf(strapi).mail.choices.cleanUp(),
} satisfies Feature;
