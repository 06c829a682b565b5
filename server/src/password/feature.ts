import { mailedOnRequest } from '../email-links';
import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { credentialType } from './content-type';
import { prepareDummyHash } from './hash';
import { invitationHandlers, passwordHandlers, passwordSignInHandlers } from './portal';
import { createPassword, passwordOf } from './service';
import de from './mails/de.json';
import en from './mails/en.json';

export const password = {
  contentTypes: [credentialType],
  services: { password: createPassword },
  mails: { en, de },
  jobs: [mailedOnRequest('password-reset', (strapi, contact) => passwordOf(strapi).mailReset(contact))],
  customers: { session: passwordSignInHandlers, password: passwordHandlers, invitation: invitationHandlers },
  start: prepareDummyHash,
  cleanUp: (strapi: Strapi) => passwordOf(strapi).cleanUp(),
} satisfies Feature;
