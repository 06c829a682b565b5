import type { SyncReport } from '../../../plugin/contract/customer/sync';
import { syncPayment, type SyncPayment } from '../../../plugin/contract/customer/sync-payment';
import { PAID_TYPES, PAYMENT_PARTS_MAX, type PaidType } from '../../../plugin/payments/kinds';
import { spread } from '../../../plugin/rules/payments/allocate';
import { documentRows, documentsOf, minorUnitsOf } from '../documents';
import { paymentRows, paymentsOf, SYNC } from '../payments';
import { retrying } from '../platform/deadlock';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { eachRow, refuseRow, type Outcome } from './report';

interface Part {
  type: PaidType;
  document: string;
  amount: number;
  left: number;
}

/**
 * Payments that another system has collected, each in a transaction of its own and taken in once. A payment of the
 * portal's that is under way keeps none from being taken in: the money is there, and what comes besides becomes credit.
 */
export async function syncPayments(strapi: Strapi, sent: readonly unknown[]): Promise<SyncReport> {
  const { money } = documentsOf(strapi);

  async function customerOf({ customer }: SyncPayment): Promise<number> {
    const found = await table(strapi, UID.customer).findOne({ where: { externalId: customer }, select: ['id'] });
    return found?.id ?? refuseRow(['customer'], 'no-such-record', 'is no external id of a customer');
  }

  /** The parts that the row names, with what is left of each. @throws RowRefused for what is not open, or another's */
  async function named(customer: number, { parts = [], currency }: SyncPayment): Promise<Part[]> {
    const found: Part[] = [];
    for (const [index, { type = 'invoice', document, number, amount }] of parts.entries()) {
      const which = document === undefined ? { number } : { externalId: document };
      const member = document === undefined ? 'number' : 'document';
      const row = await documentRows(strapi, type).findOne({ where: { ...which, customer: { id: customer } } });
      if (!row) refuseRow(['parts', index, member], 'no-such-record', 'is no document of the customer');
      if (row.currency !== currency) refuseRow(['currency'], 'invalid', `is not that of ${row.number ?? 'the document'}`);
      found.push({ type, document: row.documentId, amount, left: row.state === 'open' ? minorUnitsOf(row.balance) : 0 });
    }
    return found;
  }

  /** What is due first, as far as the amount goes. */
  async function oldest(customer: number, { amount, currency }: SyncPayment): Promise<Part[]> {
    const open = new Map<string, { type: PaidType; key: string; due: string | null; issued: string; left: number }>();
    for (const type of PAID_TYPES) {
      const rows = await documentRows(strapi, type).findMany({
        where: { customer: { id: customer }, currency, state: 'open', balance: { $gt: 0 } },
        orderBy: [{ untilDate: 'asc' }, { id: 'asc' }],
        limit: PAYMENT_PARTS_MAX,
      });
      for (const { documentId: key, untilDate, issueDate, balance } of rows)
        open.set(key, { type, key, due: untilDate ?? null, issued: issueDate ?? '', left: minorUnitsOf(balance) });
    }
    return [...spread(amount, [...open.values()]).parts].slice(0, PAYMENT_PARTS_MAX).flatMap(([document, part]) => {
      const one = open.get(document);
      return one ? [{ type: one.type, document, amount: part, left: one.left }] : [];
    });
  }

  const write = async (row: SyncPayment): Promise<Outcome> => {
    const { externalId: providerPayment, date, amount, currency, kind = 'other', reference } = row;
    // Before the transaction: nothing is read in it until the customer is held.
    const customer = await customerOf(row);
    return retrying(strapi, async () => {
      await money.holdPurse(customer);
      const known = await paymentRows(strapi).findOne({ where: { provider: SYNC, providerPayment }, populate: { customer: true } });
      if (known) {
        const had = minorUnitsOf(known.amount);
        if (had !== amount) refuseRow(['amount'], 'fixed', `is ${amount}, and ${had} was taken in`);
        if (known.currency !== currency) refuseRow(['currency'], 'fixed', `is ${currency}, and ${known.currency} was taken in`);
        if (known.customer?.id !== customer) refuseRow(['customer'], 'fixed', 'is another than that whose payment was taken in');
        return { result: 'unchanged', id: known.documentId };
      }
      const parts = row.parts ? await named(customer, row) : await oldest(customer, row);
      const recorded = { customer, currency, amount, date, kind, reference: reference ?? '', parts, providerPayment };
      const id = await paymentsOf(strapi).record({ ...recorded, despitePending: true, provider: SYNC, origin: 'sync' }, { system: true });
      return { result: 'created', id };
    });
  };

  return eachRow(syncPayment, sent, write);
}
