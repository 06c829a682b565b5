import type { OverviewTask } from '../../../plugin/contract/customer/overview';
import { isOn } from '../../../plugin/preferences';
import type { SessionParty } from '../kernel/party';
import { modulesOf } from '../modules';
import type { Strapi } from '../platform/strapi';
import { projectsOf } from '../projects';
import { settingsOf } from '../settings';

/** What waits for the contact besides documents: only what its role lets it act on. */
export async function tasksOf(strapi: Strapi, party: SessionParty): Promise<OverviewTask[]> {
  const preferences = await settingsOf(strapi).preferences();
  const [time, records] = await Promise.all([
    isOn(preferences, 'projects') ? projectsOf(strapi).own.waiting(party) : [],
    modulesOf(strapi).sentBack(party),
  ]);
  return [
    ...time.map((one) => ({ kind: 'time-entries' as const, ...one })),
    ...records.map((one) => ({ kind: 'records' as const, ...one })),
  ];
}
