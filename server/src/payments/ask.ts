import type { ChargeRequest, Payer, PaymentProvider, StartRequest, Verdict, Which } from '../../../config/payment-provider';
import { UNSETTLED, isUnsettled } from '../../../plugin/rules/payments/states';
import { minorUnitsOf } from '../documents';
import { now, plusSeconds } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { table, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand } from '../settings';
import type { Providers } from './providers';
import { methodRows, paymentRows, type LoadedPayment, type PaymentRow } from './rows';
import { DAILY } from './schedule';
import type { SettlingPayments, Told } from './settle';
import type { PaymentStore } from './store';

/** Payments that one look asks about. */
const BATCH = 50;
/** Seconds for which a payment that is being asked about is left alone by others. */
const ASKING = 120;
/** Seconds between two questions that a customer's page causes. */
const PAGE_PAUSE = 3;
/** Seconds until a provider is asked again that could not say what became of a payment that was given up. */
const HOUR = 3600;
/** Seconds after which a payment that no provider has heard of is given up: a request that is still on its way has long ended. */
const NEVER_BEGUN = 600;

const METHOD_GONE: Told = { kind: 'verdict', actor: { system: true }, ended: 'method-gone' };
const CHANGED: Told = { kind: 'verdict', actor: { system: true }, ended: 'changed' };

/** What a provider knows a payment by. */
const whichOf = ({ providerPayment, documentId }: PaymentRow): Which => ({ providerPayment, reference: documentId });

/** Speaks with providers about payments that are written down. What they say is taken over by `apply`; none of it in a transaction. */
export function createAsking(strapi: Strapi, store: PaymentStore, { apply }: SettlingPayments, providers: Providers) {
  /** What goes wrong on the way leaves nobody knowing: it is asked about, and not tried again. */
  async function saidBy(row: PaymentRow, ask: () => Promise<Verdict | null>): Promise<Verdict | null> {
    try {
      return await ask();
    } catch (error) {
      strapi.log.error(`customer-portal: payments: ${row.provider} failed on ${row.documentId}: ${String(error)}`);
      return { state: 'unknown' };
    }
  }

  async function payerOf(row: LoadedPayment): Promise<Payer> {
    const { customer, provider, contact } = row;
    const brand = await portalBrand(strapi);
    const person = contact
      ? await table<Row & { email: string; language: string | null }>(strapi, UID.contact).findOne({ where: { documentId: contact } })
      : null;
    const known = await table<Row & { account: string }>(strapi, UID.paymentAccount).findOne({
      where: { customer: { id: customer.id }, provider },
    });
    const { documentId, name } = customer;
    const language = person?.language ?? brand.defaultLanguage;
    return { customer: documentId, name, email: person?.email ?? '', language, account: known?.account ?? null };
  }

  /** Has the provider begin what was written down. With the same reference nothing is done twice. */
  async function start(row: LoadedPayment): Promise<LoadedPayment> {
    const provider = await providers.find(row.provider);
    if (!provider) throw new PortalError('provider-unreachable');
    const { portalUrl } = await portalBrand(strapi);
    const { documentId, customer, currency, save, chosen } = row;
    const common: Omit<StartRequest, 'save'> = {
      reference: documentId,
      amount: minorUnitsOf(row.amount),
      currency,
      description: row.description ?? '',
      payer: await payerOf(row),
      returnUrl:
        row.link === null
          ? `${portalUrl}/payments/${documentId}?customer=${customer.documentId}`
          : `${portalUrl}/link?payment=${documentId}`,
    };
    const saved = row.savedMethod ? await methodRows(strapi).findOne({ where: { documentId: row.savedMethod, state: 'active' } }) : null;
    if (row.savedMethod && !saved?.reference) return apply(row, { state: 'canceled' }, METHOD_GONE);
    const charge: ChargeRequest | null = saved?.reference
      ? {
          ...common,
          // Kept under this account, whatever was added later.
          payer: { ...common.payer, account: saved.account ?? common.payer.account },
          saved: saved.reference,
          // The team's code charges while the customer is away.
          present: row.origin !== 'api',
        }
      : null;
    const verdict = await saidBy(row, () =>
      charge
        ? (provider.charge?.(charge) ?? Promise.resolve<Verdict>({ state: 'canceled' }))
        : provider.start({ ...common, save, ...(chosen && { method: chosen }) }),
    );
    const after = await apply(row, verdict ?? { state: 'unknown' });
    return verdict ? endStray(after, verdict, provider) : after;
  }

  /** It was given up while the provider was asked: what that has begun all the same is ended there too. @throws PortalError `provider-unreachable` */
  async function endStray(row: LoadedPayment, verdict: Verdict, provider: PaymentProvider): Promise<LoadedPayment> {
    if (row.state !== 'canceled' || verdict.state !== 'requires-action') return row;
    const { providerPayment = row.providerPayment } = verdict;
    const ended = await saidBy(row, () => provider.cancel(whichOf({ ...row, providerPayment })));
    // Whoever asks comes again.
    if (ended?.state === 'unknown') throw new PortalError('provider-unreachable');
    return ended ? apply(row, ended) : row;
  }

  /** When a payment is asked about that its provider knows nothing of; a request that begins it may still be on its way. */
  const askLater = (row: PaymentRow, askAt: Date | null) =>
    paymentRows(strapi).updateMany({ where: { id: row.id, state: row.state }, data: { askAt } });

  /** Asks what has become of a payment, and takes that over. */
  async function ask(row: LoadedPayment): Promise<LoadedPayment> {
    const provider = await providers.find(row.provider);
    if (!provider) {
      // Taken out of the configuration; it may come back.
      await askLater(row, plusSeconds(now(strapi), DAILY));
      return row;
    }
    const verdict = await saidBy(row, () => provider.retrieve(whichOf(row)));
    if (verdict) {
      const after = await endStray(await apply(row, verdict), verdict, provider);
      // Of what is settled nothing more is to come, but where nobody could say.
      if (after.askAt !== null && !isUnsettled(after.state))
        await askLater(after, verdict.state === 'unknown' ? plusSeconds(now(strapi), HOUR) : null);
      return after;
    }
    const age = now(strapi).getTime() - toDate(row.begunAt).getTime();
    // Unknown to the provider: nothing was taken. A request may still be on its way, so that is believed later.
    if (isUnsettled(row.state) && age > NEVER_BEGUN * 1000) return apply(row, { state: 'canceled' });
    await askLater(row, isUnsettled(row.state) ? plusSeconds(now(strapi), NEVER_BEGUN) : null);
    return row;
  }

  /** Takes a payment that is due to be asked about: of several instances one asks. */
  async function claimDue(row: PaymentRow): Promise<boolean> {
    const data = { askAt: plusSeconds(now(strapi), ASKING) };
    return (await paymentRows(strapi).updateMany({ where: { id: row.id, askAt: row.askAt, state: row.state }, data })).count === 1;
  }

  return {
    start,
    ask,

    /** For a page that a customer looks at: asks unless that was done just now. */
    async refresh(row: LoadedPayment): Promise<LoadedPayment> {
      if (!isUnsettled(row.state) || row.state === 'created') return row;
      const instant = now(strapi);
      const recent = row.askedAt !== null && instant.getTime() - toDate(row.askedAt).getTime() < PAGE_PAUSE * 1000;
      if (recent) return row;
      const where = { id: row.id, asked: row.asked };
      const { count } = await paymentRows(strapi).updateMany({ where, data: { askedAt: instant } });
      return count === 1 ? ask(row) : row;
    },

    /** Ends what waits for the customer. It may turn out to have succeeded. @throws PortalError `provider-unreachable`, `conflict` */
    async cancel(row: LoadedPayment, told: Told): Promise<LoadedPayment> {
      if (!isUnsettled(row.state)) return row;
      if (row.state === 'pending') throw new PortalError('conflict');
      const provider = await providers.find(row.provider);
      if (!provider) throw new PortalError('provider-unreachable');
      const verdict = await saidBy(row, () => provider.cancel(whichOf(row)));
      if (verdict?.state === 'unknown') throw new PortalError('provider-unreachable');
      const after = await apply(row, verdict ?? { state: 'canceled' }, told);
      // Its provider may hear of it yet, and charge for it.
      if (!verdict && after.state === 'canceled') await askLater(after, plusSeconds(now(strapi), NEVER_BEGUN));
      return after;
    },

    /** Ends what waits for customers of documents that have changed: its page would take more than is owed. */
    async endStale(): Promise<void> {
      for (const payment of await store.stale()) {
        try {
          await this.cancel(await store.load(payment), CHANGED);
        } catch (error) {
          strapi.log.error(`customer-portal: payments: ${payment} could not be given up: ${String(error)}`);
        }
      }
    },

    /** Asks about all payments that are due; how many there were. */
    async askDue(): Promise<number> {
      const where = { state: { $in: [...UNSETTLED, 'canceled'] }, askAt: { $lte: now(strapi) } };
      let asked = 0;
      for (const due of await paymentRows(strapi).findMany({ where, orderBy: [{ askAt: 'asc' }, { id: 'asc' }], limit: BATCH })) {
        if (!(await claimDue(due))) continue;
        asked += 1;
        try {
          await ask(await store.load(due.documentId));
        } catch (error) {
          strapi.log.error(`customer-portal: payments: ${due.documentId} could not be asked about: ${String(error)}`);
        }
      }
      return asked;
    },
  };
}

export type Asking = ReturnType<typeof createAsking>;
