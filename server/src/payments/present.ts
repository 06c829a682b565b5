import type { PaymentDetail, PaymentRow as ShownRow } from '../../../plugin/contract/customer/payments';
import { isUnsettled } from '../../../plugin/rules/payments/states';
import { allocationRows, minorUnitsOf } from '../documents';
import { toDate, type Strapi } from '../platform/strapi';
import { shownNext } from './next';
import type { Providers } from './providers';
import { isMine, mayEnd } from './access';
import type { Sender } from './proof-senders';
import type { Proofs } from './proofs';
import { returnOf } from './return-to';
import { refundRows, type PartRow, type PaymentRow } from './rows';
import type { PaymentStore } from './store';

export const faceOf = ({ method }: PaymentRow): ShownRow['method'] =>
  method && { kind: method.kind, brand: method.brand, last4: method.last4, expires: method.expires };

/** What every list tells of a payment. Pure. */
export const rowOf = (row: PaymentRow, parts: readonly PartRow[]) => ({
  id: row.documentId,
  number: row.number ?? '',
  state: row.state,
  at: toDate(row.begunAt).toISOString(),
  date: row.date,
  currency: row.currency,
  amount: minorUnitsOf(row.amount),
  refunded: minorUnitsOf(row.refunded),
  method: faceOf(row),
  documents: parts.map(({ number }) => number ?? ''),
});

/** What of a payment is on each document now. */
export async function appliedOf(strapi: Strapi, payment: string): Promise<Map<string, number>> {
  const where = { sourceType: 'payment', sourceDocument: payment, releasedAt: { $null: true } };
  const applied = new Map<string, number>();
  for (const { targetDocument, amount } of await allocationRows(strapi).findMany({ where }))
    applied.set(targetDocument, (applied.get(targetDocument) ?? 0) + minorUnitsOf(amount));
  return applied;
}

/**
 * A payment as its customer's page shows it. `party`: who looks; null for the team's code, which goes on with what it
 * begins.
 */
export const createPresenting =
  (strapi: Strapi, store: PaymentStore, providers: Providers, proofs: Proofs) =>
  async (row: PaymentRow, party: Sender | null): Promise<PaymentDetail> => {
    const mine = party === null || isMine(party, row);
    const ends = party === null || mayEnd(party, row);
    const linked = party?.by === 'link';
    const parts = await store.parts(row.documentId);
    const applied = await appliedOf(strapi, row.documentId);
    const refunds = await refundRows(strapi).findMany({ where: { payment: row.documentId }, orderBy: { id: 'asc' } });
    const provider = await providers.find(row.provider).catch(() => null);
    const waits = mine && row.state === 'requires-action';
    const next = waits ? shownNext(strapi, row, linked ? 'links' : 'payments', row.attention === 'to-confirm') : null;
    const onDocuments = [...applied.values()].reduce((sum, amount) => sum + amount, 0);
    const succeeded = row.state === 'succeeded';
    return {
      ...rowOf(row, parts),
      parts: parts.map((part) => ({
        type: part.targetType,
        id: part.targetDocument,
        number: part.number ?? '',
        amount: minorUnitsOf(part.amount),
        applied: applied.get(part.targetDocument) ?? 0,
      })),
      credited: succeeded ? minorUnitsOf(row.amount) - minorUnitsOf(row.refunded) - onDocuments : 0,
      refunds: refunds.map((refund) => ({
        id: refund.documentId,
        at: toDate(refund.at).toISOString(),
        amount: minorUnitsOf(refund.amount),
        state: refund.state,
        toCredit: refund.to === 'credit',
      })),
      failure: row.state === 'failed' ? (row.failure ?? 'other') : null,
      ended: await store.endedBy(row),
      slow: provider?.capabilities.slow ?? false,
      next,
      mayCancel: ends && isUnsettled(row.state) && row.state !== 'pending' && row.state !== 'unknown',
      proofs: await proofs.shown(row, party),
      returnTo: mine ? returnOf(strapi, row) : null,
    };
  };

export type Presenting = ReturnType<typeof createPresenting>;
