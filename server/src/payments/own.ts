import type { BegunPayment, PaymentDetail } from '../../../plugin/contract/customer/payments';
import type { MethodKind, PaidType } from '../../../plugin/payments/kinds';
import { dateIn } from '../../../plugin/rules/calendar';
import { actorOf, type Actor } from '../conversations';
import { creditIn, creditsOf, documentsOf, type Seen } from '../documents';
import type { Download } from '../kernel/binder';
import type { Http } from '../kernel/http';
import type { Once } from '../kernel/idempotency';
import type { LinkParty, SessionParty } from '../kernel/party';
import { configOf } from '../platform/config';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { countAll, createLimiter } from '../platform/limits';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { isMine, mayEnd, ownPayment, ownRows } from './access';
import type { Paying } from './begin';
import { rowOf } from './present';
import { createReceipts } from './receipt';
import { paymentRows, partRows, TRANSFER, type LoadedPayment } from './rows';
import { paymentsOf } from './service';

const HOUR = 3600;

/** Payments of a customer's, as the customer, or whoever holds a link, sees and makes them. */
export function createOwnPayments(strapi: Strapi) {
  const { perContact, perAddress, failuresPerPortal } = configOf(strapi).payments;
  const limit = (name: string, points: number) => createLimiter(strapi, { name: `payments:${name}`, points, windowSeconds: HOUR });
  const [byContact, byLink, byAddress] = [limit('contact', perContact), limit('link', perContact), limit('address', perAddress)];
  const receipts = createReceipts(strapi);

  const shown = async (party: SessionParty, row: LoadedPayment): Promise<PaymentDetail> => paymentsOf(strapi).present(row, party);
  const load = (party: SessionParty | LinkParty, documentId: string): Promise<LoadedPayment> => ownPayment(strapi, party, documentId);

  /** The payment is there for good once it is written; then its provider is asked, however often this is called. */
  async function carryOn(documentId: string): Promise<LoadedPayment> {
    const { store, asking } = paymentsOf(strapi);
    const row = await store.load(documentId);
    return row.state === 'created' ? asking.start(row) : row;
  }

  const forLink = ({ parts: _p, credited: _c, refunds: _r, documents: _d, number: _n, returnTo: _t, ...detail }: PaymentDetail) => detail;

  async function byLinkOf(party: LinkParty, documentId: string) {
    const { present, asking } = paymentsOf(strapi);
    return forLink(await present(await asking.refresh(await load(party, documentId)), party));
  }

  /** Says that a transfer was made: somebody looks whether it has come. */
  async function told(party: SessionParty | LinkParty, documentId: string): Promise<LoadedPayment> {
    const row = await load(party, documentId);
    const { settling, store } = paymentsOf(strapi);
    if (!isMine(party, row) || row.provider !== TRANSFER) throw new PortalError('conflict');
    await settling.transferTold(row);
    return store.load(documentId);
  }

  return {
    byLink: byLinkOf,

    async cancelByLink(party: LinkParty, documentId: string) {
      await paymentsOf(strapi).asking.cancel(await load(party, documentId), { kind: 'verdict', actor: party.holder, ended: 'payer' });
      return byLinkOf(party, documentId);
    },

    async toldByLink(party: LinkParty, documentId: string) {
      await told(party, documentId);
      return byLinkOf(party, documentId);
    },

    /** Each may be somebody who tries stolen cards. */
    count: (http: Http, contact: string): Promise<unknown> =>
      countAll(strapi, [
        [byContact, contact],
        [byAddress, http.ip],
      ]),

    async list(party: SessionParty, page: number, size: number) {
      const repo = ownRows(strapi, party);
      const rows = await repo.list({ orderBy: [{ begunAt: 'desc' }, { id: 'desc' }], limit: size, offset: (page - 1) * size });
      const parts = await partRows(strapi).findMany({
        where: { payment: { $in: rows.map(({ documentId }) => documentId) } },
        orderBy: { position: 'asc' },
      });
      return {
        rows: rows.map((row) =>
          rowOf(
            row,
            parts.filter(({ payment }) => payment === row.documentId),
          ),
        ),
        page,
        pageSize: size,
        total: await repo.count(),
        credits: await creditsOf(strapi, party.customer.id),
      };
    },

    async one(party: SessionParty, documentId: string): Promise<PaymentDetail> {
      return shown(party, await paymentsOf(strapi).asking.refresh(await load(party, documentId)));
    },

    /** A payment that whoever looks may go on with, as its provider knows it now. @throws PortalError `not-found` */
    async goOnWith(party: SessionParty, documentId: string): Promise<LoadedPayment> {
      const row = await load(party, documentId);
      if (!isMine(party, row)) throw new PortalError('not-found');
      return paymentsOf(strapi).asking.refresh(row);
    },

    async begin(party: SessionParty, wanted: BegunPayment, http: Http, once: Once): Promise<PaymentDetail> {
      await this.count(http, party.contact.documentId);
      const { customer, contact } = party;
      const paying: Paying = {
        customer: customer.id,
        origin: 'portal',
        actor: actorOf(party),
        contact: contact.documentId,
        link: null,
        client: { ip: http.ip, userAgent: http.userAgent },
      };
      const { id } = await once(async () => ({ id: await paymentsOf(strapi).beginning.write(paying, wanted) }));
      return shown(party, await carryOn(id));
    },

    async beginByLink(
      party: LinkParty,
      type: PaidType,
      body: { currency: string; amount: number; left: number; provider: string; method?: MethodKind | undefined },
      http: Http,
      once: Once,
      actor: Actor,
    ) {
      await countAll(strapi, [
        [byLink, String(party.link)],
        [byAddress, http.ip],
      ]);
      const failed = { state: 'failed', origin: 'link', settledAt: { $gt: new Date(now(strapi).getTime() - HOUR * 1000) } };
      if ((await paymentRows(strapi).count({ where: failed })) >= failuresPerPortal)
        throw new PortalError('too-many-requests', { retryAfter: HOUR });
      const { currency, amount, left, provider, method } = body;
      const contact = 'contact' in party.holder ? party.holder.contact.documentId : null;
      const paying: Paying = {
        customer: party.customer.id,
        origin: 'link',
        actor,
        contact,
        link: party.link,
        client: { ip: http.ip, userAgent: http.userAgent },
      };
      const wanted = {
        currency,
        parts: [{ type, document: party.documentId, amount, left }],
        with: { provider, save: false, ...(method && { method }) },
      };
      const { id } = await once(async () => ({ id: await paymentsOf(strapi).beginning.write(paying, wanted) }));
      await carryOn(id);
      return byLinkOf(party, id);
    },

    async cancel(party: SessionParty, documentId: string): Promise<PaymentDetail> {
      const row = await load(party, documentId);
      if (!mayEnd(party, row)) throw new PortalError('conflict');
      const ended = isMine(party, row) ? 'payer' : 'colleague';
      return shown(party, await paymentsOf(strapi).asking.cancel(row, { kind: 'verdict', actor: actorOf(party), ended }));
    },

    told: async (party: SessionParty, documentId: string): Promise<PaymentDetail> => shown(party, await told(party, documentId)),

    async useCredit(
      party: SessionParty,
      { currency, parts }: { currency: string; parts: readonly Seen[] },
      once: Once,
    ): Promise<{ credit: number; left: number }> {
      const { id: customer } = party.customer;
      const { money } = documentsOf(strapi);
      return once(async () => {
        await money.holdPurse(customer);
        const { timeZone, preventDuplicatePayments } = await settingsOf(strapi).preferences();
        await money.seen({ customer, currency }, parts);
        if (parts.some(({ amount, left }) => amount > left)) throw new PortalError('amount-changed');
        const documents = parts.map(({ document }) => document);
        if (preventDuplicatePayments && (await paymentsOf(strapi).store.pendingOn(documents)).length > 0)
          throw new PortalError('payment-pending');
        await money.useCredit({ customer, currency }, parts, { date: dateIn(timeZone, now(strapi)), actor: actorOf(party) });
        const left = parts.reduce((sum, part) => sum + part.left - part.amount, 0);
        return { credit: await creditIn(strapi, { customer, currency }), left };
      });
    },

    async receipt(party: SessionParty, documentId: string, attached: boolean): Promise<Download> {
      const row = await load(party, documentId);
      if (row.state !== 'succeeded') throw new PortalError('not-found');
      const file = await receipts.download(row, party);
      return attached ? { ...file, attached: true } : file;
    },
  };
}
