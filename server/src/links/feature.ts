import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { documentLinksHandlers } from './admin';
import { documentLinkType, linkCodeType, linkVisitorType } from './content-types';
import { publicLinkHandlers } from './portal';
import { createPublicLinks, publicLinksOf } from './service';
import de from './mails/de.json';
import en from './mails/en.json';

export const links = {
  liveTables: [documentLinkType, linkCodeType, linkVisitorType],
  services: { 'public-links': createPublicLinks },
  mails: { en, de },
  customers: { 'public-link': publicLinkHandlers },
  editors: { 'document-links': documentLinksHandlers },
  ports: (strapi: Strapi) => ({ grants: { document: (token, http) => publicLinksOf(strapi).grant(token, http) } }),
  cleanUp: (strapi: Strapi) => publicLinksOf(strapi).cleanUp(),
} satisfies Feature;
