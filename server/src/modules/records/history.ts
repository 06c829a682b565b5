import type { RecordEvent } from '../../../../plugin/contract/customer/modules';
import type { ApprovalEvent } from '../../../../plugin/contract/editor/approvals';
import type { Events } from '../../../../plugin/events';
import type { ActivityKind } from '../../../../plugin/activity-kinds';
import type { RecordEventKind } from '../../../../plugin/vocabulary';
import { activityOf } from '../../activity';
import { createTimelines, type EventRow, type Line } from '../../conversations';
import { tell } from '../../platform/events';
import type { Strapi } from '../../platform/strapi';
import type { RecordRow } from './record-row';

const ACTIVITIES: Partial<Record<RecordEventKind, ActivityKind>> = {
  submitted: 'record-submitted',
  withdrawn: 'record-withdrawn',
  approved: 'record-approved',
  rejected: 'record-rejected',
  comment: 'record-commented',
};
const EVENTS = {
  submitted: 'record.submitted',
  approved: 'record.approved',
  rejected: 'record.rejected',
  comment: 'record.commented',
} as const satisfies Partial<Record<RecordEventKind, keyof Events>>;

/** The timeline of records. */
export function createHistory(strapi: Strapi) {
  const { add, find, present, presentTo, presentToEditor, removeSurplus, removeOrphans, removeOf } =
    createTimelines<RecordEventKind>(strapi);

  return {
    /** Writes a line with its activity, and tells Strapi's event hub; within a transaction, all wait for its commit. */
    async add(
      record: Pick<RecordRow, 'id' | 'documentId' | 'contentType' | 'document'>,
      { detail, ...line }: Line<RecordEventKind> & { detail: string },
    ): Promise<EventRow<RecordEventKind>> {
      const row = await add({ record: record.id }, line);
      const { kind, actor, internal = false } = line;
      const activity = ACTIVITIES[kind];
      if (activity && !internal) {
        const contact = 'contact' in actor ? actor.contact : undefined;
        await activityOf(strapi).record({
          kind: activity,
          email: contact?.email ?? '',
          contactId: contact?.id,
          ...('editor' in actor && { editor: actor.editor }),
          detail,
        });
      }
      if (kind in EVENTS && !internal) {
        const { documentId, contentType, document } = record;
        await tell(strapi, EVENTS[kind as keyof typeof EVENTS], { record: documentId, contentType, document });
      }
      return row;
    },

    async forContact(record: Pick<RecordRow, 'id'>, contactId: number, organisation: string): Promise<RecordEvent[]> {
      return (await find({ record: record.id }, { internal: false })).map((row) => present(row, { organisation, contactId }));
    },

    forEditor: async (record: Pick<RecordRow, 'id'>): Promise<ApprovalEvent[]> =>
      (await find({ record: record.id }, { internal: true })).map(presentToEditor),

    presentTo,
    presentToEditor,
    removeSurplus: () => removeSurplus('record_id'),
    removeOrphans,
    removeOf: (ids: number[]) => removeOf('record_id', ids),
  };
}

export type History = ReturnType<typeof createHistory>;
