import type { Strapi } from '../strapi';
import { countAll } from './counted';
import { heldAttempt } from './held-attempts';
import { byFirst, type Attempt, type Ways } from './ways';

/**
 * Runs an attempt that counts, with each counter of the first of the `ways` that has room, before it is checked: of
 * parallel attempts each counts. It stays counted, however it ends, unless `attempt` takes it back. `proved`: see `countAll`.
 * @throws PortalError `too-many-requests` without running `attempt`
 */
export async function countedAttempt<T>(strapi: Strapi, ways: Ways, attempt: Attempt<T>, proved = false): Promise<T> {
  if (strapi.db.dialect.client === 'sqlite') return heldAttempt(strapi, ways, attempt, proved);
  const done = await byFirst(ways, (way) => countAll(strapi, way, proved));
  return attempt(async () => {
    for (const [limiter, key] of done) await limiter.giveBack(key);
  });
}
