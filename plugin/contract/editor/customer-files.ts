import { z } from 'zod';
import { permission } from '../../permissions';
import { SHARED_NOTE_MAX } from '../../vocabulary';
import { FILE_MAX } from '../customer/modules';
import { sharedFile } from '../customer/shared-files';
import { endpoint, resource } from '../endpoint';
import { documentId, instant, lines, pageNumber } from '../schemas';

const { mayChange: _, answer: __, ...shape } = sharedFile.shape;
export const customerFile = z.strictObject({
  ...shape,
  answer: z.strictObject({ text: z.string(), at: instant, by: z.string() }).nullable(),
});
export type CustomerFile = z.output<typeof customerFile>;

export const CUSTOMER_FILES_PAGE = 20;

const read = { kind: 'editor', permission: permission('files.read') } as const;
const manage = { kind: 'editor', permission: permission('files.manage') } as const;
const params = z.strictObject({ id: documentId, file: documentId });

export const customerFilesContract = resource('customer-files', {
  find: endpoint('GET /customers/:id/files', {
    access: read,
    summary: 'Files that a customer and the team share, newest first.',
    params: z.strictObject({ id: documentId }),
    query: z.strictObject({ page: pageNumber.optional() }),
    response: z.strictObject({
      rows: z.array(customerFile),
      page: z.int(),
      total: z.int(),
      /** Bytes of the largest file that is taken. */
      fileBytes: z.int(),
      /** Whether customers share files at present. */
      open: z.boolean(),
    }),
    errors: ['not-found'],
  }),
  findOne: endpoint('GET /customers/:id/files/:file', {
    access: read,
    summary: 'Download a shared file, as an attachment.',
    params,
    answers: { kind: 'file' },
    errors: ['not-found'],
  }),
  create: endpoint('POST /customers/:id/files', {
    access: manage,
    summary:
      'Share a picture or a PDF with a customer, whose contacts are told by mail: the bytes are the body (application/octet-stream).',
    params: z.strictObject({ id: documentId }),
    query: z.strictObject({ name: z.string().trim().min(1).max(1000) }),
    takes: 'file',
    response: customerFile,
    status: 201,
    maxBody: FILE_MAX,
    errors: ['not-found', 'preference-off'],
  }),
  comment: endpoint('PUT /customers/:id/files/:file/comment', {
    access: manage,
    summary: "Say something to a file: the answer to a customer's, which is told by mail, or the note of the team's own.",
    params,
    body: z.strictObject({ text: lines(SHARED_NOTE_MAX).min(1) }),
    response: customerFile,
    errors: ['not-found', 'preference-off'],
  }),
  delete: endpoint('DELETE /customers/:id/files/:file', {
    access: manage,
    summary: 'Remove a file for good.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found'],
  }),
});
