import { z } from 'zod';
import {
  METHOD_KINDS,
  PAID_TYPES,
  PAYMENT_ATTENTIONS,
  PAYMENT_ENDINGS,
  PAYMENT_FAILURES,
  PAYMENT_ORIGINS,
  PAYMENT_PARTS_MAX,
  REFUND_STATES,
} from '../../payments/kinds';
import { STATEMENT_BYTES_MAX, STATEMENT_ROWS_MAX } from '../../payments/limits';
import { permission } from '../../permissions';
import { PAYMENT_STATES } from '../../rules/payments/states';
import { methodFace, paymentProof, providerKey } from '../customer/payments';
import { endpoint, resource } from '../endpoint';
import { count, documentId, instant, line } from '../schemas';

/** Minor units of the currency beside it. */
const amount = z.int();
const date = z.iso.date();
const sees = { kind: 'editor', permission: permission('payments.read') } as const;
const records = { kind: 'editor', permission: permission('payments.record') } as const;
const refunds = { kind: 'editor', permission: permission('payments.refund') } as const;
const params = z.strictObject({ payment: documentId });

const row = z.strictObject({
  id: documentId,
  number: z.string(),
  state: z.enum(PAYMENT_STATES),
  attention: z.enum(PAYMENT_ATTENTIONS).nullable(),
  at: instant,
  date: date.nullable(),
  currency: z.string(),
  amount,
  refunded: amount,
  provider: z.string(),
  method: methodFace.nullable(),
  origin: z.enum(PAYMENT_ORIGINS),
  customer: z.strictObject({ id: documentId, name: z.string() }).nullable(),
  documents: z.array(z.string()),
  /** Files by which the customer shows that it has transferred the money. */
  proofs: z.int(),
});
export type EditorPaymentRow = z.output<typeof row>;

const { mayRemove: _, ...proofShape } = paymentProof.shape;
const proof = z.strictObject({
  ...proofShape,
  /** Who sent it: a contact's name, or what is known of the holder of a link. */
  by: z.string(),
});
export type EditorPaymentProof = z.output<typeof proof>;

const detail = z.strictObject({
  ...row.shape,
  proofs: z.array(proof),
  /** What the provider calls it, and what stands in a transfer. */
  providerPayment: z.string(),
  reference: z.string(),
  failure: z.strictObject({ code: z.enum(PAYMENT_FAILURES), message: z.string() }).nullable(),
  /** Why it was given up, of one that was; null where that is not known. */
  ended: z.enum(PAYMENT_ENDINGS).nullable(),
  parts: z.array(z.strictObject({ type: z.enum(PAID_TYPES), id: documentId, number: z.string(), amount, applied: amount })),
  credited: amount,
  refunds: z.array(
    z.strictObject({
      id: documentId,
      at: instant,
      amount,
      state: z.enum(REFUND_STATES),
      toCredit: z.boolean(),
      by: z.string(),
      note: z.string(),
    }),
  ),
  events: z.array(
    z.strictObject({
      at: instant,
      kind: z.string(),
      state: z.string(),
      ended: z.enum(PAYMENT_ENDINGS).nullable(),
      by: z.string(),
      detail: z.string(),
    }),
  ),
  may: z.strictObject({
    ask: z.boolean(),
    cancel: z.boolean(),
    confirm: z.boolean(),
    /** How its provider gives money back; `elsewhere`: not by itself, so it becomes credit, or the team does so and notes it. */
    refund: z.enum(['none', 'elsewhere', 'full', 'part']),
  }),
});
export type EditorPayment = z.output<typeof detail>;

const provider = z.strictObject({
  key: providerKey,
  /** Which kind of provider the configuration names: `stripe`, `sandbox`, `own` … */
  kind: z.string(),
  mode: z.enum(['live', 'test']).nullable(),
  ok: z.boolean().nullable(),
  message: z.string(),
  testedAt: instant.nullable(),
  methods: z.array(z.enum(METHOD_KINDS)),
  currencies: z.array(z.string()).nullable(),
  saves: z.boolean(),
  refunds: z.enum(['none', 'full', 'part']),
  /** Null for one that sends none. */
  webhook: z.strictObject({ url: z.string(), lastReceivedAt: instant.nullable() }).nullable(),
});
export type EditorProvider = z.output<typeof provider>;

const PAGE = 25;
export const EDITOR_PAYMENTS_PAGE = PAGE;

export const editorPaymentsContract = resource('editor-payments', {
  find: endpoint('GET /payments', {
    access: sees,
    summary: 'Payments of the customers that the role reads, the newest first.',
    query: z.strictObject({
      page: count(100_000).optional(),
      state: z.enum(PAYMENT_STATES).optional(),
      attention: z.enum(['true']).optional(),
      customer: documentId.optional(),
      q: z.string().trim().max(100).optional(),
    }),
    response: z.strictObject({ rows: z.array(row), page: z.int(), pageSize: z.int(), total: z.int(), attention: z.int() }),
  }),
  findOne: endpoint('GET /payments/:payment', {
    access: sees,
    summary: 'A payment with what happened to it.',
    params,
    response: detail,
    errors: ['not-found'],
  }),
  proof: endpoint('GET /payments/:payment/proofs/:proof', {
    access: sees,
    summary: 'Download a file by which the customer shows that it has transferred the money.',
    params: z.strictObject({ ...params.shape, proof: documentId }),
    answers: { kind: 'file' },
    errors: ['not-found'],
  }),
  ask: endpoint('POST /payments/:payment/retrieval', {
    access: records,
    summary: 'Ask the provider what has become of a payment.',
    params,
    response: detail,
    errors: ['not-found', 'provider-unreachable'],
  }),
  cancel: endpoint('POST /payments/:payment/cancellation', {
    access: records,
    summary: 'Give up a payment that waits for its customer.',
    params,
    response: detail,
    errors: ['not-found', 'conflict', 'provider-unreachable'],
  }),
  confirm: endpoint('POST /payments/:payment/confirmation', {
    access: records,
    summary: 'Say that a transfer has come, and how much it was.',
    params,
    body: z.strictObject({ amount: amount.min(1), date, reference: line(100) }),
    response: detail,
    errors: ['not-found', 'conflict'],
  }),
  settle: endpoint('POST /payments/:payment/attention', {
    access: records,
    summary: 'Note that somebody has looked at what needed attention.',
    params,
    body: z.strictObject({ attention: z.enum(PAYMENT_ATTENTIONS) }),
    response: detail,
    errors: ['not-found', 'conflict'],
  }),
  record: endpoint('POST /payments', {
    access: records,
    summary: 'Record a payment that came outside: on documents of one customer, what is over becomes credit.',
    body: z.strictObject({
      customer: documentId,
      currency: z.string().regex(/^[A-Z]{3}$/u),
      amount: amount.min(1),
      date,
      kind: z.enum(METHOD_KINDS),
      reference: line(100),
      parts: z
        .array(z.strictObject({ type: z.enum(PAID_TYPES), document: documentId, amount: amount.min(1), left: amount }))
        .min(1)
        .max(PAYMENT_PARTS_MAX),
      /** Says that it is meant, where a payment of one of them is pending. */
      despitePending: z.boolean().optional(),
    }),
    response: detail,
    status: 201,
    errors: ['not-found', 'not-allowed', 'conflict', 'payment-pending', 'amount-changed'],
    maxBody: 256 * 1024,
  }),
  refund: endpoint('POST /payments/:payment/refunds', {
    access: refunds,
    summary: 'Give back all or some of a payment: by its provider, as credit, or noting that it was done elsewhere.',
    params,
    body: z.strictObject({
      /** What of it had been given back when the editor decided, and how many refunds there were. */
      refunded: amount.min(0),
      made: z.int().min(0),
      amount: amount.min(1),
      to: z.enum(['provider', 'credit', 'elsewhere']),
      note: line(200),
    }),
    response: detail,
    status: 201,
    errors: ['not-found', 'not-allowed', 'conflict', 'provider-unreachable'],
  }),
  writeOff: endpoint('POST /documents/:type/:document/write-off', {
    access: records,
    summary: 'Give up what is left of an invoice: nothing is owed any more.',
    params: z.strictObject({ type: z.enum(PAID_TYPES), document: documentId }),
    body: z.strictObject({ left: amount.min(1), reason: line(200).min(1) }),
    response: z.strictObject({ left: amount }),
    errors: ['not-found', 'not-allowed', 'conflict', 'payment-pending', 'amount-changed'],
  }),
  applyCredit: endpoint('POST /documents/:type/:document/credit', {
    access: records,
    summary: "Put credit of the customer's on an invoice.",
    params: z.strictObject({ type: z.enum(PAID_TYPES), document: documentId }),
    body: z.strictObject({ left: amount.min(1), amount: amount.min(1) }),
    response: z.strictObject({ left: amount, credit: amount }),
    errors: ['not-found', 'not-allowed', 'conflict', 'amount-changed'],
  }),
  forDocument: endpoint('GET /documents/:type/:document/payments', {
    access: sees,
    summary: 'Payments of a document, and credit of its customer in its currency.',
    params: z.strictObject({ type: z.enum(PAID_TYPES), document: documentId }),
    response: z.strictObject({
      currency: z.string(),
      left: amount,
      /** Null, and without credit and payments, where the role does not read the customer. */
      customer: z.strictObject({ id: documentId, name: z.string() }).nullable(),
      credit: amount,
      rows: z.array(row),
    }),
    errors: ['not-found'],
  }),
});

export const paymentProvidersContract = resource('payment-providers', {
  find: endpoint('GET /payment-providers', {
    access: { kind: 'editor', permission: permission('settings.payments.read') },
    summary: 'The payment providers that the configuration names, and how they are.',
    response: z.strictObject({ rows: z.array(provider) }),
  }),
  test: endpoint('POST /payment-providers/:provider/test', {
    access: { kind: 'editor', permission: permission('settings.payments.update') },
    summary: "Try a provider's keys.",
    params: z.strictObject({ provider: providerKey }),
    response: provider,
    errors: ['not-found', 'too-many-requests'],
  }),
});

/** What of a bank's statement belongs to what. */
const matched = z.strictObject({
  line: z.int(),
  date,
  amount,
  currency: z.string(),
  /** Who paid, and what it says. */
  from: z.string(),
  text: z.string(),
  /** What the bank calls it: one line is taken in once. */
  bankReference: z.string(),
  outcome: z.enum(['matched', 'taken-before', 'amount-differs', 'no-match', 'outgoing']),
  payment: z.strictObject({ id: documentId, reference: z.string(), amount, customer: z.string() }).nullable(),
});
export type StatementLine = z.output<typeof matched>;

export const bankStatementsContract = resource('bank-statements', {
  read: endpoint('POST /bank-statements', {
    access: records,
    summary: "Read a bank's statement (CAMT.053 or CSV) and look which of its lines are payments that are waited for. Changes nothing.",
    takes: 'file',
    response: z.strictObject({ rows: z.array(matched) }),
    errors: ['body-too-large', 'too-many-requests'],
    maxBody: STATEMENT_BYTES_MAX,
  }),
  apply: endpoint('POST /bank-statements/confirmations', {
    access: records,
    summary: 'Confirm payments by lines of a statement, each once: a line that was taken in before changes nothing.',
    body: z.strictObject({
      rows: z
        .array(z.strictObject({ payment: documentId, amount: amount.min(1), date, bankReference: line(200).min(1) }))
        .min(1)
        .max(STATEMENT_ROWS_MAX),
    }),
    response: z.strictObject({
      rows: z.array(z.strictObject({ payment: documentId, outcome: z.enum(['confirmed', 'taken-before', 'conflict', 'not-found']) })),
    }),
    maxBody: 512 * 1024,
  }),
});
