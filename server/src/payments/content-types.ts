import {
  METHOD_KINDS,
  PAID_TYPES,
  PAYMENT_ATTENTIONS,
  PAYMENT_ENDINGS,
  PAYMENT_FAILURES,
  PAYMENT_ORIGINS,
  REFUND_STATES,
  SAVED_METHOD_STATES,
} from '../../../plugin/payments/kinds';
import { PAYMENT_STATES } from '../../../plugin/rules/payments/states';
import { belongsTo, contentType, liveTable, type Attribute } from '../platform/content-type';
import { UID } from '../platform/uid';

/** Minor units of the currency beside it (cents): more than 32 bits hold. */
const amount: Attribute = { type: 'biginteger', required: true, column: { notNullable: true } };
const currency: Attribute = { type: 'string', required: true, minLength: 3, maxLength: 3 };
/** The database keeps no more than 255 characters of a string: what may be longer is a text. */
const text = (maxLength: number, more: object = {}): Attribute => ({ type: maxLength > 255 ? 'text' : 'string', maxLength, ...more });
const documentId = (more: object = {}): Attribute => text(64, more);
const choice = (values: readonly string[], more: object = {}): Attribute => ({ type: 'enumeration', enum: [...values], ...more });

/** Money that a customer pays: what was asked for, and what has become of it. Its document id is what providers know it by. */
export const paymentType = contentType({
  singularName: 'payment',
  attributes: {
    customer: belongsTo(UID.customer),
    /** Document id of the contact who began it, and row number of the link by which it was begun. */
    contact: documentId(),
    link: { type: 'integer' },
    origin: choice(PAYMENT_ORIGINS, { required: true }),
    /** The address of the editor who recorded it. */
    actor: text(255),
    /** The key of the configuration; `transfer` for what the customer tells its bank, `manual` for what editors record. */
    provider: text(32, { required: true }),
    /** What the provider calls it. */
    providerPayment: text(191),
    /** What stands in a transfer. */
    reference: text(35),
    description: text(200),
    currency,
    amount,
    refunded: { ...amount, default: '0' },
    state: choice(PAYMENT_STATES, { required: true }),
    attention: choice(PAYMENT_ATTENTIONS),
    failure: choice(PAYMENT_FAILURES),
    failureMessage: text(500),
    /** Of its receipt, and the calendar date of the organisation's on which it succeeded. */
    number: text(40),
    date: { type: 'date' },
    /** What it was paid with (`MethodFace` of config/payment-provider.ts), with the number of its shape. */
    method: { type: 'json' },
    /** What the customer chose of what the provider offers. */
    chosen: choice(METHOD_KINDS),
    /** Whether what it is paid with is kept, and the method that it was paid with. */
    save: { type: 'boolean', default: false },
    savedMethod: documentId(),
    /** What the customer does next, sealed: it opens the provider's page. */
    next: { type: 'text', private: true },
    nextExpiresAt: { type: 'datetime' },
    /** When the provider is asked next, how often it was, and when last. */
    askAt: { type: 'datetime' },
    asked: { type: 'integer', default: 0 },
    askedAt: { type: 'datetime' },
    /** Where the team's application has its customer come back to. */
    returnTo: { type: 'text' },
    begunAt: { type: 'datetime', required: true },
    settledAt: { type: 'datetime' },
  },
  indexes: [
    { columns: ['provider', 'provider_payment'], unique: true },
    { columns: ['number'], unique: true },
    { columns: ['reference'], unique: true },
    { columns: ['customer_id', 'begun_at'] },
    { columns: ['state', 'begun_at'] },
    { columns: ['state', 'settled_at'] },
    { columns: ['attention'] },
    { columns: ['ask_at'] },
    { columns: ['begun_at'] },
  ],
});

/** What of a payment is meant for a document. */
export const paymentPartType = contentType({
  singularName: 'payment-part',
  attributes: {
    payment: documentId({ required: true }),
    position: { type: 'integer', required: true },
    targetType: choice(PAID_TYPES, { required: true }),
    targetDocument: documentId({ required: true }),
    /** Of the document. */
    number: text(40),
    amount,
  },
  indexes: [{ columns: ['payment', 'position'], unique: true }, { columns: ['target_document'] }],
});

/** The one payment that an invoice waits for, where the settings allow no second one. It goes when that one is settled. */
export const paymentLockType = liveTable({
  singularName: 'payment-lock',
  attributes: { document: documentId({ required: true }), payment: documentId({ required: true }) },
  indexes: [{ columns: ['document'], unique: true }, { columns: ['payment'] }],
});

/** What happened to a payment: written once, never changed. That of a webhook is claimed by its key first, and filled in within the same transaction. */
export const paymentEventType = contentType({
  singularName: 'payment-event',
  attributes: {
    payment: documentId(),
    at: { type: 'datetime' },
    /** `begun`, `verdict`, `webhook` (known for 60 days, of no payment), `refund`, `recorded`, `proof-added` … */
    kind: text(30),
    /** The state that it came to by this. */
    state: text(20),
    /** Why it was given up, where it came to that. */
    ended: choice(PAYMENT_ENDINGS),
    provider: text(32),
    /** The provider and its id of the event: what makes it be worked off once. */
    onceKey: text(255),
    /** Who did it; empty for the provider. */
    actor: text(255),
    /** In English, for editors: no personal data. */
    detail: text(500),
  },
  indexes: [{ columns: ['once_key'], unique: true }, { columns: ['payment', 'at'] }, { columns: ['provider', 'at'] }],
});

/** A file by which a customer shows that it has transferred the money: private, and the customer's. */
export const paymentProofType = contentType({
  singularName: 'payment-proof',
  attributes: {
    customer: belongsTo(UID.customer),
    payment: documentId({ required: true }),
    /** Document id of the contact who sent it, or row number of the link by which it was sent, and how they are called. */
    contact: documentId(),
    link: { type: 'integer' },
    by: text(255),
    name: text(200, { required: true }),
    mime: text(100, { required: true }),
    /** Bytes. */
    size: { type: 'integer', required: true },
    key: text(60, { required: true }),
    sha256: text(64, { required: true }),
    addedAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['payment'] }, { columns: ['link'] }, { columns: ['customer_id', 'size'] }],
});

/** What of a payment was given back. */
export const paymentRefundType = contentType({
  singularName: 'payment-refund',
  attributes: {
    customer: belongsTo(UID.customer),
    payment: documentId({ required: true }),
    currency,
    amount,
    state: choice(REFUND_STATES, { required: true }),
    /** By the provider, as the customer's credit, or elsewhere by the team. */
    to: choice(['provider', 'credit', 'elsewhere'], { required: true }),
    providerRefund: text(191),
    note: text(200),
    failure: text(500),
    actor: text(255),
    at: { type: 'datetime', required: true },
    askAt: { type: 'datetime' },
    asked: { type: 'integer', default: 0 },
  },
  indexes: [{ columns: ['payment'] }, { columns: ['ask_at'] }, { columns: ['customer_id', 'at'] }],
});

/** A method that a customer keeps with a provider: what stands for it, never a number. */
export const paymentMethodType = contentType({
  singularName: 'payment-method',
  attributes: {
    customer: belongsTo(UID.customer),
    contact: documentId(),
    provider: text(32, { required: true }),
    /** What the provider calls it; and while it is being added, what it calls that. */
    reference: text(191),
    setUp: text(191),
    /** What the provider calls the customer. */
    account: text(191),
    kind: choice(METHOD_KINDS),
    brand: text(60),
    last4: text(4),
    expiryYear: { type: 'integer' },
    expiryMonth: { type: 'integer' },
    state: choice(SAVED_METHOD_STATES, { required: true }),
    /** Row number of the customer whose default it is: each has one at most. */
    defaultOf: { type: 'integer' },
    next: { type: 'text', private: true },
    /** When its customer was told that it ends. */
    toldAt: { type: 'datetime' },
    removedAt: { type: 'datetime' },
    askAt: { type: 'datetime' },
    asked: { type: 'integer', default: 0 },
  },
  indexes: [
    { columns: ['provider', 'reference'], unique: true },
    { columns: ['default_of'], unique: true },
    { columns: ['customer_id', 'state'] },
    { columns: ['expiry_year', 'expiry_month'] },
    { columns: ['ask_at'] },
  ],
});

/** What a provider calls a customer of ours. */
export const paymentAccountType = contentType({
  singularName: 'payment-account',
  attributes: {
    customer: belongsTo(UID.customer),
    provider: text(32, { required: true }),
    account: text(191, { required: true }),
  },
  indexes: [{ columns: ['customer_id', 'provider'], unique: true }],
});

/**
 * Reminders that were sent, each once: `<document id>:<which>`; and days whose reminders are all sent. It goes with an
 * export: nobody is reminded once more of what the copy of a deployment still knows.
 */
export const invoiceReminderType = contentType({
  singularName: 'invoice-reminder',
  attributes: { key: { type: 'string', required: true, maxLength: 80, unique: true } },
  indexes: [{ columns: ['key'], unique: true }, { columns: ['created_at'] }],
});
