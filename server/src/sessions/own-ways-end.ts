import { now, plusSeconds } from '../platform/clock';
import type { JobKind, Jobs } from '../platform/jobs';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import type { Epochs } from './epochs';
import { BY_EDITOR } from './ways-in';

const SWEEP = 'end-own-ways';

/** Longer than another instance may still go by the settings of before. */
const SWEEP_AFTER_SECONDS = 2;

async function sweep(strapi: Strapi): Promise<void> {
  for (const uid of [UID.session, UID.challenge]) {
    await table(strapi, uid).deleteMany({ where: { method: { $ne: BY_EDITOR }, provedElsewhere: { $ne: true } } });
  }
}

/** Sweeps up after an instance that had not seen the new setting yet. */
export const sweepOwnWays: JobKind = {
  kind: SWEEP,
  run: (strapi) => async () => {
    if ((await settingsOf(strapi).preferences()).signInMode === 'sso') await sweep(strapi);
  },
};

/** Single sign-on begins: every contact begins another epoch, and what began by the portal's own ways in goes. */
export function createOwnWaysEnd(strapi: Strapi, jobs: Jobs, epochs: Epochs): () => Promise<void> {
  return async () => {
    await epochs.raiseAll();
    await sweep(strapi);
    await jobs.add(SWEEP, null, { dueAt: plusSeconds(now(strapi), SWEEP_AFTER_SECONDS) });
  };
}
