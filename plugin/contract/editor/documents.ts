import { z } from 'zod';
import { DOCUMENT_TYPES, INVOICE_SOURCES } from '../../documents/types';
import { permission } from '../../permissions';
import { documentSettings, taxRate } from '../../settings/documents';
import { PDF_FAILURES } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';

const params = z.strictObject({ type: z.enum(DOCUMENT_TYPES), document: documentId });
const issues = { kind: 'editor', permission: permission('documents.issue') } as const;

/** Another document; a draft has no number. */
const related = z.strictObject({ type: z.enum(DOCUMENT_TYPES), id: documentId, number: z.string().nullable() });

export const documentActionsContract = resource('document-actions', {
  options: endpoint('GET /documents/options', {
    access: { kind: 'editor', permission: permission('documents.write') },
    summary: 'What documents are written by: the tax rates in the order of the settings, the usual currency, and how tax is rounded.',
    response: z.strictObject({ currency: z.string(), taxRounding: z.enum(['document', 'line']), taxRates: z.array(taxRate) }),
  }),
  issue: endpoint('POST /documents/:type/:document/issue', {
    access: issues,
    summary: 'Give a draft its number and show it to the customer. It does not change any more.',
    params,
    /** `missing`: characters of it that no font of its PDF has. */
    response: z.strictObject({ number: z.string(), missing: z.array(z.string()) }),
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  related: endpoint('GET /documents/:type/:document/related', {
    access: { kind: 'editor', permission: permission('documents.write') },
    summary: 'What a document was made of, and the invoice that was made of it, as far as the role reads them.',
    params,
    response: z.strictObject({ origin: related.nullable(), invoice: related.nullable() }),
    errors: ['not-found'],
  }),
  invoice: endpoint('POST /documents/:type/:document/invoice', {
    access: { kind: 'editor', permission: permission('documents.write') },
    summary: 'Make a draft invoice of a quote or sales order, with its lines. One is made of each.',
    params: z.strictObject({ type: z.enum(INVOICE_SOURCES), document: documentId }),
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  void: endpoint('POST /documents/:type/:document/void', {
    access: issues,
    summary: 'Take back a document that was issued. It keeps its number, and the customer sees that it is void.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  pdf: endpoint('GET /documents/:type/:document/pdf', {
    access: issues,
    summary: 'A document as its PDF is, or would be: of a draft too.',
    params,
    answers: { kind: 'file', as: 'inline' },
    errors: ['not-found', 'not-allowed', 'pdf-failed', 'too-many-requests'],
  }),
  sample: endpoint('POST /documents/sample', {
    access: { kind: 'editor', permission: permission('settings.documents.read') },
    summary: 'A sample invoice as a PDF, by settings that need not be saved; or why the template cannot make it.',
    body: z.strictObject({ values: documentSettings }),
    maxBody: 256 * 1024,
    response: z.strictObject({
      /** Base64; null where it could not be made. */
      pdf: z.string().nullable(),
      problem: z
        .strictObject({
          reason: z.enum(PDF_FAILURES),
          message: z.string(),
          /** Where the template is wrong. */
          places: z.array(z.strictObject({ message: z.string(), file: z.string(), line: z.int().nullable() })),
        })
        .nullable(),
    }),
  }),
});
