import { z } from 'zod';
import { SHARED_NOTE_MAX } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, instant, lines, pageNumber } from '../schemas';
import { FILE_MAX } from './modules';

/** A file that the customer shares with the organisation, or that it got from it. */
export const sharedFile = z.strictObject({
  id: documentId,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.int(),
  note: z.string(),
  sharedAt: instant,
  /** Who: a contact's name, or the organisation's. */
  by: z.string(),
  byTeam: z.boolean(),
  /** What the organisation answered; null where it has not. */
  answer: z.strictObject({ text: z.string(), at: instant }).nullable(),
  /** Whether the contact may change its note and remove it. */
  mayChange: z.boolean(),
});
export type SharedFile = z.output<typeof sharedFile>;

export const SHARED_FILES_PAGE = 50;

const params = z.strictObject({ file: documentId });
const reads = { access: { kind: 'signed-in' }, preference: 'sharedFiles', right: 'documents.read' } as const;
const writes = { access: { kind: 'signed-in' }, preference: 'sharedFiles', right: 'documents.write' } as const;

export const sharedFilesContract = resource('shared-files', {
  find: endpoint('GET /shared-files', {
    ...reads,
    summary: "The customer's shared files, newest first: those of all its contacts, and what the organisation shared with it.",
    query: z.strictObject({ page: pageNumber.optional() }),
    response: z.strictObject({
      rows: z.array(sharedFile),
      page: z.int(),
      total: z.int(),
      /** Bytes of the largest file that is taken. */
      fileBytes: z.int(),
      mayShare: z.boolean(),
    }),
  }),
  create: endpoint('POST /shared-files', {
    ...writes,
    summary: 'Share a picture or a PDF: the bytes are the body (application/octet-stream).',
    /** The name is kept to 200 characters, with its extension. */
    query: z.strictObject({ name: z.string().trim().min(1).max(1000) }),
    takes: 'file',
    idempotent: true,
    response: sharedFile,
    status: 201,
    maxBody: FILE_MAX,
    errors: ['no-room', 'too-many-requests'],
  }),
  findOne: endpoint('GET /shared-files/:file', {
    ...reads,
    summary: 'Download a shared file, as an attachment.',
    params,
    answers: { kind: 'file' },
    errors: ['not-found'],
  }),
  update: endpoint('PATCH /shared-files/:file', {
    ...writes,
    summary: 'Write a note to a file, or change it: whoever shared it, and owners.',
    params,
    body: z.strictObject({ note: lines(SHARED_NOTE_MAX) }),
    response: sharedFile,
    errors: ['not-found', 'not-allowed'],
  }),
  delete: endpoint('DELETE /shared-files/:file', {
    ...writes,
    summary: 'Remove a file for good: whoever shared it, and owners. What the organisation shared is its own to remove.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'not-allowed'],
  }),
});
