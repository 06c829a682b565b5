import type { RecordEvent } from '../../../../plugin/contract/customer/modules';
import type { ApprovalEvent } from '../../../../plugin/contract/editor/approvals';
import type { Events } from '../../../../plugin/events';
import { nameOf, type SessionParty } from '../../kernel/party';
import type { RichText } from '../../../../plugin/rules/rich-text';
import type { ActivityKind, RecordEventKind } from '../../../../plugin/vocabulary';
import { activityOf } from '../../activity';
import { tell } from '../../platform/events';
import { now } from '../../platform/clock';
import { keepNewestOfEach } from '../../platform/newest';
import { inTransaction, table, tableName, toDate, type Row, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import type { RecordRow } from './record-row';

export interface EventRow extends Row {
  at: string | Date;
  kind: RecordEventKind;
  contact?: (Row & { id: number }) | null;
  by: string | null;
  byEditor: boolean;
  internal: boolean;
  text: RichText | null;
}

/** Who did something: a contact, an editor, or the portal by itself. */
export type Actor = { contact: { id: number; name: string; email: string } } | { editor: string } | { system: true };

export const actorOf = ({ contact }: SessionParty): Actor => ({ contact: { id: contact.id, name: nameOf(contact), email: contact.email } });

/** Lines that are sent at once; a record with more shows the newest. */
const MOST = 500;

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

/** What of an actor a row keeps. */
const signature = (actor: Actor): Record<string, unknown> => {
  if ('contact' in actor) return { contact: actor.contact.id, by: actor.contact.name.slice(0, 255), byEditor: false };
  return 'editor' in actor ? { by: actor.editor.slice(0, 255), byEditor: true } : { byEditor: true };
};

/** The timeline of records: changes of state and comments, one under another. */
export function createHistory(strapi: Strapi) {
  const rows = table<EventRow>(strapi, UID.recordEvent);

  const find = (record: Pick<RecordRow, 'id'>, internal: boolean): Promise<EventRow[]> =>
    rows
      .findMany({
        where: { record: record.id, ...(!internal && { internal: false }) },
        populate: { contact: { select: ['id'] } },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        limit: MOST,
      })
      .then((found) => found.reverse());

  const present = (row: EventRow, { organisation, contactId }: { organisation: string; contactId?: number }): RecordEvent => ({
    id: row.documentId,
    at: toDate(row.at).toISOString(),
    kind: row.kind,
    by: row.byEditor ? organisation : (row.by ?? ''),
    byEditor: row.byEditor,
    mine: contactId !== undefined && row.contact?.id === contactId,
    text: row.text,
  });

  /** Editors see who of them it was. */
  const presentToEditor = (row: EventRow): ApprovalEvent => ({
    ...present(row, { organisation: row.by ?? '' }),
    internal: row.internal,
  });

  return {
    /** Writes a line with its activity, and tells Strapi's event hub; within a transaction, all wait for its commit. */
    async add(
      record: Pick<RecordRow, 'id' | 'documentId' | 'contentType' | 'document'>,
      {
        kind,
        actor,
        text = null,
        internal = false,
        detail,
      }: { kind: RecordEventKind; actor: Actor; text?: RichText | null; internal?: boolean; detail: string },
    ): Promise<EventRow> {
      const row = await rows.create({ data: { record: record.id, at: now(strapi), kind, internal, text, ...signature(actor) } });
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
      return (await find(record, false)).map((row) => present(row, { organisation, contactId }));
    },

    forEditor: async (record: Pick<RecordRow, 'id'>): Promise<ApprovalEvent[]> => (await find(record, true)).map(presentToEditor),

    presentTo: (row: EventRow, actor: Actor, organisation: string): RecordEvent =>
      present(
        { ...row, contact: 'contact' in actor ? ({ id: actor.contact.id } as Row) : null },
        {
          organisation,
          ...('contact' in actor && { contactId: actor.contact.id }),
        },
      ),
    presentToEditor,

    /**
     * Removes the oldest changes of state of records that have more lines than anybody is shown, such as one
     * that is submitted and taken back all day. Comments stay: they count for the customer's room.
     */
    async removeSurplus(): Promise<void> {
      await keepNewestOfEach(strapi, { uid: UID.recordEvent, by: 'at', most: MOST }, 'record_id', (lines) =>
        lines.whereNot('kind', 'comment'),
      );
    },

    /** Lines that were written while their record was being deleted. */
    removeOrphans: () => strapi.db.getConnection(tableName(strapi, UID.recordEvent)).whereNull('record_id').delete(),

    /** By hand: MariaDB would read every line there is for the sub-query that Strapi makes of a relation. */
    removeOf: (ids: number[]): Promise<void> =>
      inTransaction(strapi, async (transaction) => {
        const lines = strapi.db.getConnection(tableName(strapi, UID.recordEvent)).whereIn('record_id', ids);
        await lines.delete().transacting(transaction as never);
      }),
  };
}

export type History = ReturnType<typeof createHistory>;
