import type { RefundRequest } from '../../../config/payment-provider';
import { dateIn } from '../../../plugin/rules/calendar';
import type { Actor } from '../conversations';
import { documentsOf, minorUnitsOf } from '../documents';
import { now, plusSeconds } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { fieldError, PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import type { Providers } from './providers';
import { paymentRows, refundRows, type RefundRow } from './rows';
import { ASK_AGAIN, DAILY } from './schedule';
import type { SettlingPayments } from './settle';
import { comingOf, type PaymentStore } from './store';
import type { Teller } from './tell';

export interface RefundWanted {
  /** What had been given back when it was decided, and how many refunds there were: with others by then, nothing is done. */
  refunded: number;
  made: number;
  amount: number;
  to: RefundRow['to'];
  note: string;
}

/**
 * Gives money back. What it takes off documents and credit is one transaction with the row, before the provider is asked:
 * of two refunds at once the second finds less to give back. One that the provider refuses puts it on again.
 */
export function createRefunds(
  strapi: Strapi,
  store: PaymentStore,
  providers: Providers,
  { tell, settling }: { tell: Teller; settling: Pick<SettlingPayments, 'needsAttention'> },
) {
  const rows = refundRows(strapi);

  async function requestOf(row: RefundRow): Promise<RefundRequest | null> {
    const payment = await store.load(row.payment);
    if (payment.providerPayment === null) return null;
    const { documentId: reference, currency } = row;
    const amount = minorUnitsOf(row.amount);
    return { reference, providerPayment: payment.providerPayment, amount, currency, full: amount === minorUnitsOf(payment.amount) };
  }

  /** Takes over what has become of a refund. */
  async function apply(id: number, verdict: { state: RefundRow['state']; providerRefund?: string; failure?: string }): Promise<void> {
    // Before the transaction: within it, MySQL would go on reading what was there before the customer was held.
    const customer = (await rows.findOne({ where: { id }, populate: { customer: true } }))?.customer;
    if (!customer) return;
    await retrying(strapi, async () => {
      await documentsOf(strapi).money.holdPurse(customer.id);
      const row = await rows.findOne({ where: { id } });
      if (!row || row.state === 'succeeded' || row.state === 'failed') return;
      const over = verdict.state === 'succeeded' || verdict.state === 'failed';
      const data = {
        state: verdict.state,
        ...(verdict.providerRefund !== undefined && { providerRefund: verdict.providerRefund }),
        ...(verdict.failure !== undefined && { failure: verdict.failure.slice(0, 500) }),
        askAt: over ? null : plusSeconds(now(strapi), ASK_AGAIN[row.asked] ?? DAILY),
        asked: row.asked + 1,
      };
      if ((await rows.updateMany({ where: { id, state: row.state }, data })).count !== 1) throw new PortalError('conflict');
      const payment = await store.load(row.payment);
      await store.note(row.payment, { kind: 'refund', provider: payment.provider, detail: `${row.documentId}: ${verdict.state}` });
      const amount = minorUnitsOf(row.amount);
      if (verdict.state === 'failed') {
        // The money is still here: it is on the documents again that it came off, or is credit.
        const refunded = String(minorUnitsOf(payment.refunded) - amount);
        await paymentRows(strapi).updateMany({ where: { id: payment.id }, data: { refunded } });
        const coming = comingOf(payment, await today(), { system: true });
        await documentsOf(strapi).money.put(coming, amount, await store.meant(row.payment));
        await settling.needsAttention(payment, 'refund-failed', verdict.failure ?? 'the provider gave nothing back');
      } else if (verdict.state === 'succeeded') await tell.refunded(payment, amount, row.to);
    });
  }

  const today = async (): Promise<string> => dateIn((await settingsOf(strapi).preferences()).timeZone, now(strapi));

  /** Has the provider give it back; with the same row nothing is done twice. */
  async function send(row: RefundRow): Promise<void> {
    const payment = await store.load(row.payment);
    const provider = await providers.find(payment.provider);
    const request = await requestOf(row);
    if (!provider?.refund || !request) {
      // Before it was asked for the first time nothing was given back; after that nobody here can say.
      if (row.state !== 'created' || row.asked > 0) return;
      return apply(row.id, { state: 'failed', failure: 'The provider gives nothing back by itself.' });
    }
    try {
      await apply(row.id, await provider.refund(request));
    } catch (error) {
      strapi.log.error(`customer-portal: payments: a refund by ${payment.provider} failed: ${String(error)}`);
      await apply(row.id, { state: 'unknown' });
    }
  }

  async function ask(row: RefundRow): Promise<void> {
    const payment = await store.load(row.payment);
    const provider = await providers.find(payment.provider);
    const request = await requestOf(row);
    // Taken out of the configuration: what it has given back it has given back.
    if (!provider) return;
    const verdict = request && (await provider.retrieveRefund?.({ ...request, providerRefund: row.providerRefund }));
    if (row.state === 'succeeded') {
      // The customer's bank did not take it: the money is the team's again, and people decide what becomes of it.
      if (verdict?.state === 'failed') await settling.needsAttention(payment, 'refund-failed', verdict.failure ?? 'it came back');
      return;
    }
    // The provider knows of none: the same reference makes it then, once.
    await (verdict ? apply(row.id, verdict) : send(row));
  }

  return {
    /**
     * Gives some of a payment back.
     * @throws PortalError `conflict` where somebody was faster, or its credit was used; `invalid-request` for what the provider cannot
     */
    async refund(payment: string, wanted: RefundWanted, actor: Actor): Promise<void> {
      const { provider: key, customer } = await store.load(payment);
      const provider = wanted.to === 'provider' ? await providers.find(key) : null;
      const { amount, to, note } = wanted;
      if (to === 'provider' && (!provider?.refund || provider.capabilities.refunds === 'none'))
        throw fieldError(['to'], 'not-an-option', 'cannot be done by this provider');
      const made = await retrying(strapi, async () => {
        await documentsOf(strapi).money.holdPurse(customer.id);
        const row = await store.load(payment);
        const [had, all] = [minorUnitsOf(row.refunded), minorUnitsOf(row.amount)];
        if (row.state !== 'succeeded' || had !== wanted.refunded) throw new PortalError('conflict');
        // What becomes credit is no part of what was given back.
        if ((await rows.count({ where: { payment } })) !== wanted.made) throw new PortalError('conflict');
        if (amount > all - had) throw fieldError(['amount'], 'too-large', 'is more than is left of this payment');
        if (to === 'provider' && provider?.capabilities.refunds === 'full' && amount !== all)
          throw fieldError(['amount'], 'not-an-option', 'must be all of it with this provider');
        const toCredit = to === 'credit';
        // What becomes credit is with the customer still: it can be paid out later.
        if (!toCredit) {
          const where = { id: row.id, refunded: row.refunded };
          const { count } = await paymentRows(strapi).updateMany({ where, data: { refunded: String(had + amount) } });
          if (count !== 1) throw new PortalError('conflict');
        }
        await documentsOf(strapi).money.giveBack(comingOf(row, await today(), actor), amount, { toCredit });
        const data = {
          customer: customer.id,
          payment,
          currency: row.currency,
          amount: String(amount),
          to,
          state: to === 'provider' ? 'created' : 'succeeded',
          note,
          actor: 'editor' in actor ? actor.editor : null,
          at: now(strapi),
          asked: 0,
          askAt: to === 'provider' ? plusSeconds(now(strapi), ASK_AGAIN[0]) : null,
        };
        const refund = await rows.create({ data });
        await store.note(payment, { kind: 'refund', actor: data.actor, detail: `${refund.documentId}: ${to}` });
        if (to !== 'provider') await tell.refunded(row, amount, to);
        return refund;
      });
      if (to === 'provider') await send(made);
    },

    /** Asks about the refunds of a payment that its provider makes; of those that were made whether they came back. */
    async askOf(payment: string): Promise<void> {
      for (const row of await rows.findMany({ where: { payment, to: 'provider', state: { $ne: 'failed' } } })) await ask(row);
    },

    async askDue(): Promise<void> {
      const where = { state: { $in: ['created', 'pending', 'unknown'] }, askAt: { $lte: now(strapi) } };
      for (const row of await rows.findMany({ where, orderBy: { id: 'asc' }, limit: 50 })) {
        const data = { askAt: plusSeconds(now(strapi), ASK_AGAIN[1]) };
        if ((await rows.updateMany({ where: { id: row.id, askAt: row.askAt, state: row.state }, data })).count !== 1) continue;
        try {
          await ask(row);
        } catch (error) {
          strapi.log.error(`customer-portal: payments: refund ${row.documentId} could not be asked about: ${String(error)}`);
        }
      }
    },
  };
}

export type Refunds = ReturnType<typeof createRefunds>;
