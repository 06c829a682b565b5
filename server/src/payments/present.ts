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
import { refundRows, type PartRow, type PaymentRow, type RefundRow } from './rows';
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

/** What a payment was meant for, what of that is on each document now, and what of it became credit. */
export async function spentOf(strapi: Strapi, row: PaymentRow, parts: readonly PartRow[]) {
  const where = { sourceType: 'payment', sourceDocument: row.documentId, releasedAt: { $null: true } };
  const applied = new Map<string, number>();
  let onDocuments = 0;
  for (const { targetDocument, amount } of await allocationRows(strapi).findMany({ where })) {
    applied.set(targetDocument, (applied.get(targetDocument) ?? 0) + minorUnitsOf(amount));
    onDocuments += minorUnitsOf(amount);
  }
  return {
    parts: parts.map(({ targetType: type, targetDocument: id, number, amount }) => ({
      type,
      id,
      number: number ?? '',
      amount: minorUnitsOf(amount),
      applied: applied.get(id) ?? 0,
    })),
    credited: row.state === 'succeeded' ? minorUnitsOf(row.amount) - minorUnitsOf(row.refunded) - onDocuments : 0,
  };
}

/** What customers and editors are told of a refund. Pure. */
export const refundOf = (refund: RefundRow) => ({
  id: refund.documentId,
  at: toDate(refund.at).toISOString(),
  amount: minorUnitsOf(refund.amount),
  state: refund.state,
  toCredit: refund.to === 'credit',
});

/** Whether a payment waits for somebody, and can be ended: of what its provider works on nobody here decides. */
export const isEndable = ({ state }: Pick<PaymentRow, 'state'>): boolean =>
  isUnsettled(state) && state !== 'pending' && state !== 'unknown';

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
    const refunds = await refundRows(strapi).findMany({ where: { payment: row.documentId }, orderBy: { id: 'asc' } });
    const provider = await providers.find(row.provider).catch(() => null);
    const waits = mine && row.state === 'requires-action';
    const next = waits ? shownNext(strapi, row, linked ? 'links' : 'payments', row.attention === 'to-confirm') : null;
    return {
      ...rowOf(row, parts),
      ...(await spentOf(strapi, row, parts)),
      refunds: refunds.map(refundOf),
      failure: row.state === 'failed' ? (row.failure ?? 'other') : null,
      ended: await store.endedBy(row),
      slow: provider?.capabilities.slow ?? false,
      next,
      mayCancel: ends && isEndable(row),
      proofs: await proofs.shown(row, party),
      returnTo: mine ? returnOf(strapi, row) : null,
    };
  };

export type Presenting = ReturnType<typeof createPresenting>;
