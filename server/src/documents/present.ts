import type { DocumentFace, DocumentRow as ShownRow, ShownState } from '../../../plugin/contract/customer/documents';
import { DOCUMENT_FACTS, type DocumentType } from '../../../plugin/documents/types';
import { isExpired, isOverdue, type DocumentState } from '../../../plugin/rules/documents/states';
import { NO_LINES } from './figures';
import { minorUnitsOf, type DocumentRow, type ListedRow, type DocumentParty } from './rows';

const NOBODY: DocumentParty = { name: '', address: [], taxNumber: '', email: '' };

/** What a customer is told of a document's state on a day. Pure. */
export function shownState(type: DocumentType, { state, balance, untilDate }: ListedRow, today: string): ShownState {
  const kept = state as DocumentState;
  if (DOCUMENT_FACTS[type].balance === 'owed' && kept === 'open') {
    const owed = { state: kept, dueOn: untilDate ?? null, balance: minorUnitsOf(balance) };
    if (owed.balance <= 0) return 'paid';
    return isOverdue(owed, today) ? 'overdue' : 'open';
  }
  return isExpired({ state: kept, expiresOn: untilDate ?? null }, today) ? 'expired' : (kept as ShownState);
}

/** A document as a list shows it on a day. */
export const rowOf = (type: DocumentType, row: ListedRow, today: string): ShownRow => ({
  id: row.documentId,
  type,
  number: row.number ?? '',
  state: shownState(type, row, today),
  issueDate: row.issueDate ?? '',
  untilDate: row.untilDate ?? null,
  currency: row.currency ?? '',
  gross: minorUnitsOf(row.gross),
  balance: DOCUMENT_FACTS[type].balance === null ? null : minorUnitsOf(row.balance),
});

/** A document as its page shows it: figures are those that were kept with it, nothing is worked out again. */
export function detailOf(type: DocumentType, row: DocumentRow, today: string): DocumentFace {
  const { totals } = row;
  const { lines, discounts, charges } = row.lines ?? NO_LINES;
  const figures = new Map(totals?.lines.map((line) => [line.id, line]));
  const amountsOf = (kind: 'discounts' | 'charges') =>
    new Map(totals?.[kind].map(({ id, net, gross }) => [id, row.pricesIncludeTax ? gross : net]));
  const adjusted = (kind: 'discounts' | 'charges', list: typeof discounts) => {
    const amounts = amountsOf(kind);
    return list.map(({ id, name }) => ({ id, name, amount: amounts.get(id) ?? 0 }));
  };
  return {
    ...rowOf(type, row, today),
    revision: row.revision,
    shipment: type === 'sales-order' ? { on: row.shippedOn ?? null, text: row.shipment ?? '' } : null,
    pricesIncludeTax: row.pricesIncludeTax,
    reference: row.reference ?? '',
    notes: row.notes ?? '',
    terms: row.terms ?? '',
    seller: row.seller ?? NOBODY,
    buyer: row.buyer ?? NOBODY,
    lines: lines.map(({ id, item, description, quantity, unit, rate, tax }) => {
      const line = figures.get(id);
      const amount = (row.pricesIncludeTax ? line?.gross : line?.net) ?? 0;
      return { id, item, description, quantity, unit, rate, discount: line?.discount ?? 0, taxName: tax?.name ?? '', amount };
    }),
    discounts: adjusted('discounts', discounts),
    charges: adjusted('charges', charges),
    net: minorUnitsOf(row.net),
    tax: minorUnitsOf(row.tax),
    taxes: (totals?.taxes ?? []).flatMap(({ rate, taxable, tax, parts }) =>
      parts.length > 0
        ? parts.map((part) => ({ name: part.name, percent: part.percent, taxable, tax: part.tax }))
        : [{ name: rate.name, percent: rate.percent, taxable, tax }],
    ),
  };
}
