import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { documentSendingHandlers } from './admin';
import { bulkSendingJob } from './bulk';
import { createForwarding } from './forwarding';
import { documentForwardingHandlers } from './portal';
import { createSending, sendingOf } from './service';
import de from './mails/de.json';
import en from './mails/en.json';

export const sending = {
  services: { sending: createSending, forwarding: createForwarding },
  mails: { en, de },
  jobs: [bulkSendingJob],
  customers: { 'document-forwarding': documentForwardingHandlers },
  editors: { 'document-sending': documentSendingHandlers },
  start(strapi: Strapi) {
    sendingOf(strapi).attach();
  },
} satisfies Feature;
