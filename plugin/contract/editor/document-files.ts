import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { permission } from '../../permissions';
import { documentAttachment } from '../customer/documents';
import { FILE_MAX } from '../customer/modules';
import { endpoint, resource } from '../endpoint';
import { documentId, instant } from '../schemas';

const kept = z.strictObject({ ...documentAttachment.shape, by: z.string(), addedAt: instant });
export type KeptFile = z.output<typeof kept>;

const files = z.strictObject({
  attachments: z.array(kept),
  /** The PDF that stands in place of ours; null where ours is made. */
  ownPdf: kept.nullable(),
  /** Bytes of the largest file that is taken. */
  fileBytes: z.int(),
});
export type DocumentFiles = z.output<typeof files>;

const params = z.strictObject({ type: z.enum(DOCUMENT_TYPES), document: documentId });
const access = { kind: 'editor', permission: permission('documents.write') } as const;
const upload = {
  access,
  query: z.strictObject({ name: z.string().trim().min(1).max(1000) }),
  takes: 'file',
  maxBody: FILE_MAX,
} as const;

export const documentFilesContract = resource('document-files', {
  find: endpoint('GET /documents/:type/:document/files', {
    access,
    summary: "A document's attachments, and the PDF of the team's own, if it has one.",
    params,
    response: files,
    errors: ['not-found'],
  }),
  create: endpoint('POST /documents/:type/:document/files', {
    ...upload,
    summary: 'Attach a file to a document: its customer sees it beside the document, once that is issued.',
    params,
    response: kept,
    status: 201,
    errors: ['not-found', 'not-allowed'],
  }),
  findOne: endpoint('GET /documents/:type/:document/files/:file', {
    access,
    summary: 'Download an attachment.',
    params: z.strictObject({ ...params.shape, file: documentId }),
    answers: { kind: 'file' },
    errors: ['not-found'],
  }),
  delete: endpoint('DELETE /documents/:type/:document/files/:file', {
    access,
    summary: 'Remove an attachment for good; of an issued document that stands in its timeline.',
    params: z.strictObject({ ...params.shape, file: documentId }),
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'not-allowed'],
  }),
  setPdf: endpoint('POST /documents/:type/:document/own-pdf', {
    ...upload,
    summary: 'Put a PDF made elsewhere in place of the one that is made here.',
    params,
    response: kept,
    errors: ['not-found', 'not-allowed'],
  }),
  removePdf: endpoint('DELETE /documents/:type/:document/own-pdf', {
    access,
    summary: 'Remove the PDF of the own: the document has the one that is made here again.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'not-allowed'],
  }),
});
