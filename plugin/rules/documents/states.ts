/**
 * States of documents. What a document is (draft, open, void …) is kept and changes by the table here; whether it is paid
 * follows from amounts, and overdue and expired from dates: none of these is kept. Pure; dates are calendar
 * dates (`2026-11-30`) in the organisation's time zone.
 */

/**
 * Types of documents, and from which state to which they may go. What is issued does not change: it is voided or credited.
 * A credit note closes by itself with nothing left, and opens when something of it comes back.
 */
const TRANSITIONS = {
  invoice: { draft: ['open'], open: ['void'], void: [] },
  'retainer-invoice': { draft: ['open'], open: ['void'], void: [] },
  quote: {
    draft: ['sent'],
    sent: ['accepted', 'declined', 'invoiced', 'void'],
    accepted: ['invoiced', 'void'],
    declined: ['void'],
    invoiced: [],
    void: [],
  },
  'sales-order': { draft: ['confirmed'], confirmed: ['closed', 'void'], closed: [], void: [] },
  'credit-note': { draft: ['open'], open: ['closed', 'void'], closed: ['open'], void: [] },
} as const;

export type DocumentType = keyof typeof TRANSITIONS;
export type StateOf<T extends DocumentType> = keyof (typeof TRANSITIONS)[T] & string;
/** A state of any type. */
export type DocumentState = { [T in DocumentType]: StateOf<T> }[DocumentType];

export const DOCUMENT_TYPES = Object.keys(TRANSITIONS) as DocumentType[];

/** The states of a type; each begins as a draft. */
export const statesOf = <T extends DocumentType>(type: T): StateOf<T>[] => Object.keys(TRANSITIONS[type]) as StateOf<T>[];

/** Where a document may go from where it is; nowhere from a state that its type does not have. */
export function nextStates<T extends DocumentType>(type: T, from: StateOf<T>): readonly StateOf<T>[] {
  const table: Record<string, readonly string[]> = TRANSITIONS[type];
  return (Object.hasOwn(table, from) ? (table[from] ?? []) : []) as readonly StateOf<T>[];
}

export const mayBecome = <T extends DocumentType>(type: T, from: StateOf<T>, to: StateOf<T>): boolean =>
  nextStates(type, from).includes(to);

/** Drafts are the editors' alone; everything else has a number and is seen by customers. */
export const isIssued = (state: DocumentState): boolean => state !== 'draft';

/** What is left to pay, or of a credit note to use: without what was put on it, put elsewhere or paid out. Minor units. */
export const balanceOf = (gross: number, settled: readonly number[]): number => settled.reduce((left, amount) => left - amount, gross);

/** Whether `date` is over; ISO's dates stand in the order of their text. */
const isOver = (date: string | null, today: string): boolean => date !== null && date < today;

/** Something is left to pay of an open invoice, and its due date is over. On the day itself it is not. */
export const isOverdue = (invoice: { state: DocumentState; dueOn: string | null; balance: number }, today: string): boolean =>
  invoice.state === 'open' && invoice.balance > 0 && isOver(invoice.dueOn, today);

/** A quote that waits for an answer, and its last day is over. An answered one does not expire. */
export const isExpired = (quote: { state: DocumentState; expiresOn: string | null }, today: string): boolean =>
  quote.state === 'sent' && isOver(quote.expiresOn, today);

/** Whether the customer may accept or decline: a quote that waits, up to and on its last day. */
export const awaitsAnswer = (quote: { state: DocumentState; expiresOn: string | null }, today: string): boolean =>
  quote.state === 'sent' && !isExpired(quote, today);
