/**
 * States of documents. What a document is (draft, open, void …) is kept and changes by the table here; what was paid of
 * it follows from amounts, and overdue, expired and viewed from dates: none of these is kept. Pure; dates are calendar
 * dates (`2026-11-30`) in the organisation's time zone.
 */

/** Types of documents, and from which state to which they may go. What is issued does not change: it is voided or credited. */
const TRANSITIONS = {
  invoice: { draft: ['open'], open: ['void'], void: [] },
  'retainer-invoice': { draft: ['open'], open: ['void'], void: [] },
  quote: {
    draft: ['sent'],
    sent: ['accepted', 'declined', 'void'],
    accepted: ['invoiced', 'void'],
    declined: ['void'],
    invoiced: [],
    void: [],
  },
  'sales-order': { draft: ['confirmed'], confirmed: ['closed', 'void'], closed: [], void: [] },
  'credit-note': { draft: ['open'], open: ['closed', 'void'], closed: [], void: [] },
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

/** What settles a document, in minor units: payments, and amounts of credit notes put on it. Of a credit note: refunds, and its allocations. */
export interface Settlement {
  gross: number;
  paid: readonly number[];
  credited: readonly number[];
}

export type PaymentState = 'unpaid' | 'partly-paid' | 'paid';

/** What is left to pay, or of a credit note to use; below 0 where too much was paid. Exact as far as its parts are. */
export const balanceOf = ({ gross, paid, credited }: Settlement): number =>
  Number([...paid, ...credited].reduce((left, amount) => left - BigInt(amount), BigInt(gross)));

/** A document of nothing is paid; a credit counts as a payment does, so that nobody is asked for what was credited. */
export function paymentStateOf(settlement: Settlement): PaymentState {
  const left = balanceOf(settlement);
  const sign = settlement.gross < 0 ? -1 : 1;
  if (left * sign <= 0) return 'paid';
  return left * sign < settlement.gross * sign ? 'partly-paid' : 'unpaid';
}

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

/**
 * Whether the customer has looked at it since it was last sent. Both are instants (ISO 8601, UTC) that the server took:
 * an editor's look has none.
 */
export const isViewed = (document: { state: DocumentState; sentAt: string | null; viewedAt: string | null }): boolean =>
  isIssued(document.state) && document.viewedAt !== null && (document.sentAt === null || document.viewedAt >= document.sentAt);
