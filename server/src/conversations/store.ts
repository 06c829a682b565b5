import type { DocumentType } from '../../../plugin/documents/types';
import type { RichText } from '../../../plugin/rules/rich-text';
import type { DocumentEventKind, RecordEventKind } from '../../../plugin/vocabulary';
import { claim } from '../platform/claim';
import { now } from '../platform/clock';
import { newDocumentId } from '../platform/document-id';
import { keepNewestOfEach } from '../platform/newest';
import { inTransaction, table, tableName, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { signature, type Actor } from './actor';

export type EventKind = RecordEventKind | DocumentEventKind;

/** An amount that a line tells of, in minor units, and the other document, or the payment, that it came from or went to. */
export interface LineAbout {
  version: 1;
  amount: number;
  currency: string;
  type: DocumentType | 'payment';
  /** Its document id, and its number at that time. */
  document: string;
  number: string;
}

export interface EventRow<K extends EventKind = EventKind> extends Row {
  at: string | Date;
  kind: K;
  contact?: (Row & { id: number }) | null;
  by: string | null;
  byEditor: boolean;
  byLink: boolean | null;
  internal: boolean;
  text: RichText | null;
  recipients: string | null;
  about: LineAbout | null;
}

/** What a line is about: a record by the number of its row, or a document of a content type. */
export type Subject = { record: number } | { contentType: string; document: string };

export interface Line<K extends EventKind = EventKind> {
  kind: K;
  actor: Actor;
  text?: RichText | null;
  /** For editors only. */
  internal?: boolean;
  /** Addresses that something was sent to. */
  recipients?: readonly string[];
  about?: LineAbout;
}

/** A line as whoever reads it is told of it. */
export interface ShownLine<K extends EventKind> {
  id: string;
  at: string;
  kind: K;
  by: string;
  byEditor: boolean;
  mine: boolean;
  text: RichText | null;
}

/** Lines that are sent at once; what has more shows the newest. */
const MOST = 500;

/** A line's columns, as Strapi's query layer takes them. */
const columnsOf = ({ kind, actor, text = null, internal = false, recipients = [], about }: Line) => ({
  kind,
  internal,
  text,
  ...signature(actor),
  ...(about && { about }),
  ...(recipients.length > 0 && { recipients: recipients.join(', ').slice(0, 1000) }),
});

/** The column by which lines of a kind of subject belong together. */
type Owner = 'record_id' | 'document';

/** Timelines: changes of state and comments, one under another. */
export function createTimelines<K extends EventKind>(strapi: Strapi) {
  const rows = table<EventRow<K>>(strapi, UID.recordEvent);
  const connection = () => strapi.db.getConnection(tableName(strapi, UID.recordEvent));

  const present = (row: EventRow<K>, { organisation, contactId }: { organisation: string; contactId?: number }): ShownLine<K> => ({
    id: row.documentId,
    at: toDate(row.at).toISOString(),
    kind: row.kind,
    by: row.byEditor ? organisation : (row.by ?? ''),
    byEditor: row.byEditor,
    mine: contactId !== undefined && row.contact?.id === contactId,
    text: row.text,
  });

  return {
    /** Writes a line. */
    add: (subject: Subject, line: Line<K>): Promise<EventRow<K>> =>
      rows.create({ data: { ...subject, at: now(strapi), ...columnsOf(line) } }),

    /** Writes a line on each of several subjects, which are documents: one statement. */
    addToEach: async (lines: readonly { subject: Extract<Subject, { document: string }>; line: Line<K> }[]): Promise<void> => {
      if (lines.length === 0) return;
      const instant = now(strapi);
      const times = { at: instant, createdAt: instant, updatedAt: instant, publishedAt: instant };
      await rows.createMany({
        data: lines.map(({ subject, line }) => ({ documentId: newDocumentId(), ...times, ...subject, ...columnsOf(line) })),
      });
    },

    /**
     * The same of what is told once: of those that come at the same time one writes it, by the key's unique index.
     * False: it was told before.
     */
    addOnce: (key: string, subject: Subject, line: Line<K>): Promise<boolean> =>
      inTransaction(strapi, async () => {
        const documentId = await claim(strapi, UID.recordEvent, 'once_key', key);
        if (documentId === null) return false;
        await rows.updateMany({ where: { documentId }, data: { ...subject, at: now(strapi), ...columnsOf(line) } });
        return true;
      }),

    isTold: async (key: string): Promise<boolean> => (await rows.count({ where: { onceKey: key } })) > 0,

    /** Lines of a subject, oldest first. */
    find: (subject: Subject, { internal }: { internal: boolean }): Promise<EventRow<K>[]> =>
      rows
        .findMany({
          where: { ...subject, ...(!internal && { internal: false }) },
          populate: { contact: { select: ['id'] } },
          orderBy: [{ at: 'desc' }, { id: 'desc' }],
          limit: MOST,
        })
        .then((found) => found.reverse()),

    /** How many lines a subject has of a kind that contacts wrote. */
    countOf: (subject: Subject, kind: K): Promise<number> => rows.count({ where: { ...subject, kind, byEditor: false } }),

    present,

    /** Editors see who of them it was. */
    presentToEditor: (row: EventRow<K>) => ({ ...present(row, { organisation: row.by ?? '' }), internal: row.internal }),

    /** A line that an actor has just written, to that actor. */
    presentTo: (row: EventRow<K>, actor: Actor, organisation: string): ShownLine<K> =>
      present(
        { ...row, contact: 'contact' in actor ? ({ id: actor.contact.id } as Row) : null },
        { organisation, ...('contact' in actor && { contactId: actor.contact.id }) },
      ),

    /**
     * Removes the oldest changes of state where there are more lines than anybody is shown, as of a record that is
     * submitted and taken back all day. Comments stay: they are counted where they are made.
     */
    removeSurplus: (owner: Owner): Promise<void> =>
      keepNewestOfEach(strapi, { uid: UID.recordEvent, by: 'at', most: MOST }, owner, (lines) => lines.whereNot('kind', 'comment')),

    /** Lines that were written while what they are about was being deleted. */
    removeOrphans: () => connection().whereNull('record_id').whereNull('document').delete(),

    /** By hand: MariaDB would read every line there is for the sub-query that Strapi makes of a relation. */
    removeOf: (owner: Owner, ids: readonly (number | string)[]): Promise<void> =>
      inTransaction(strapi, async (transaction) => {
        await connection()
          .whereIn(owner, [...ids])
          .delete()
          .transacting(transaction as never);
      }),
  };
}
