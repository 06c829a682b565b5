import { DOCUMENT_TYPES, nextStates, statesOf, type DocumentType } from '../rules/documents/states';

/** The kinds of document that an organisation sends its customers, and what tells one from another besides its states. */

/**
 * - `until`: the calendar date that it carries: when it is to be paid, or until when it holds.
 * - `balance`: what the customer owes; of a credit note what is left to use.
 */
interface TypeFacts {
  readonly until: 'due' | 'expiry' | null;
  readonly balance: 'owed' | 'credit' | null;
}

export const DOCUMENT_FACTS: Readonly<Record<DocumentType, TypeFacts>> = {
  invoice: { until: 'due', balance: 'owed' },
  quote: { until: 'expiry', balance: null },
  'retainer-invoice': { until: 'due', balance: 'owed' },
  'sales-order': { until: null, balance: null },
  'credit-note': { until: null, balance: 'credit' },
};

const each = <T>(of: (type: DocumentType) => T): Readonly<Record<DocumentType, T>> =>
  Object.fromEntries(DOCUMENT_TYPES.map((type) => [type, of(type)])) as Record<DocumentType, T>;

/** The state that a draft has once it is issued. */
export const ISSUED = each((type): string => nextStates(type, 'draft')[0] ?? '');

/** States of an issued document that nothing is waited for in. */
export const CLOSED = each((type): string[] => statesOf(type).filter((state) => state !== 'draft' && state !== ISSUED[type]));

/** Types that become invoices, and in which states. */
export const INVOICED_FROM = { quote: ['sent', 'accepted'], 'sales-order': ['confirmed'] } as const satisfies Partial<
  Record<DocumentType, readonly string[]>
>;
export type InvoiceSource = keyof typeof INVOICED_FROM;
export const INVOICE_SOURCES = Object.keys(INVOICED_FROM) as InvoiceSource[];

/** Types of which something is left: to pay, or of a credit note to use. */
export const SETTLED_TYPES = ['invoice', 'retainer-invoice', 'credit-note'] as const satisfies readonly DocumentType[];
export type SettledType = (typeof SETTLED_TYPES)[number];

/** Types that may be opened by a public link. */
export const LINKED_TYPES = ['invoice', 'quote', 'retainer-invoice'] as const satisfies readonly DocumentType[];
export type LinkedType = (typeof LINKED_TYPES)[number];

export { DOCUMENT_TYPES, type DocumentType };
