import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { factorType, recoveryCodeType } from './content-types';
import { challengeHandlers, passkeySignInHandlers } from './portal';
import { createFactorService, factorsOf } from './service';
import de from './mails/de.json';
import en from './mails/en.json';

export const factors = {
  contentTypes: [factorType, recoveryCodeType],
  services: { factors: createFactorService },
  mails: { en, de },
  customers: { session: passkeySignInHandlers, challenge: challengeHandlers },
  cleanUp: (strapi: Strapi) => factorsOf(strapi).cleanUp(),
} satisfies Feature;
