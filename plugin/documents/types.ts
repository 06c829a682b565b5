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

export { DOCUMENT_TYPES, type DocumentType };
