import type { EditorPayment, EditorPaymentRow } from '../../../plugin/contract/editor/payments';
import { isAsked } from '../../../plugin/payments/kinds';
import { permission } from '../../../plugin/permissions';
import type { Editor } from '../kernel/binder';
import { toDate, type Strapi } from '../platform/strapi';
import { isEndable, refundOf, rowOf, spentOf } from './present';
import { proofOf } from './proof-senders';
import { isConfirmed } from './record';
import { eventRows, partRows, refundRows, type PartRow, type PaymentRow } from './rows';
import { paymentsOf } from './service';

/** Events that a payment's screen shows, the oldest first. */
const EVENTS = 200;

/** Payments as editors see them. */
export function createForEditors(strapi: Strapi) {
  const row = (payment: PaymentRow, parts: readonly PartRow[], proofs: number): EditorPaymentRow => ({
    ...rowOf(payment, parts),
    attention: payment.attention,
    provider: payment.provider,
    origin: payment.origin,
    customer: payment.customer ? { id: payment.customer.documentId, name: payment.customer.name } : null,
    proofs,
  });

  async function partsOf(ids: readonly string[]): Promise<Map<string, PartRow[]>> {
    const found = new Map<string, PartRow[]>();
    if (ids.length === 0) return found;
    for (const part of await partRows(strapi).findMany({ where: { payment: { $in: [...ids] } }, orderBy: { position: 'asc' } }))
      found.set(part.payment, [...(found.get(part.payment) ?? []), part]);
    return found;
  }

  /** How its provider gives money back, as far as the role may have it do so. */
  async function refundsOf(payment: PaymentRow, editor: Editor): Promise<EditorPayment['may']['refund']> {
    if (payment.state !== 'succeeded' || !editor.has(permission('payments.refund'))) return 'none';
    const provider = await paymentsOf(strapi)
      .providers.find(payment.provider)
      .catch(() => null);
    const refunds = provider?.capabilities.refunds ?? 'none';
    return refunds === 'none' ? 'elsewhere' : refunds;
  }

  return {
    async rows(payments: readonly PaymentRow[]): Promise<EditorPaymentRow[]> {
      const ids = payments.map(({ documentId }) => documentId);
      const [parts, proofs] = [await partsOf(ids), await paymentsOf(strapi).proofs.countOf(ids)];
      return payments.map((payment) => row(payment, parts.get(payment.documentId) ?? [], proofs.get(payment.documentId) ?? 0));
    },

    async detail(payment: PaymentRow, editor: Editor): Promise<EditorPayment> {
      const { documentId: id } = payment;
      const parts = (await partsOf([id])).get(id) ?? [];
      const refunds = await refundRows(strapi).findMany({ where: { payment: id }, orderBy: { id: 'asc' } });
      const events = await eventRows(strapi).findMany({ where: { payment: id }, orderBy: [{ at: 'asc' }, { id: 'asc' }], limit: EVENTS });
      const proofs = await paymentsOf(strapi).proofs.of(id);
      const records = editor.has(permission('payments.record'));
      return {
        ...row(payment, parts, proofs.length),
        proofs: proofs.map((proof) => ({ ...proofOf(proof), by: proof.by ?? '' })),
        providerPayment: payment.providerPayment ?? '',
        reference: payment.reference ?? '',
        failure: payment.state === 'failed' ? { code: payment.failure ?? 'other', message: payment.failureMessage ?? '' } : null,
        ended: await paymentsOf(strapi).store.endedBy(payment),
        ...(await spentOf(strapi, payment, parts)),
        refunds: refunds.map((refund) => ({ ...refundOf(refund), by: refund.actor ?? '', note: refund.note ?? '' })),
        events: events.map((event) => ({
          at: event.at ? toDate(event.at).toISOString() : '',
          kind: event.kind ?? '',
          state: event.state ?? '',
          ended: event.ended ?? null,
          by: event.actor ?? '',
          detail: event.detail ?? '',
        })),
        may: {
          ask: records && isAsked(payment.provider),
          cancel: records && isEndable(payment),
          confirm: records && isConfirmed(payment),
          refund: await refundsOf(payment, editor),
        },
      };
    },
  };
}
