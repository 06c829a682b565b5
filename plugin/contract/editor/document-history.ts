import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { permission } from '../../permissions';
import { DOCUMENT_EVENT_KINDS } from '../../vocabulary';
import { documentTimelineLine } from '../customer/document-timeline';
import { endpoint, resource } from '../endpoint';
import { documentId, instant } from '../schemas';

/** A line of a document's timeline as editors see it: with those that are theirs alone, and who of them it was. */
export const documentHistoryLine = z.strictObject({
  ...documentTimelineLine.omit({ mine: true }).shape,
  kind: z.enum(DOCUMENT_EVENT_KINDS),
  internal: z.boolean(),
});
export type DocumentHistoryLine = z.output<typeof documentHistoryLine>;

/** A document's timeline, and who reads a comment that is shown in the portal. */
export const documentHistory = z.strictObject({
  lines: z.array(documentHistoryLine),
  /** The customer that sees the document; empty as long as none does. */
  customer: z.string(),
  /** Whether somebody there is mailed. */
  mailed: z.boolean(),
});
export type DocumentHistory = z.output<typeof documentHistory>;

/** An answer to a quote with all that proves it. */
export const signedAnswer = z.strictObject({
  kind: z.enum(['accepted', 'declined']),
  name: z.string(),
  at: instant,
  /** The contact's; empty for whoever came by a link. */
  email: z.string(),
  byLink: z.boolean(),
  ip: z.string(),
  userAgent: z.string(),
  reason: z.string(),
  /** An SVG path on a sheet of 600 × 200. */
  drawing: z.string().nullable(),
  /** Of all that the quote said. */
  sha256: z.string(),
  /** Whether the quote still says just that. */
  matches: z.boolean(),
});
export type SignedAnswer = z.output<typeof signedAnswer>;

const params = z.strictObject({ type: z.enum(DOCUMENT_TYPES), document: documentId });
const access = { kind: 'editor', permission: permission('documents.comment') } as const;

export const documentHistoryContract = resource('document-history', {
  find: endpoint('GET /documents/:type/:document/timeline', {
    access,
    summary: 'What happened to a document and what was said about it, for whoever reads it in the Content Manager.',
    params,
    response: documentHistory,
    errors: ['not-found'],
  }),
  comment: endpoint('POST /documents/:type/:document/comments', {
    access,
    summary: 'Comment on a document: shown in the portal once it is issued, or for editors only.',
    params,
    body: z.strictObject({ text: z.array(z.unknown()).max(500), internal: z.boolean() }),
    response: documentHistoryLine,
    status: 201,
    errors: ['not-found', 'conflict'],
  }),
  answer: endpoint('GET /documents/:type/:document/answer', {
    access,
    summary: 'What was answered to a quote, by whom, and whether what was signed is what the quote still says.',
    params: z.strictObject({ type: z.literal('quote'), document: documentId }),
    response: z.strictObject({ answer: signedAnswer.nullable() }),
    errors: ['not-found'],
  }),
});
