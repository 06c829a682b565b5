import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { endpoint, resource } from '../endpoint';
import { documentId, lines } from '../schemas';

/** Contacts that a document is forwarded to at once, and characters of what is said with it. */
export const FORWARD_MAX = 10;
export const FORWARD_MESSAGE_MAX = 500;

const params = z.strictObject({ type: z.enum(DOCUMENT_TYPES), document: documentId });
const forwards = { access: { kind: 'signed-in' }, right: 'documents.write', preference: 'forwardDocuments' } as const;

export const documentForwardingContract = resource('document-forwarding', {
  find: endpoint('GET /documents/:type/:document/recipients', {
    ...forwards,
    summary: "Contacts of one's customer whom a document can be forwarded to. Addresses are masked for roles that do not read people.",
    params,
    response: z.strictObject({ contacts: z.array(z.strictObject({ id: documentId, name: z.string(), email: z.string() })) }),
    errors: ['not-found', 'preference-off'],
  }),
  create: endpoint('POST /documents/:type/:document/forward', {
    ...forwards,
    summary: "Mail a document as a PDF to contacts of one's customer.",
    params,
    idempotent: true,
    body: z.strictObject({
      contacts: z.array(documentId).min(1).max(FORWARD_MAX),
      /** Plain text. */
      message: lines(FORWARD_MESSAGE_MAX),
    }),
    response: z.strictObject({ sent: z.int() }),
    errors: ['not-found', 'preference-off', 'conflict', 'too-many-requests'],
  }),
});
