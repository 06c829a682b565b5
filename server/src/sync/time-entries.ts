import { syncTimeEntry, type SyncReport, type SyncTimeEntry } from '../../../plugin/contract/customer/sync';
import { isAsked } from '../../../plugin/rules/projects';
import { AGREED, entryAttributes, type EntryRecord } from '../projects';
import { retrying } from '../platform/deadlock';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { eachRow, refuseRow, type Outcome } from './report';
import { addedValues, changesOf, holdRow, upsert } from './upsert';

type Data = Record<string, unknown> & { externalId: string };

/**
 * What of a row holds for an entry that the customer has spoken on. What was approved stays as it was approved, but for
 * being billed; what was sent back is asked about again once something of it is another.
 * @throws RowRefused where it would change what was approved
 */
function afterTheWord(row: EntryRecord, { approval, ...data }: Data): Data {
  const changed = Object.keys(changesOf(row, data)).find((name) => AGREED.some((agreed) => agreed === name));
  if (row.approval === 'approved' && changed !== undefined)
    refuseRow([changed], 'fixed', 'does not change any more: the customer has approved this entry');
  // Sent once more as it was: the customer has answered since.
  return row.approval === 'approved' || changed === undefined ? data : { ...data, ...(approval !== undefined && { approval }) };
}

/** Time on projects, each entry in a transaction of its own, by the rules that hold for editors. */
export async function syncTimeEntries(strapi: Strapi, sent: readonly unknown[]): Promise<SyncReport> {
  const entries = table<EntryRecord>(strapi, UID.timeEntry);

  async function projectOf(externalId: string): Promise<number> {
    const found = await table(strapi, UID.project).findOne({ where: { externalId }, select: ['id'] });
    return found?.id ?? refuseRow(['project'], 'no-such-record', 'is no external id of a project');
  }

  const write = ({ attributes, project, ...values }: SyncTimeEntry): Promise<Outcome> =>
    retrying(strapi, async () => {
      // Nobody approves it meanwhile.
      await holdRow(strapi, UID.timeEntry, values.externalId);
      const data = {
        ...addedValues(strapi, UID.timeEntry, entryAttributes, attributes),
        ...values,
        ...(project !== undefined && { project: await projectOf(project) }),
      };
      const row = await entries.findOne({ where: { externalId: values.externalId }, populate: { project: true } });
      const wanted = row && !isAsked(row.approval) ? afterTheWord(row, data) : data;
      return upsert(strapi, UID.timeEntry, wanted, { required: ['project', 'date', 'minutes'], relations: ['project'] });
    });

  return eachRow(syncTimeEntry, sent, write);
}
