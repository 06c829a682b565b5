import { now } from '../platform/clock';
import { serviceOf, type Strapi } from '../platform/strapi';
import { createFactors } from './factors';
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
    cleanUp: () => store.cleanUp(now(strapi)),
  };
}

export const factorsOf = serviceOf('factors', createFactorService);
