import { createHash } from 'node:crypto';
import type { DocumentDetail } from '../../../plugin/contract/customer/documents';
import { isOn, type PreferenceValues } from '../../../plugin/preferences';
import { allows } from '../../../plugin/rights';
import { canonicalJson } from '../../../plugin/rules/canonical-json';
import { awaitsAnswer, type DocumentState } from '../../../plugin/rules/documents/states';
import type { Party } from '../kernel/party';
import { minorUnitsOf, type DocumentRow } from './rows';

/** The switch that opens each answer to customers. */
export const ANSWER_SWITCHES = { accepted: 'acceptQuotes', declined: 'declineQuotes' } as const;

/** What is signed: all that a quote says, in one spelling. Whoever has the row can hash it again. Pure. */
export const signedText = (row: DocumentRow): string =>
  canonicalJson({
    type: 'quote',
    number: row.number,
    issueDate: row.issueDate,
    untilDate: row.untilDate ?? null,
    currency: row.currency,
    pricesIncludeTax: row.pricesIncludeTax,
    taxRounding: row.taxRounding,
    lines: row.lines,
    totals: row.totals,
    net: minorUnitsOf(row.net),
    tax: minorUnitsOf(row.tax),
    gross: minorUnitsOf(row.gross),
    reference: row.reference,
    notes: row.notes,
    terms: row.terms,
    seller: row.seller,
    buyer: row.buyer,
    revision: row.revision,
  });

/** What is kept of it with the answer. */
export const signedHash = (row: DocumentRow): string => createHash('sha256').update(signedText(row)).digest('hex');

/** What a party may answer to a quote on a day, and what was answered. Pure. */
export function answersOf(
  row: DocumentRow,
  party: Party,
  preferences: PreferenceValues,
  today: string,
): Pick<DocumentDetail, 'may' | 'answer'> {
  const waits = awaitsAnswer({ state: row.state as DocumentState, expiresOn: row.untilDate ?? null }, today);
  const mayWrite = party.by === 'link' || (party.by === 'session' && allows(party.customer.rights, 'documents.write'));
  const may = (answer: keyof typeof ANSWER_SWITCHES): boolean => waits && mayWrite && isOn(preferences, ANSWER_SWITCHES[answer]);
  const { answer } = row;
  return {
    may: { accept: may('accepted'), decline: may('declined') },
    answer: answer ? { kind: answer.kind, name: answer.name, at: answer.at, reason: answer.reason, drawing: answer.drawing } : null,
  };
}
