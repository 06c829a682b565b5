import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { oneTimeTokenType } from './content-type';
import { mailedOnRequest } from './on-request';
import { signInLinkHandlers } from './portal';
import { createEmailLinks, emailLinksOf } from './service';
import de from './mails/de.json';
import en from './mails/en.json';

export const emailLinks = {
  liveTables: [oneTimeTokenType],
  services: { 'email-links': createEmailLinks },
  mails: { en, de },
  jobs: [mailedOnRequest('sign-in', (strapi, contact) => emailLinksOf(strapi).signIn.sendOnRequest(contact))],
  customers: { session: signInLinkHandlers },
  cleanUp: (strapi: Strapi) => emailLinksOf(strapi).cleanUp(),
} satisfies Feature;
