import { z } from 'zod';
import { BULK_SEND_MAX } from '../../documents/limits';
import { DOCUMENT_TYPES } from '../../documents/types';
import { permission } from '../../permissions';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';

/**
 * What became of a document: on its way (`issued`: it was a draft before), or why it is not. A draft is left alone where
 * nothing was to be issued.
 */
export const SEND_OUTCOMES = ['issued', 'sent', 'draft', 'no-address', 'no-customer', 'no-lines', 'wrong-number', 'void', 'gone'] as const;
export type SendOutcome = (typeof SEND_OUTCOMES)[number];

const bulkSending = z.strictObject({
  id: documentId,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  total: z.int(),
  /** In the order in which they were chosen, as far as it has come. */
  outcomes: z.array(z.strictObject({ id: documentId, outcome: z.enum(SEND_OUTCOMES), number: z.string(), customer: z.string() })),
});
export type BulkSending = z.output<typeof bulkSending>;

const access = { kind: 'editor', permission: permission('documents.issue') } as const;
const ofJob = { access, params: z.strictObject({ job: documentId }), response: bulkSending, errors: ['not-found'] } as const;

const params = z.strictObject({ type: z.enum(DOCUMENT_TYPES), document: documentId });

export const documentSendingContract = resource('document-sending', {
  send: endpoint('POST /documents/:type/:document/send', {
    access,
    summary:
      'Mail a document as a PDF to the contact that it is addressed to, or to the contacts of its customer; a draft is issued with it.',
    params,
    /** Whether it is a draft that is issued, or was sent before. */
    body: z.strictObject({ issue: z.boolean() }),
    response: z.strictObject({ number: z.string(), recipients: z.int(), missing: z.array(z.string()) }),
    errors: ['not-found', 'not-allowed', 'conflict', 'email-missing'],
  }),
  sendMany: endpoint('POST /document-sending', {
    access,
    summary: 'Begin to mail up to 500 documents of a type, one after the other; drafts are issued with it where that is asked for.',
    body: z.strictObject({
      type: z.enum(DOCUMENT_TYPES),
      documents: z.array(documentId).min(1).max(BULK_SEND_MAX),
      issue: z.boolean(),
    }),
    response: bulkSending,
    status: 202,
    errors: ['not-found', 'not-allowed'],
  }),
  findMany: endpoint('GET /document-sending/:job', { ...ofJob, summary: 'How far the mailing of documents is that the editor began.' }),
  cancelMany: endpoint('DELETE /document-sending/:job', {
    ...ofJob,
    summary: 'Stop it: what is on its way already stays so.',
  }),
});
