import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { LINE_LIMITS, TAX_CATEGORIES } from '../../rules/documents/lines';
import { APPROVALS, BILLINGS, MOST_MINUTES, PROJECT_STATES } from '../../rules/projects';
import { ROLES } from '../../rights';
import { FIELD_ERRORS } from '../errors';
import { FILE_MAX } from './modules';
import { customerKind, documentId, email, language, line, lines } from '../schemas';
import { endpoint, resource } from '../endpoint';
import { syncPayment } from './sync-payment';

/**
 * What the team's own system (an ERP) writes: rows that are found by its ids, each all or nothing, with a result for
 * each. What a row leaves out stays as it is, and has its default where the row is new.
 */

/** Rows of a call, and bytes of its body. */
export const SYNC_ROWS = 1000;
export const SYNC_BODY = 8 * 1024 * 1024;

export const externalId = line(100).min(1);
/** An exact decimal: digits, or a JSON number whose digits are those that it is written with. */
const digits = z.union([z.string().max(40), z.number().transform(String)]);
const amount = z.int();
const date = z.iso.date();
const optional = (max: number) => line(max).nullable().optional();

/** Attributes that the project added to the content type, by name. */
const attributes = z.record(z.string().max(100), z.unknown()).optional();

export const syncCustomer = z.strictObject({
  externalId,
  name: line(200).min(1).optional(),
  kind: customerKind.optional(),
  customerNumber: optional(50),
  email: email.nullable().optional(),
  phone: optional(50),
  website: optional(200),
  taxNumber: optional(50),
  addressLine1: optional(200),
  addressLine2: optional(200),
  postcode: optional(20),
  city: optional(100),
  region: optional(100),
  country: optional(100),
  attributes,
});
export type SyncCustomer = z.output<typeof syncCustomer>;

export const syncContact = z.strictObject({
  externalId,
  email: email.optional(),
  firstName: optional(100),
  lastName: optional(100),
  phone: optional(50),
  jobTitle: optional(100),
  language: language.nullable().optional(),
  /**
   * Customers that the contact acts for, by their external ids, and its role there. Memberships of others that have an
   * external id end; those of customers that the portal alone knows stay.
   */
  customers: z
    .array(z.strictObject({ externalId, role: z.enum(ROLES).optional() }))
    .max(100)
    .optional(),
  attributes,
});
export type SyncContact = z.output<typeof syncContact>;

const money = amount.min(0).nullable().optional();

export const syncProject = z.strictObject({
  externalId,
  name: line(200).min(1).optional(),
  /** By its external id. */
  customer: externalId.optional(),
  /** `draft` where the row is new: customers see no drafts. */
  state: z.enum(PROJECT_STATES).optional(),
  billing: z.enum(BILLINGS).optional(),
  description: lines(4000).nullable().optional(),
  currency: z.string().length(3).nullable().optional(),
  /** Minor units of the currency. */
  fixedCost: money,
  hourlyRate: money,
  attributes,
});
export type SyncProject = z.output<typeof syncProject>;

export const syncTimeEntry = z.strictObject({
  externalId,
  /** By its external id. */
  project: externalId.optional(),
  date: date.optional(),
  minutes: z.int().min(1).max(MOST_MINUTES).optional(),
  person: optional(100),
  note: lines(2000).nullable().optional(),
  billable: z.boolean().optional(),
  billed: z.boolean().optional(),
  /** Whether the customer is asked; what it said is its own. */
  approval: z.enum(APPROVALS).exclude(['approved', 'sent-back']).optional(),
  attributes,
});
export type SyncTimeEntry = z.output<typeof syncTimeEntry>;

/** A rate as the line carries it. Category: S where it is above zero, else Z. */
const tax = z.strictObject({
  name: line(LINE_LIMITS.name).min(1),
  percent: digits,
  category: z.enum(TAX_CATEGORIES).optional(),
  parts: z
    .array(z.strictObject({ name: line(LINE_LIMITS.name).min(1), percent: digits }))
    .max(LINE_LIMITS.taxParts)
    .optional(),
});
const share = z.union([z.strictObject({ percent: digits }), z.strictObject({ amount })]);

const documentLine = z.strictObject({
  item: z.string().max(LINE_LIMITS.name).optional(),
  description: z.string().max(LINE_LIMITS.description).optional(),
  quantity: digits.optional(),
  unit: z.string().max(LINE_LIMITS.unit).optional(),
  rate: digits,
  discount: share.nullable().optional(),
  tax: tax.nullable().optional(),
});

const adjustment = z.strictObject({
  name: line(LINE_LIMITS.name).min(1),
  value: share,
  tax: z
    .union([z.literal('as-lines'), tax])
    .nullable()
    .optional(),
});

const party = z.strictObject({
  name: line(200),
  address: z.array(line(200)).max(10).optional(),
  taxNumber: line(50).optional(),
  email: line(254).optional(),
});

/** What the other system's document comes to, in minor units; by rate where it says so. */
const totals = z.strictObject({
  net: amount,
  tax: amount,
  gross: amount,
  taxes: z
    .array(z.strictObject({ percent: digits, taxable: amount, tax: amount }))
    .max(100)
    .optional(),
});

export const syncDocument = z.strictObject({
  externalId,
  number: line(32).min(1).optional(),
  /** One of the type's; `draft` where the row is new. */
  state: z.string().max(20).optional(),
  /** By its external id. */
  customer: externalId.optional(),
  /** By its external id. */
  contact: externalId.nullable().optional(),
  issueDate: date.optional(),
  /** Due date, or until when a quote holds. */
  untilDate: date.optional(),
  currency: z.string().length(3).optional(),
  language: language.nullable().optional(),
  pricesIncludeTax: z.boolean().optional(),
  taxRounding: z.enum(['document', 'line']).optional(),
  lines: z.array(documentLine).max(LINE_LIMITS.lines).optional(),
  discounts: z.array(adjustment).max(LINE_LIMITS.adjustments).optional(),
  charges: z.array(adjustment).max(LINE_LIMITS.adjustments).optional(),
  reference: optional(100),
  notes: lines(4000).nullable().optional(),
  terms: lines(4000).nullable().optional(),
  seller: party.optional(),
  buyer: party.optional(),
  totals: totals.optional(),
  /** What is still to pay, or of a credit note to use, in minor units. */
  balance: amount.optional(),
  /** The date as of which the balance is another one: today unless said. */
  settledOn: date.optional(),
  /** Of a sales order: when it was shipped, and how (carrier, number, a link to follow it). */
  shippedOn: date.nullable().optional(),
  shipment: lines(1000).nullable().optional(),
});
export type SyncDocument = z.output<typeof syncDocument>;

const figures = z.strictObject({ net: amount, tax: amount, gross: amount });

/** What became of a row. */
const result = z.strictObject({
  externalId: z.string().nullable(),
  result: z.enum(['created', 'updated', 'unchanged', 'refused']),
  /** The document id in Strapi; null of a row that was refused. */
  id: documentId.nullable(),
  errors: z
    .array(
      z.strictObject({
        path: z.array(z.union([z.string(), z.int()])),
        code: z.enum(Object.values(FIELD_ERRORS).flat() as [string, ...string[]]),
        message: z.string(),
      }),
    )
    .optional(),
  /** Where the totals do not follow from the lines: both. */
  figures: z.strictObject({ given: figures, calculated: figures }).optional(),
});
export type SyncResult = z.output<typeof result>;

const response = z.strictObject({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** In the order of the rows that were sent. */
  rows: z.array(result),
});
export type SyncReport = z.output<typeof response>;

/** Rows are looked at one by one: one that is wrong refuses itself and no other. The document shows what each should be. */
const rowsOf = (row: z.ZodType) =>
  z.array(z.unknown().meta(z.toJSONSchema(row, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>)).max(SYNC_ROWS);

const common = { takes: 'raw', maxBody: SYNC_BODY, whilePortalOff: true, response } as const;

export const syncContract = resource('sync-rows', {
  customers: endpoint('PUT /sync/customers', {
    ...common,
    access: { kind: 'token', scope: 'sync.customers' },
    summary: 'Create and change up to 1,000 customers, found by the ids of another system. Sent again, it changes nothing.',
    body: z.strictObject({ rows: rowsOf(syncCustomer) }),
  }),
  contacts: endpoint('PUT /sync/contacts', {
    ...common,
    access: { kind: 'token', scope: 'sync.contacts' },
    summary: 'Create and change up to 1,000 contacts and whom they act for, found by the ids of another system.',
    body: z.strictObject({ rows: rowsOf(syncContact) }),
  }),
  projects: endpoint('PUT /sync/projects', {
    ...common,
    access: { kind: 'token', scope: 'sync.projects' },
    summary: 'Create and change up to 1,000 projects, found by the ids of another system.',
    body: z.strictObject({ rows: rowsOf(syncProject) }),
  }),
  'time-entries': endpoint('PUT /sync/time-entries', {
    ...common,
    access: { kind: 'token', scope: 'sync.time-entries' },
    summary: 'Create and change up to 1,000 time entries on projects. What the customer approved is refused to change.',
    body: z.strictObject({ rows: rowsOf(syncTimeEntry) }),
  }),
  payments: endpoint('PUT /sync/payments', {
    ...common,
    access: { kind: 'token', scope: 'sync.payments' },
    summary: 'Take in up to 1,000 payments that came elsewhere, each once, found by the ids of another system.',
    body: z.strictObject({ rows: rowsOf(syncPayment) }),
  }),
  documents: endpoint('PUT /sync/:type', {
    ...common,
    access: { kind: 'token', scope: 'sync.documents' },
    summary: 'Create and change up to 1,000 documents of a type, found by the ids of another system.',
    params: z.strictObject({ type: z.enum(DOCUMENT_TYPES) }),
    body: z.strictObject({
      rows: rowsOf(syncDocument),
      /** Keeps totals as they were sent, also where they do not follow from the lines. */
      trustTotals: z.boolean().optional(),
    }),
    errors: ['not-found'],
  }),
  pdf: endpoint('PUT /sync/:type/:externalId/pdf', {
    access: { kind: 'token', scope: 'sync.documents' },
    summary: 'Put a PDF made elsewhere in place of the one that is made here: its bytes are the body, of whatever content type.',
    params: z.strictObject({ type: z.enum(DOCUMENT_TYPES), externalId }),
    takes: 'raw',
    maxBody: FILE_MAX,
    whilePortalOff: true,
    response: z.strictObject({ externalId: z.string(), id: documentId, result: z.enum(['created', 'updated', 'unchanged']) }),
    errors: ['not-found'],
  }),
});
