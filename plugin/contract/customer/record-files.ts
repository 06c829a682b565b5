import { z } from 'zod';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';
import { FILE_MAX, recordFile } from './modules';

export const recordFilesContract = resource('record-files', {
  create: endpoint('POST /modules/:module/files', {
    access: { kind: 'signed-in' },
    right: 'records.write',
    summary: "Upload a file for a record: the bytes are the body (application/octet-stream). It is the customer's alone until published.",
    params: z.strictObject({ module: documentId }),
    /** The name is kept to 200 characters, with its extension. */
    query: z.strictObject({ field: z.string().max(200), name: z.string().trim().min(1).max(1000) }),
    takes: 'file',
    response: recordFile,
    status: 201,
    maxBody: FILE_MAX,
    errors: ['not-found', 'not-allowed', 'no-room', 'too-many-requests'],
  }),
  findOne: endpoint('GET /modules/:module/files/:file', {
    access: { kind: 'signed-in' },
    right: 'records.read',
    summary: 'Download a private file, as an attachment.',
    params: z.strictObject({ module: documentId, file: documentId }),
    answers: { kind: 'file' },
    errors: ['not-found'],
  }),
});
