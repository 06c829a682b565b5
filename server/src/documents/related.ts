import type { OtherDocument, RelatedDocuments } from '../../../plugin/contract/customer/documents';
import { DOCUMENT_FACTS, type DocumentType } from '../../../plugin/documents/types';
import { allows } from '../../../plugin/rights';
import type { Party } from '../kernel/party';
import { repository } from '../kernel/repository';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { shownState } from './present';
import { minorUnitsOf, type DocumentRow } from './rows';
import type { AllocationRow, RefundRow } from './settlement/rows';
import { issuedOf } from './store';

interface Reading {
  strapi: Strapi;
  party: Party;
  /** The organisation's date. */
  today: string;
  /** Whether customers see documents of a type. */
  isOpen: (type: DocumentType) => boolean;
}

interface Which {
  type: DocumentType;
  id: string;
}

const MOST = 500;
const keyOf = ({ type, id }: Which): string => `${type} ${id}`;

/** Documents as the party may see them; a draft, another's, and one of a type that is closed is none. A statement a type. */
async function seen({ strapi, party, today, isOpen }: Reading, wanted: readonly Which[]): Promise<Map<string, OtherDocument>> {
  const found = new Map<string, OtherDocument>();
  for (const type of new Set(wanted.map((one) => one.type))) {
    if (!isOpen(type)) continue;
    const ids = wanted.flatMap((one) => (one.type === type ? [one.id] : []));
    for (const row of await issuedOf(strapi, party, type).list({ where: { documentId: { $in: ids } } })) {
      const which = { type, id: row.documentId };
      const state = shownState(type, row, today);
      found.set(keyOf(which), { ...which, number: row.number ?? '', state, issueDate: row.issueDate ?? '' });
    }
  }
  return found;
}

/** What a document was made of, what became of it, and what was put on it or of it elsewhere, as far as the party sees it. */
export async function relatedOf(
  reading: Reading,
  type: DocumentType,
  row: DocumentRow,
  made: Record<'origin' | 'invoice', Which | null>,
): Promise<RelatedDocuments> {
  const { strapi, party } = reading;
  const seesPayments = party.by === 'session' && allows(party.customer.rights, 'payments.read');
  const isCredit = DOCUMENT_FACTS[type].balance === 'credit';
  const { documentId } = row;
  const allocations = DOCUMENT_FACTS[type].balance
    ? await repository<AllocationRow>(strapi, party, { uid: UID.allocation, customer: 'customer' }).list({
        where: {
          releasedAt: { $null: true },
          ...(isCredit ? { $or: [{ sourceDocument: documentId }, { targetDocument: documentId }] } : { targetDocument: documentId }),
        },
        orderBy: [{ date: 'asc' }, { id: 'asc' }],
        limit: MOST,
      })
    : [];
  const refunds = isCredit
    ? await repository<RefundRow>(strapi, party, { uid: UID.refund, customer: 'customer' }).list({
        where: { creditNote: documentId },
        orderBy: [{ date: 'asc' }, { id: 'asc' }],
        limit: MOST,
      })
    : [];
  const otherOf = ({ sourceType, sourceDocument, targetType, targetDocument }: AllocationRow): Which | null => {
    if (sourceType !== 'credit-note' || !sourceDocument) return null;
    return isCredit ? { type: targetType, id: targetDocument } : { type: sourceType, id: sourceDocument };
  };
  const others = await seen(
    reading,
    [made.origin, made.invoice, ...allocations.map(otherOf)].flatMap((one) => one ?? []),
  );
  const shown = (which: Which | null): OtherDocument | null => (which && others.get(keyOf(which))) ?? null;
  return {
    origin: shown(made.origin),
    invoice: shown(made.invoice),
    applied: allocations
      .map((one) => ({ id: one.documentId, date: one.date, amount: minorUnitsOf(one.amount), document: shown(otherOf(one)) }))
      // Of an invoice, credit notes that the customer sees; what was paid elsewhere is in its totals.
      .filter(({ document }) => isCredit || document !== null),
    payments: allocations
      .filter(({ sourceType }) => !isCredit && sourceType !== 'credit-note')
      .map((one) => ({
        id: one.documentId,
        kind: one.sourceType as Exclude<AllocationRow['sourceType'], 'credit-note'>,
        payment: one.sourceType === 'payment' && seesPayments ? one.sourceDocument : null,
        number: one.reference ?? '',
        date: one.date,
        amount: minorUnitsOf(one.amount),
      })),
    refunds: refunds.map((one) => ({
      id: one.documentId,
      date: one.date,
      amount: minorUnitsOf(one.amount),
      reference: one.reference ?? '',
    })),
  };
}
