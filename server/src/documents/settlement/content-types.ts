import { belongsTo, contentType, type Attribute } from '../../platform/content-type';
import { UID } from '../../platform/uid';

/**
 * What settles a document: a credit note of the customer's, a payment, the customer's credit, what the team gave up, or
 * what happened outside, as the team's own system says.
 */
export const ALLOCATION_SOURCES = ['credit-note', 'outside', 'payment', 'credit', 'write-off'] as const;
/** Documents that something is put on. Of a credit note it is what was used elsewhere. */
export const ALLOCATION_TARGETS = ['invoice', 'retainer-invoice', 'credit-note'] as const;

/** Minor units of the currency beside it (cents): more than 32 bits hold. */
const amount: Attribute = { type: 'biginteger', required: true, column: { notNullable: true } };
const documentId = (more: object = {}): Attribute => ({ type: 'string', maxLength: 64, ...more });
const text = (maxLength: number): Attribute => ({ type: 'string', maxLength });
const currency: Attribute = { type: 'string', required: true, minLength: 3, maxLength: 3 };

/**
 * An amount that was put on a document, from a credit note or from outside. Rows are never changed and never removed,
 * but for being taken back once: what a document was on a date can be told at any time.
 */
export const allocationType = contentType({
  singularName: 'allocation',
  attributes: {
    customer: belongsTo(UID.customer),
    /** Calendar date in the organisation's zone, as of which it counts. */
    date: { type: 'date', required: true },
    currency,
    amount,
    sourceType: { type: 'enumeration', enum: [...ALLOCATION_SOURCES], required: true },
    /** Document id of the credit note or of the payment; null for what came from elsewhere. */
    sourceDocument: documentId(),
    targetType: { type: 'enumeration', enum: [...ALLOCATION_TARGETS], required: true },
    targetDocument: documentId({ required: true }),
    /** The address of the editor who did it; empty for the team's own system. */
    actor: text(255),
    reference: text(100),
    /** When it was taken back, and the date of that. */
    releasedAt: { type: 'datetime' },
    releasedOn: { type: 'date' },
  },
  indexes: [
    { columns: ['source_document'] },
    { columns: ['target_document'] },
    { columns: ['customer_id', 'date'] },
    { columns: ['customer_id', 'released_on'] },
  ],
});

/** What of a credit note was paid out to the customer. */
export const refundType = contentType({
  singularName: 'refund',
  attributes: {
    customer: belongsTo(UID.customer),
    creditNote: documentId({ required: true }),
    date: { type: 'date', required: true },
    currency,
    amount,
    reference: text(100),
    actor: text(255),
  },
  indexes: [{ columns: ['credit_note'] }, { columns: ['customer_id', 'date'] }],
});

/** Why a customer's credit rose or fell. */
export const CREDIT_KINDS = [
  /** More came with a payment than was left to pay. */
  'over-payment',
  /** What was on a document, by a payment or by credit, was taken from it. */
  'released',
  /** It was put on a document. */
  'used',
  /** It was paid out. */
  'refunded',
] as const;

/** A change of a customer's credit. Rows are never changed and never removed: the credit is their sum. */
export const creditEntryType = contentType({
  singularName: 'credit-entry',
  pluralName: 'credit-entries',
  attributes: {
    customer: belongsTo(UID.customer),
    date: { type: 'date', required: true },
    currency,
    /** Above 0 where it rose. */
    amount,
    kind: { type: 'enumeration', enum: [...CREDIT_KINDS], required: true },
    /** Document id of the payment that it came from, or of the allocation that it went to or came back from. */
    payment: documentId(),
    allocation: documentId(),
    /** Number of the payment's receipt, or of the document. */
    reference: text(100),
    actor: text(255),
  },
  indexes: [{ columns: ['customer_id', 'date'] }, { columns: ['payment'] }],
});

/** What a customer has for later documents, in one currency: the sum of its entries, which it changes together with. */
export const customerCreditType = contentType({
  singularName: 'customer-credit',
  attributes: {
    customer: belongsTo(UID.customer),
    currency,
    amount,
  },
  indexes: [{ columns: ['customer_id', 'currency'], unique: true }],
});
