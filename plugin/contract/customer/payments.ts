import { z } from 'zod';
import {
  METHOD_KINDS,
  PAID_TYPES,
  PAYMENT_ENDINGS,
  PAYMENT_FAILURES,
  PAYMENT_PARTS_MAX,
  REFUND_STATES,
  SAVED_METHOD_STATES,
} from '../../payments/kinds';
import { PROOF_TYPES } from '../../payments/limits';
import { PAYMENT_STATES } from '../../rules/payments/states';
import { endpoint, resource } from '../endpoint';
import { count, documentId, instant } from '../schemas';

/** Minor units of the currency beside it (cents). */
const amount = z.int();
const date = z.iso.date();
const currency = z.string().regex(/^[A-Z]{3}$/u);
/** A provider by the key that the configuration gives it. */
export const providerKey = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/u);

/** What stands for a method: never a number. */
export const methodFace = z.strictObject({
  kind: z.enum(METHOD_KINDS),
  brand: z.string(),
  last4: z.string(),
  expires: z.strictObject({ year: z.int(), month: z.int() }).nullable(),
});
export type ShownMethod = z.output<typeof methodFace>;

/** A document that a payment is for. `id` is null where the customer does not see such documents. */
const paidDocument = z.strictObject({
  type: z.enum(PAID_TYPES),
  id: documentId.nullable(),
  number: z.string(),
  /** What of the payment was meant for it, and what is on it now. */
  amount,
  applied: amount,
});

export const paymentRow = z.strictObject({
  id: documentId,
  /** Of its receipt; empty as long as there is none. */
  number: z.string(),
  state: z.enum(PAYMENT_STATES),
  /** When it was begun, and on which day of the organisation's it succeeded. */
  at: instant,
  date: date.nullable(),
  currency,
  amount,
  refunded: amount,
  method: methodFace.nullable(),
  documents: z.array(z.string()),
});
export type PaymentRow = z.output<typeof paymentRow>;

/** What the customer does next, of a payment that waits for it. */
export const nextStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('redirect'), url: z.string() }),
  /** On a page of ours, which the browser goes to; a link's holder posts the link's token there, as `link`. */
  z.strictObject({ kind: z.literal('embedded'), url: z.string() }),
  z.strictObject({
    kind: z.literal('instructions'),
    lines: z.array(z.strictObject({ label: z.string(), value: z.string(), copy: z.boolean() })),
    /** What a QR code holds; null for none. */
    qr: z.string().nullable(),
    /** Whether the customer has said that it has paid. */
    told: z.boolean(),
  }),
]);
export type NextStep = z.output<typeof nextStep>;

/** A file that shows that a transfer was made. */
export const paymentProof = z.strictObject({
  id: documentId,
  name: z.string(),
  mime: z.enum(PROOF_TYPES),
  /** Bytes. */
  size: z.int(),
  addedAt: instant,
  /** Whether whoever looks may remove it: its own, as long as the transfer is not confirmed. */
  mayRemove: z.boolean(),
});
export type PaymentProof = z.output<typeof paymentProof>;

export const paymentDetail = z.strictObject({
  ...paymentRow.shape,
  parts: z.array(paidDocument),
  /** What of it is on no document: the customer's credit. */
  credited: amount,
  refunds: z.array(z.strictObject({ id: documentId, at: instant, amount, state: z.enum(REFUND_STATES), toCredit: z.boolean() })),
  failure: z.enum(PAYMENT_FAILURES).nullable(),
  /** Why it was given up, of one that was; null where that is not known. */
  ended: z.enum(PAYMENT_ENDINGS).nullable(),
  /** A provider that takes days. */
  slow: z.boolean(),
  /** Null for a payment that waits for nobody, or for another contact. */
  next: nextStep.nullable(),
  mayCancel: z.boolean(),
  /** Proofs of a transfer, and what more is taken; null of other payments. */
  proofs: z
    .strictObject({
      rows: z.array(paymentProof),
      mayAdd: z.boolean(),
      /** Files that are kept of one payment, and bytes of the largest that is taken. */
      most: z.int(),
      fileBytes: z.int(),
    })
    .nullable(),
  /** Where the team's application has its customer come back to; null where it says nothing, or to others. */
  returnTo: z.strictObject({ host: z.string(), url: z.string() }).nullable(),
});
export type PaymentDetail = z.output<typeof paymentDetail>;

/** What a payment page asks about: documents, or all that is due in a currency; without payments of several at once, what is due first. */
const asked = z
  .strictObject({
    documents: z
      .array(z.strictObject({ type: z.enum(PAID_TYPES), id: documentId }))
      .min(1)
      .max(PAYMENT_PARTS_MAX)
      .optional(),
    everything: currency.optional(),
    /** Documents as a link of the team's own code names them. */
    choice: z
      .string()
      .max(8000)
      .regex(/^[\w-]+\.[\w-]+$/u)
      .optional(),
  })
  .refine(
    (asked) => Object.values(asked).filter((one) => one !== undefined).length === 1,
    'names either documents, a currency or a choice',
  );

/** What a provider offers for an amount in a currency. */
export const paymentWay = z.strictObject({
  provider: providerKey,
  methods: z.array(z.enum(METHOD_KINDS)),
  flow: z.enum(['redirect', 'embedded', 'instructions']),
  slow: z.boolean(),
  saves: z.boolean(),
  least: amount,
  most: amount.nullable(),
});
export type PaymentWay = z.output<typeof paymentWay>;

export const savedMethod = z.strictObject({
  id: documentId,
  ...methodFace.shape,
  provider: providerKey,
  state: z.enum(SAVED_METHOD_STATES),
  isDefault: z.boolean(),
  /** It ends within two months. */
  expiresSoon: z.boolean(),
});
export type ShownSavedMethod = z.output<typeof savedMethod>;

/** What is to be paid, how, and within what. */
export const paymentOptions = z.strictObject({
  currency,
  /** Oldest first. */
  documents: z.array(
    z.strictObject({
      type: z.enum(PAID_TYPES),
      id: documentId,
      number: z.string(),
      issueDate: date,
      dueDate: date.nullable(),
      gross: amount,
      left: amount,
      /** Least that is taken of it, where less than what is left may be paid; null where it may not. */
      least: amount.nullable(),
      /** A payment of it that is not settled yet, and since when. With duplicates prevented there is no second one. */
      pending: z.strictObject({ id: documentId.nullable(), since: instant, amount }).nullable(),
    }),
  ),
  /** More is due in this currency than one payment takes. */
  more: z.boolean(),
  /** Credit of the customer's in this currency. */
  credit: amount,
  ways: z.array(paymentWay),
  saved: z.array(savedMethod),
  /** How "use this for future payments" stands at first; null where nothing is saved. */
  saveByDefault: z.boolean().nullable(),
  /** A second payment is refused while one is pending; else it is warned of. */
  preventsDuplicates: z.boolean(),
});
export type PaymentOptions = z.output<typeof paymentOptions>;

const parts = z
  .array(
    z.strictObject({
      type: z.enum(PAID_TYPES),
      document: documentId,
      amount: amount.min(1),
      /** What was left of it when the customer decided: with another amount by then, nothing is done. */
      left: amount.min(1),
    }),
  )
  .min(1)
  .max(PAYMENT_PARTS_MAX);

/** What is paid, and with what. The amount is the sum of its parts, which the server holds to what is left. */
const begun = z.strictObject({
  currency,
  parts,
  with: z.union([
    z.strictObject({ provider: providerKey, method: z.enum(METHOD_KINDS).optional(), save: z.boolean() }),
    z.strictObject({ saved: documentId }),
  ]),
});
export type BegunPayment = z.output<typeof begun>;

const reads = { access: { kind: 'signed-in' }, right: 'payments.read' } as const;
const writes = { access: { kind: 'signed-in' }, right: 'payments.write' } as const;
const pays = { ...writes, preference: 'onlinePayments', idempotent: 'resumed' } as const;
const params = z.strictObject({ payment: documentId });
export const PAYMENTS_PAGE = 25;

export const paymentsContract = resource('payments', {
  find: endpoint('GET /payments', {
    ...reads,
    summary: "The customer's payments, the newest first, in pages.",
    query: z.strictObject({ page: count(100_000).optional() }),
    response: z.strictObject({
      rows: z.array(paymentRow),
      page: z.int(),
      pageSize: z.int(),
      total: z.int(),
      credits: z.array(z.strictObject({ currency, amount })),
    }),
  }),
  findOne: endpoint('GET /payments/:payment', {
    ...reads,
    summary: 'A payment as it is now: one that is not settled is asked about first, every few seconds at most.',
    params,
    response: paymentDetail,
    errors: ['not-found'],
  }),
  receipt: endpoint('GET /payments/:payment/receipt', {
    ...reads,
    summary: 'The receipt of a payment that succeeded, as a PDF.',
    params,
    query: z.strictObject({ as: z.enum(['inline', 'attachment']).optional() }),
    answers: { kind: 'file', as: 'inline' },
    errors: ['not-found', 'pdf-failed', 'too-many-requests'],
  }),
  options: endpoint('POST /payment-options', {
    ...writes,
    preference: 'onlinePayments',
    summary: 'What of documents is to be paid, and how it can be.',
    body: asked,
    response: paymentOptions,
    errors: ['not-found'],
  }),
  create: endpoint('POST /payments', {
    ...pays,
    summary: 'Begin a payment. What the customer does next stands in the answer.',
    body: begun,
    response: paymentDetail,
    status: 201,
    errors: ['not-found', 'conflict', 'payment-pending', 'amount-changed', 'provider-unreachable', 'too-many-requests'],
    maxBody: 256 * 1024,
  }),
  cancel: endpoint('POST /payments/:payment/cancellation', {
    ...writes,
    summary: 'Give up a payment that waits for the customer. It may turn out to have succeeded.',
    params,
    response: paymentDetail,
    errors: ['not-found', 'conflict', 'provider-unreachable'],
  }),
  told: endpoint('POST /payments/:payment/transfer', {
    ...writes,
    summary: 'Say that a transfer was made. The team looks whether it has come.',
    params,
    response: paymentDetail,
    errors: ['not-found', 'conflict'],
  }),
  useCredit: endpoint('POST /credit-uses', {
    ...writes,
    idempotent: true,
    summary: "Put the customer's credit on documents: all that is asked for, or nothing.",
    body: z.strictObject({ currency, parts }),
    response: z.strictObject({ credit: amount, left: amount }),
    errors: ['not-found', 'conflict', 'payment-pending', 'amount-changed'],
    maxBody: 256 * 1024,
  }),
});
