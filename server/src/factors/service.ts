import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { now } from '../platform/clock';
import type { Strapi } from '../platform/strapi';
import { createChallengeSteps } from './challenge-steps';
import { createFactors } from './factors';
import { createPasskeySignIn } from './passkey-sign-in';
import { createPasskeys } from './passkeys';
import { createFactorStore } from './store';

/** Second factors of contacts, and passkeys, which are both factors in one. */
export function createFactorService(strapi: Strapi) {
  const store = createFactorStore(strapi);
  const passkeys = createPasskeys(strapi, store);
  const factors = createFactors(strapi, store, passkeys);
  return {
    ...factors,
    store,
    passkeys,
    challengeSteps: createChallengeSteps(strapi, { factors, store, passkeys }),
    passkeySignIn: createPasskeySignIn(strapi, passkeys),
    cleanUp: () => store.cleanUp(now(strapi)),
  };
}

export type FactorService = ReturnType<typeof createFactorService>;

/** The service of factors, typed. */
export const factorsOf = (strapi: Strapi): FactorService => strapi.plugin(PLUGIN_ID).service('factors');
