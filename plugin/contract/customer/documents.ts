import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { endpoint, resource } from '../endpoint';
import { count, documentId, instant, revision } from '../schemas';

/** Minor units of the currency beside it (cents). */
const amount = z.int();
/** A calendar date, `2026-11-30`. */
const date = z.iso.date();

/** What a customer is told of a document's state: `overdue` and `expired` follow from its date, `paid` from its balance. */
export const DOCUMENT_STATES = [
  'open',
  'overdue',
  'paid',
  'sent',
  'accepted',
  'declined',
  'expired',
  'invoiced',
  'confirmed',
  'closed',
  'void',
] as const;
export type ShownState = (typeof DOCUMENT_STATES)[number];

/** A row of a list. */
export const documentRow = z.strictObject({
  id: documentId,
  type: z.enum(DOCUMENT_TYPES),
  number: z.string(),
  state: z.enum(DOCUMENT_STATES),
  issueDate: date,
  /** When it is due, or until when it holds. */
  untilDate: date.nullable(),
  currency: z.string(),
  gross: amount,
  /** What is still to pay, or of a credit note to use; null where there is no such thing. */
  balance: amount.nullable(),
});
export type DocumentRow = z.output<typeof documentRow>;

const party = z.strictObject({ name: z.string(), address: z.array(z.string()), taxNumber: z.string(), email: z.string() });

const line = z.strictObject({
  id: z.string(),
  item: z.string(),
  description: z.string(),
  /** Exact decimals as digits. */
  quantity: z.string(),
  unit: z.string(),
  rate: z.string(),
  discount: amount,
  /** Name of its tax; empty for none. */
  taxName: z.string(),
  /** Without or with tax, as the document's prices are. */
  amount,
});

const adjustment = z.strictObject({ id: z.string(), name: z.string(), amount });

/** A file that belongs to a document. */
export const documentAttachment = z.strictObject({ id: documentId, name: z.string(), mime: z.string(), size: z.int() });
export type DocumentAttachment = z.output<typeof documentAttachment>;

/** A document as its page shows it. */
export const documentDetail = z.strictObject({
  ...documentRow.shape,
  /** Of what the customer sees: what is decided on is what was seen. */
  revision,
  pricesIncludeTax: z.boolean(),
  reference: z.string(),
  notes: z.string(),
  terms: z.string(),
  seller: party,
  buyer: party,
  lines: z.array(line),
  discounts: z.array(adjustment),
  charges: z.array(adjustment),
  net: amount,
  tax: amount,
  taxes: z.array(z.strictObject({ name: z.string(), percent: z.string(), taxable: amount, tax: amount })),
  /** Files that the organisation attached to it. */
  attachments: z.array(documentAttachment),
  /** Of a sales order: when it was shipped, and how, in words of the organisation's. */
  shipment: z.strictObject({ on: date.nullable(), text: z.string() }).nullable(),
  /** What the contact may answer now: of a quote that waits. */
  may: z.strictObject({ accept: z.boolean(), decline: z.boolean() }),
  /** What was answered to a quote. */
  answer: z
    .strictObject({
      kind: z.enum(['accepted', 'declined']),
      name: z.string(),
      at: instant,
      reason: z.string(),
      /** An SVG path on a sheet of 600 × 200. */
      drawing: z.string().nullable(),
    })
    .nullable(),
});
export type DocumentDetail = z.output<typeof documentDetail>;
/** What a document says, whoever looks at it. */
export type DocumentFace = Omit<DocumentDetail, 'may' | 'answer' | 'attachments'>;

/** Another document of the customer's. */
const other = documentRow.pick({ id: true, type: true, number: true, state: true, issueDate: true });
export type OtherDocument = z.output<typeof other>;

/** What a document has to do with others, as far as the customer sees those. */
const relatedDocuments = z.strictObject({
  /** Of an invoice: the quote or sales order that it was made of. */
  origin: other.nullable(),
  /** Of a quote or sales order: the invoice that was made of it. */
  invoice: other.nullable(),
  /** Of a credit note: what it was put on, null for what was used elsewhere. Of an invoice: the credit notes on it. */
  applied: z.array(z.strictObject({ id: documentId, date, amount, document: other.nullable() })),
  /** Of an invoice: what else settles it, oldest first. `payment`: the payment, where the contact may see it. */
  payments: z.array(
    z.strictObject({
      id: documentId,
      kind: z.enum(['outside', 'payment', 'credit', 'write-off']),
      payment: documentId.nullable(),
      number: z.string(),
      date,
      amount,
    }),
  ),
  /** Of a credit note: what was paid out. */
  refunds: z.array(z.strictObject({ id: documentId, date, amount, reference: z.string() })),
});
export type RelatedDocuments = z.output<typeof relatedDocuments>;

export const DOCUMENTS_PAGE = 25;
export const DOCUMENTS_PAGE_MAX = 100;

/** What a list can be narrowed to. `open`: something is waited for, of an invoice also if it is overdue. `closed`: nothing is. */
export const DOCUMENT_FILTERS = ['open', 'overdue', 'paid', 'accepted', 'declined', 'expired', 'invoiced', 'closed', 'void'] as const;
export type DocumentFilter = (typeof DOCUMENT_FILTERS)[number];
export const DOCUMENT_SORTS = ['issueDate', 'untilDate', 'number', 'gross'] as const;

/** Documents of one zip. */
export const ZIP_MOST = 500;

/** What narrows a list down. */
const narrowing = {
  q: z.string().trim().max(100).optional(),
  state: z.enum(DOCUMENT_FILTERS).optional(),
  /** First and last date of issue, both inclusive. */
  from: date.optional(),
  to: date.optional(),
};

/** What a zip is made of: documents by id, or all that a list finds. */
const zipped = z
  .strictObject({
    documents: z.array(documentId).min(1).max(ZIP_MOST).optional(),
    found: z.strictObject(narrowing).optional(),
  })
  .refine(({ documents, found }) => (documents === undefined) !== (found === undefined), 'names either documents or what a list finds');
export type Zipped = z.output<typeof zipped>;

/** With `as=attachment` it is saved; else a browser shows it. */
export const pdfQuery = z.strictObject({ as: z.enum(['inline', 'attachment']).optional() });

const type = z.enum(DOCUMENT_TYPES);
const reads = { access: { kind: 'signed-in' }, right: 'documents.read' } as const;

export const documentsContract = resource('documents', {
  find: endpoint('GET /documents/:type', {
    ...reads,
    summary: "The customer's documents of a type that were issued: searched by number, filtered by state and date, in pages, with sums.",
    params: z.strictObject({ type }),
    query: z.strictObject({
      page: count(100_000).optional(),
      pageSize: count(DOCUMENTS_PAGE_MAX).optional(),
      ...narrowing,
      /** `-` before it: the other way round. */
      sort: z.enum([...DOCUMENT_SORTS, ...DOCUMENT_SORTS.map((sort) => `-${sort}` as const)]).optional(),
    }),
    response: z.strictObject({
      rows: z.array(documentRow),
      page: z.int(),
      pageSize: z.int(),
      total: z.int(),
      /** Over all pages. */
      sums: z.array(z.strictObject({ currency: z.string(), gross: amount, balance: amount.nullable() })),
    }),
    errors: ['not-found', 'preference-off'],
  }),
  findOne: endpoint('GET /documents/:type/:document', {
    ...reads,
    summary: 'A document with its lines, taxes and sums.',
    params: z.strictObject({ type, document: documentId }),
    response: documentDetail,
    errors: ['not-found', 'preference-off'],
  }),
  related: endpoint('GET /documents/:type/:document/related', {
    ...reads,
    summary: 'What a document was made of, what was made of it, the credits on it, or what a credit note was used for.',
    params: z.strictObject({ type, document: documentId }),
    response: relatedDocuments,
    errors: ['not-found', 'preference-off'],
  }),
  pdf: endpoint('GET /documents/:type/:document/pdf', {
    ...reads,
    summary: 'A document as a PDF: the same bytes as long as the document is the same.',
    params: z.strictObject({ type, document: documentId }),
    query: pdfQuery,
    answers: { kind: 'file', as: 'inline' },
    errors: ['not-found', 'preference-off', 'pdf-failed', 'too-many-requests'],
  }),
  zip: endpoint('POST /documents/:type/zip', {
    ...reads,
    summary: `The PDFs of up to ${ZIP_MOST} documents of a type, or of all that a list finds, as one zip: one at a time of a contact.`,
    params: z.strictObject({ type }),
    body: zipped,
    answers: { kind: 'file' },
    errors: ['not-found', 'preference-off', 'too-many-requests'],
  }),
  attachment: endpoint('GET /documents/:type/:document/files/:file', {
    ...reads,
    summary: 'A file that is attached to a document: pictures, PDFs and plain text can be shown, everything else is saved.',
    params: z.strictObject({ type, document: documentId, file: documentId }),
    query: pdfQuery,
    answers: { kind: 'file', as: 'inline' },
    errors: ['not-found', 'preference-off'],
  }),
});
