import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { endpoint, resource } from '../endpoint';
import { count, documentId } from '../schemas';

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

/** A document as its page shows it. */
export const documentDetail = z.strictObject({
  ...documentRow.shape,
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
});
export type DocumentDetail = z.output<typeof documentDetail>;

export const DOCUMENTS_PAGE = 25;
export const DOCUMENTS_PAGE_MAX = 100;

/** What a list can be narrowed to. */
export const DOCUMENT_FILTERS = ['open', 'overdue', 'paid', 'closed'] as const;
export const DOCUMENT_SORTS = ['issueDate', 'untilDate', 'number', 'gross'] as const;

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
      q: z.string().trim().max(100).optional(),
      state: z.enum(DOCUMENT_FILTERS).optional(),
      /** First and last date of issue, both inclusive. */
      from: date.optional(),
      to: date.optional(),
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
});
