import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { SHOWN_EVENT_KINDS } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, instant } from '../schemas';

/**
 * An amount that was put on another document, or came from it or from a payment; no number where the customer does not see
 * that, no document where it was credit or was given up.
 */
export const lineAbout = z.strictObject({
  amount: z.int(),
  currency: z.string(),
  type: z.enum([...DOCUMENT_TYPES, 'payment']),
  document: documentId.or(z.literal('')),
  number: z.string(),
});

/** A line of a document's timeline. `text` is rich text (`plugin/rules/rich-text.ts`): a comment, or the reason of a refusal. */
export const documentTimelineLine = z.strictObject({
  id: documentId,
  at: instant,
  kind: z.enum(SHOWN_EVENT_KINDS),
  /** Who: a contact's name, or the organisation's for editors. */
  by: z.string(),
  byEditor: z.boolean(),
  /** By whoever held a link to the document. */
  byLink: z.boolean(),
  mine: z.boolean(),
  text: z.array(z.unknown()).nullable(),
  /** Addresses that it was sent to, by commas; else empty. */
  recipients: z.string(),
  about: lineAbout.nullable(),
});
export type DocumentTimelineLine = z.output<typeof documentTimelineLine>;

const params = z.strictObject({ type: z.enum(DOCUMENT_TYPES), document: documentId });
const access = { kind: 'signed-in' } as const;

export const documentTimelineContract = resource('document-timeline', {
  find: endpoint('GET /documents/:type/:document/timeline', {
    access,
    right: 'documents.read',
    summary: 'What happened to a document, and what was said about it: oldest first, the newest 500 lines.',
    params,
    response: z.array(documentTimelineLine),
    errors: ['not-found', 'preference-off'],
  }),
  comment: endpoint('POST /documents/:type/:document/comments', {
    access,
    right: 'documents.write',
    summary: 'Comment on a document, in rich text.',
    params,
    body: z.strictObject({ text: z.array(z.unknown()).max(500) }),
    response: documentTimelineLine,
    idempotent: true,
    status: 201,
    errors: ['not-found', 'preference-off', 'no-room', 'too-many-requests'],
  }),
});
