import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { oneTimeTokenType } from './content-type';
import { signInLinkHandlers } from './portal';
import { createEmailLinks, emailLinksOf } from './service';

export const emailLinks = {
  liveTables: [oneTimeTokenType],
  services: { 'email-links': createEmailLinks },
  customers: { session: signInLinkHandlers },
  cleanUp: (strapi: Strapi) => emailLinksOf(strapi).cleanUp(),
} satisfies Feature;
