import { isDeepStrictEqual } from 'node:util';
import type { SyncDocument } from '../../../plugin/contract/customer/sync';
import { CLOSED, DOCUMENT_FACTS, type DocumentType } from '../../../plugin/documents/types';
import type { PreferenceValues } from '../../../plugin/preferences';
import { isIssued, nextStates, statesOf, type DocumentState, type StateOf } from '../../../plugin/rules/documents/states';
import { minorUnitsOf, SHIPMENT, type DocumentParty, type DocumentRow, type Stored64 } from '../documents';
import { figuresAfter, leftAfter } from './document-values';
import { refuseRow } from './report';

/** What a row of a document is looked at with. */
export interface Known {
  type: DocumentType;
  /** The document as it is, with its customer and contact; null for a new one. */
  before: DocumentRow | null;
  /** Row numbers of those that the row names; undefined where it names none. */
  customer: number | undefined;
  contact: number | null | undefined;
  buyer: DocumentParty | undefined;
  seller: DocumentParty;
  preferences: PreferenceValues;
  trustTotals: boolean;
  instant: Date;
}

type Values = Record<string, unknown>;

/** Taken from the row as they are, where it names them. */
const PLAIN = ['externalId', 'number', 'issueDate', 'language', 'reference', 'notes', 'terms', ...SHIPMENT] as const;

/** Of an issued document only these may differ: what happens to it, and who was addressed. */
const AFTER_ISSUE = new Set(['state', 'balance', 'closedAt', 'contact', ...SHIPMENT]);

const partyOf = ({ name, address = [], taxNumber = '', email = '' }: NonNullable<SyncDocument['seller']>): DocumentParty => ({
  name,
  address,
  taxNumber,
  email,
});

/** Whether a state follows from another by any number of steps: the other system tells of the last. */
function leadsTo<T extends DocumentType>(type: T, from: StateOf<T>, to: StateOf<T>): boolean {
  const reached = new Set([from]);
  for (const state of reached) for (const next of nextStates(type, state)) reached.add(next);
  return reached.has(to);
}

/** A credit note is closed when nothing is left of it, and not before; whether it is void is said. */
function stateWith(
  type: DocumentType,
  state: DocumentState,
  { said, gross, left }: { said?: string; gross: number; left?: number },
): DocumentState {
  if (type !== 'credit-note' || (state !== 'open' && state !== 'closed') || gross <= 0) return state;
  if (left !== 0 && said === 'closed') refuseRow(['state'], 'not-an-option', 'is of a credit note with nothing left');
  return left === 0 ? 'closed' : 'open';
}

/** @throws RowRefused for a state that the type does not have, or that does not follow from what it is */
function stateAfter({ type, before }: Known, { state }: SyncDocument): DocumentState {
  const from = (before?.state ?? 'draft') as DocumentState;
  if (state === undefined) return from;
  const to = statesOf(type).find((known) => known === state) as DocumentState | undefined;
  if (to === undefined) return refuseRow(['state'], 'not-an-option', `is none of ${statesOf(type).join(', ')}`);
  if (!leadsTo(type, from as StateOf<DocumentType>, to as StateOf<DocumentType>))
    refuseRow(['state'], 'not-an-option', `does not follow from ${from}`);
  return to;
}

/** All that the row makes of the document. */
function valuesAfter(row: SyncDocument, known: Known): Values & { state: DocumentState } {
  const { type, before, preferences, trustTotals, instant } = known;
  const told = stateAfter(known, row);
  const { totals, lines, currency, pricesIncludeTax, taxRounding } = figuresAfter(before, row, { preferences, trustTotals });
  const left = leftAfter(type, before, row, { gross: totals.gross, state: told });
  const state = stateWith(type, told, { said: row.state, gross: totals.gross, left });
  const untilDate =
    row.untilDate === undefined || DOCUMENT_FACTS[type].until
      ? row.untilDate
      : refuseRow(['untilDate'], 'unknown-key', 'is nothing that this type has');
  for (const name of SHIPMENT)
    if (row[name] !== undefined && type !== 'sales-order') refuseRow([name], 'unknown-key', 'is nothing that this type has');
  const becomes = isIssued(state) && !isIssued((before?.state ?? 'draft') as DocumentState);
  return {
    ...Object.fromEntries(PLAIN.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]]))),
    ...(untilDate !== undefined && { untilDate }),
    ...(known.customer !== undefined && { customer: known.customer }),
    ...(known.contact !== undefined && { contact: known.contact }),
    state,
    currency,
    pricesIncludeTax,
    taxRounding,
    lines,
    totals,
    net: String(totals.net),
    tax: String(totals.tax),
    gross: String(totals.gross),
    ...(left !== undefined && { balance: String(left) }),
    ...(row.seller && { seller: partyOf(row.seller) }),
    ...(row.buyer && { buyer: partyOf(row.buyer) }),
    ...(becomes && {
      issuedAt: instant,
      seller: row.seller ? partyOf(row.seller) : known.seller,
      ...((row.buyer ?? known.buyer) && { buyer: row.buyer ? partyOf(row.buyer) : known.buyer }),
    }),
    ...(CLOSED[type].includes(state) && before?.state !== state && { closedAt: instant }),
    ...(before?.state === 'closed' && state === 'open' && { closedAt: null }),
  };
}

/** From what to what a row brings what is left of a document, by what happened outside; undefined where it does not. Pure. */
export function settledBy(values: Values, before: DocumentRow | null): { from: number; left: number } | undefined {
  if (values.balance === undefined || values.state === 'draft' || values.state === 'void') return undefined;
  const issued = before !== null && isIssued(before.state as DocumentState);
  const from = minorUnitsOf((issued ? before.balance : (values.gross ?? before?.gross)) as Stored64);
  const left = minorUnitsOf(values.balance as Stored64);
  return from === left ? undefined : { from, left };
}

/** What a document needs before customers see it. */
function refuseMissing(values: Values, state: DocumentState): void {
  if (!isIssued(state)) return;
  for (const name of ['customer', 'number', 'issueDate'])
    if (values[name] === undefined || values[name] === null) refuseRow([name], 'required', `is needed of a document that is ${state}`);
  if ((values.lines as { lines: unknown[] }).lines.length === 0)
    refuseRow(['lines'], 'required', `are needed of a document that is ${state}`);
}

/** The attributes of a document that is made of a row. @throws RowRefused */
export function newValues(row: SyncDocument, known: Known): Values {
  const values = valuesAfter(row, known);
  refuseMissing(values, values.state);
  return { ...values, publishedAt: known.instant };
}

/** A value as it is compared: a related row by its number, and numbers as the digits that a database may give. */
function comparable(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id);
  return typeof value === 'number' ? String(value) : (value ?? null);
}

/**
 * What of a document the row changes. One that was issued keeps what was sent; a quote that waits for its answer may be
 * written anew, and nobody accepts what was there before by accident: its revision rises.
 * @throws RowRefused that names what must not change
 */
export function changesOf(row: SyncDocument, known: Known, before: DocumentRow): Values {
  const values = valuesAfter(row, known);
  const changed = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !isDeepStrictEqual(comparable(before[name]), comparable(value))),
  );
  const names = Object.keys(changed);
  if (names.length === 0) return changed;
  refuseMissing({ ...before, ...values }, values.state);
  if (!isIssued(before.state as DocumentState)) return changed;
  const [frozen] = names.filter((name) => !AFTER_ISSUE.has(name));
  if (frozen === undefined) return changed;
  if (known.type === 'quote' && before.state === 'sent') return { ...changed, revision: before.revision + 1 };
  return refuseRow([frozen], 'fixed', 'does not change any more: the document is issued');
}
