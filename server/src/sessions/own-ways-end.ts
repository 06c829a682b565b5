import { now, plusSeconds } from '../platform/clock';
import type { Jobs } from '../platform/jobs';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import type { Epochs } from './epochs';
import { BY_EDITOR } from './ways-in';

const SWEEP = 'end-own-ways';

/** Longer than another instance may still go by the settings of before. */
const SWEEP_AFTER_SECONDS = 2;

/**
 * Single sign-on begins: every contact begins another epoch, and what began by the portal's own ways in goes.
 * Another instance that has not seen the new setting yet is swept up after.
 */
export function createOwnWaysEnd(strapi: Strapi, jobs: Jobs, epochs: Epochs): () => Promise<void> {
  async function sweep(): Promise<void> {
    for (const uid of [UID.session, UID.challenge]) {
      await table(strapi, uid).deleteMany({ where: { method: { $ne: BY_EDITOR }, provedElsewhere: { $ne: true } } });
    }
  }

  jobs.register(SWEEP, async () => {
    if ((await settingsOf(strapi).preferences()).signInMode === 'sso') await sweep();
  });

  return async () => {
    await epochs.raiseAll();
    await sweep();
    await jobs.add(SWEEP, null, { dueAt: plusSeconds(now(strapi), SWEEP_AFTER_SECONDS) });
  };
}
