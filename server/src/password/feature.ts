import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { credentialType } from './content-type';
import { prepareDummyHash } from './hash';
import { invitationHandlers, passwordHandlers, passwordSignInHandlers } from './portal';
import { createPassword, passwordOf } from './service';

export const password = {
  contentTypes: [credentialType],
  services: { password: createPassword },
  customers: { session: passwordSignInHandlers, password: passwordHandlers, invitation: invitationHandlers },
  start: prepareDummyHash,
  cleanUp: (strapi: Strapi) => passwordOf(strapi).cleanUp(),
} satisfies Feature;
