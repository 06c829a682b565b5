import type { DocumentDetail } from '../../../plugin/contract/customer/documents';
import type { DocumentTimelineLine } from '../../../plugin/contract/customer/document-timeline';
import type { DocumentType } from '../../../plugin/documents/types';
import type { DocumentEventKind, ShownEventKind } from '../../../plugin/vocabulary';
import { actorOf, requireComment, type Actor, type EventRow } from '../conversations';
import type { Once } from '../kernel/idempotency';
import type { SessionParty } from '../kernel/party';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { allows } from '../../../plugin/rights';
import { maskedEmail } from '../../../plugin/rules/masked-email';
import { createLimiter } from '../platform/limits';
import type { Strapi } from '../platform/strapi';
import { portalBrand } from '../settings';
import { DOCUMENT_UIDS } from './content-types';
import type { OwnDocuments } from './own';
import { aboutOf, isShown, subjectOf, type DocumentTimeline } from './timeline';

/** Comments that a contact may make within an hour. */
const COMMENTED = { name: 'document-comment', points: 120, windowSeconds: 3600 };
/** Comments of customers that a document holds: it is no record of theirs, and counts for no room of theirs. */
const MOST_COMMENTS = 300;

/** Addresses for whoever does not read people. */
const maskedEach = (addresses: string): string => addresses && addresses.split(', ').map(maskedEmail).join(', ');

/** What customers see of a document's timeline, and say. A document that is not theirs is not there. */
export function createDocumentConversation(strapi: Strapi, own: OwnDocuments, timeline: DocumentTimeline) {
  const commented = createLimiter(strapi, COMMENTED);

  const shown = (
    row: EventRow<ShownEventKind>,
    line: ReturnType<typeof timeline.present>,
    { credits, people }: { credits: boolean; people: boolean },
  ): DocumentTimelineLine => ({
    ...line,
    kind: row.kind,
    byLink: row.byLink === true,
    recipients: people ? (row.recipients ?? '') : maskedEach(row.recipients ?? ''),
    about: aboutOf(row, { hidden: !credits }),
  });
  const isForCustomers = (row: EventRow<DocumentEventKind>): row is EventRow<ShownEventKind> => isShown(row.kind);

  return {
    /** A document's page. A contact's first look is told to editors; of two at the same time one is the first. */
    async look(party: SessionParty, type: DocumentType, documentId: string): Promise<DocumentDetail> {
      const detail = await own.findOne(party, type, documentId);
      await timeline.noteOnce(type, documentId, party.contact.documentId, { kind: 'viewed', actor: actorOf(party) });
      return detail;
    },

    async lines(party: SessionParty, type: DocumentType, documentId: string): Promise<DocumentTimelineLine[]> {
      await own.findOne(party, type, documentId);
      const { organisation } = await portalBrand(strapi);
      const rows = await timeline.find(subjectOf(type, documentId), { internal: false });
      const reader = { organisation, contactId: party.contact.id };
      const sees = { credits: await own.shows('credit-note'), people: allows(party.customer.rights, 'people.read') };
      return rows.filter(isForCustomers).map((row) => shown(row, timeline.present(row, reader), sees));
    },

    async comment(party: SessionParty, type: DocumentType, documentId: string, text: unknown[], once: Once): Promise<DocumentTimelineLine> {
      await own.findOne(party, type, documentId);
      const rich = requireComment(text);
      await commented.count(String(party.contact.id));
      const { organisation } = await portalBrand(strapi);
      const actor: Actor = actorOf(party);
      return once(async () => {
        if ((await hold(strapi, DOCUMENT_UIDS[type], { document_id: documentId })) === 0) throw new PortalError('not-found');
        if ((await timeline.countOf(subjectOf(type, documentId), 'comment')) >= MOST_COMMENTS) throw new PortalError('no-room');
        const row = await timeline.note(type, documentId, { kind: 'comment', actor, text: rich });
        return shown({ ...row, kind: 'comment' }, timeline.presentTo(row, actor, organisation), { credits: true, people: true });
      });
    },
  };
}
