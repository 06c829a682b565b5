import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { permission } from '../../permissions';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';

const params = z.strictObject({ type: z.enum(DOCUMENT_TYPES), document: documentId });
const issues = { kind: 'editor', permission: permission('documents.issue') } as const;

export const documentActionsContract = resource('document-actions', {
  issue: endpoint('POST /documents/:type/:document/issue', {
    access: issues,
    summary: 'Give a draft its number and show it to the customer. It does not change any more.',
    params,
    response: z.strictObject({ number: z.string() }),
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  void: endpoint('POST /documents/:type/:document/void', {
    access: issues,
    summary: 'Take back a document that was issued. It keeps its number, and the customer sees that it is void.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
});
