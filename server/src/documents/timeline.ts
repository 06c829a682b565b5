import { DOCUMENT_CHANGES, type DocumentChange } from '../../../plugin/events';
import type { DocumentType } from '../../../plugin/documents/types';
import type { ActivityKind } from '../../../plugin/activity-kinds';
import { SHOWN_EVENT_KINDS, type DocumentEventKind, type ShownEventKind } from '../../../plugin/vocabulary';
import { activityOf } from '../activity';
import { createTimelines, type EventRow, type Line } from '../conversations';
import { notificationsOf, type Deed, type Topic } from '../notifications';
import { retrying } from '../platform/deadlock';
import { tell } from '../platform/events';
import type { Row, Strapi } from '../platform/strapi';
import { DOCUMENT_UIDS } from './content-types';
import { settingsOf } from '../settings';
import { speaker } from './pdf-document';
import { documentRows } from './rows';

export type DocumentLine = Line<DocumentEventKind>;

export const isShown = (kind: DocumentEventKind): kind is ShownEventKind => SHOWN_EVENT_KINDS.some((shown) => shown === kind);

/** What the activity log has. What editors do by an action of theirs its handler notes. */
const ACTIVITIES: Partial<Record<DocumentEventKind, ActivityKind>> = {
  viewed: 'document-viewed',
  forwarded: 'document-forwarded',
  accepted: 'document-accepted',
  declined: 'document-declined',
  comment: 'document-commented',
};

/** What the team may hear of by mail. */
const NOTICES: Partial<Record<DocumentEventKind, { topic: Topic; event: Deed['event'] }>> = {
  comment: { topic: 'comments', event: 'comment' },
  accepted: { topic: 'decisions', event: 'accepted' },
  declined: { topic: 'decisions', event: 'declined' },
  forwarded: { topic: 'forwarded', event: 'forwarded' },
};

const changeOf = (kind: DocumentEventKind): DocumentChange | undefined =>
  kind === 'comment' ? 'commented' : DOCUMENT_CHANGES.find((change) => change === kind);

/**
 * The amount that a line tells of, and of which other document. Pure.
 *
 * @param hidden credit notes are nothing that who reads it sees
 */
export function aboutOf({ about }: EventRow<DocumentEventKind>, { hidden = false } = {}) {
  if (!about) return null;
  const { amount, currency, type, document, number } = about;
  return { amount, currency, type, document, number: hidden && type === 'credit-note' ? '' : number };
}

/** Which lines are a document's. */
export const subjectOf = (type: DocumentType, document: string) => ({ contentType: DOCUMENT_UIDS[type], document });

/** Timelines of documents: what happened to each, by whom, and what was said about it. */
export function createDocumentTimeline(strapi: Strapi) {
  const timelines = createTimelines<DocumentEventKind>(strapi);

  const visible = (line: DocumentLine): DocumentLine => ({ ...line, internal: line.internal === true || !isShown(line.kind) });

  /** Its activity, and what the team and its code hear; nothing of what editors say among themselves. */
  async function follow(type: DocumentType, documentId: string, { kind, actor, internal }: DocumentLine): Promise<void> {
    if (kind === 'comment' && internal) return;
    const row = await documentRows(strapi, type).findOne({
      where: { documentId },
      populate: { customer: { select: ['documentId', 'name'] } },
    });
    const activity = ACTIVITIES[kind];
    if (activity) {
      const contact = 'contact' in actor ? actor.contact : undefined;
      await activityOf(strapi).record({
        kind: activity,
        email: contact?.email ?? '',
        contactId: contact?.id,
        ...('editor' in actor && { editor: actor.editor }),
        detail: row?.number ?? '',
      });
    }
    const notice = NOTICES[kind];
    if (notice && !('editor' in actor) && row) {
      const { defaultLanguage, defaultCurrency } = await settingsOf(strapi).preferences();
      const title = `${speaker(defaultLanguage, defaultCurrency).say(type)} ${row.number ?? ''}`;
      const path = `/content-manager/collection-types/${DOCUMENT_UIDS[type]}/${documentId}`;
      await notificationsOf(strapi).tell(notice.topic, { event: notice.event, customer: row.customer?.name ?? '', title, path });
    }
    const change = changeOf(kind);
    if (change) await tell(strapi, `document.${change}`, { type, document: documentId, customer: row?.customer?.documentId ?? null });
  }

  return {
    ...timelines,

    /**
     * Writes a line of a document's timeline with all that follows from it: activity, events for code and webhooks.
     * To be called in the transaction of what it tells; all of it waits for the commit.
     */
    async note(type: DocumentType, documentId: string, line: DocumentLine): Promise<EventRow<DocumentEventKind>> {
      const row = await timelines.add(subjectOf(type, documentId), visible(line));
      await follow(type, documentId, line);
      return row;
    },

    /** Writes a line on each of several documents, which has no activity nor event of its own: one statement. */
    noteEach: (lines: readonly { type: DocumentType; document: string; line: DocumentLine }[]): Promise<void> =>
      timelines.addToEach(lines.map(({ type, document, line }) => ({ subject: subjectOf(type, document), line: visible(line) }))),

    /** The same for what is told once for each `by`, such as a contact's first look. False: it was told before. */
    async noteOnce(type: DocumentType, documentId: string, by: string, line: DocumentLine): Promise<boolean> {
      const key = `${line.kind}:${documentId}:${by}`;
      if (await timelines.isTold(key)) return false;
      return retrying(strapi, async () => {
        if (!(await timelines.addOnce(key, subjectOf(type, documentId), visible(line)))) return false;
        await follow(type, documentId, line);
        return true;
      });
    },

    /** Lines go with their document: a draft that is deleted. */
    subscribe(): void {
      const types = Object.values(DOCUMENT_UIDS) as string[];
      const before = async ({ model, params }: { model: { uid: string }; params: { where?: unknown } }): Promise<void> => {
        const where = (params.where ?? {}) as Record<string, unknown>;
        const gone = (await strapi.db.query(model.uid).findMany({ where, select: ['documentId'] })) as Row[];
        await timelines.removeOf(
          'document',
          gone.map(({ documentId }) => documentId),
        );
      };
      strapi.db.lifecycles.subscribe({ models: types, beforeDelete: before, beforeDeleteMany: before });
    },
  };
}

export type DocumentTimeline = ReturnType<typeof createDocumentTimeline>;
