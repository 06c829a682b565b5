import type { SavedMethod, SetUpVerdict } from '../../../config/payment-provider';
import { activityOf } from '../activity';
import { now, plusSeconds } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { newDocumentId } from '../platform/document-id';
import { hold } from '../platform/hold';
import { inTransaction, table, tableName, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { sealNext } from './next';
import type { Providers } from './providers';
import { methodRows, type MethodRow } from './rows';

/** Seconds after which one that is being added is asked about, and after which it is given up. */
export const ASK_SECONDS = 300;
const GIVEN_UP = 24 * 3600;
/** Seconds between two questions about one that is being added that its page causes. */
const PAGE_PAUSE = 3;

const faceOf = ({ kind, brand, last4, expires }: SavedMethod) => ({
  kind,
  brand: brand.slice(0, 60),
  last4: last4.slice(-4),
  expiryYear: expires?.year ?? null,
  expiryMonth: expires?.month ?? null,
});

/** Methods as providers keep them for customers: taken over, looked at, and forgotten there. */
export function createKeptMethods(strapi: Strapi, providers: Providers) {
  const rows = methodRows(strapi);

  /** Writes a method that a provider keeps for a customer; the customer's first one is its default. In the caller's transaction. */
  async function keep(
    customer: number,
    provider: string,
    saved: SavedMethod & { account: string },
    into: Partial<MethodRow>,
  ): Promise<void> {
    const data = { ...faceOf(saved), reference: saved.reference, account: saved.account, state: 'active', next: null, askAt: null };
    const known = await rows.findOne({ where: { provider, reference: saved.reference } });
    if (known) await rows.updateMany({ where: { id: known.id }, data: { ...data, removedAt: null } });
    else if (into.id !== undefined) await rows.updateMany({ where: { id: into.id }, data });
    else await rows.create({ data: { ...into, ...data, customer, provider, asked: 0 } });
    if (known && into.id !== undefined && into.id !== known.id) await rows.deleteMany({ where: { id: into.id } });
    if ((await rows.count({ where: { defaultOf: customer } })) === 0)
      await rows.updateMany({ where: { provider, reference: saved.reference }, data: { defaultOf: customer } });
    await inTransaction(strapi, async (transaction) => {
      const times = { created_at: now(strapi), updated_at: now(strapi) };
      await strapi.db
        .getConnection(tableName(strapi, UID.paymentAccount))
        .transacting(transaction as never)
        .insert({ document_id: newDocumentId(), customer_id: customer, provider, account: saved.account, ...times })
        .onConflict(['customer_id', 'provider'])
        .merge(['account', 'updated_at']);
    });
  }

  /** Takes over what has become of one that is being added. */
  async function apply(id: number, verdict: SetUpVerdict): Promise<void> {
    const customer = (await rows.findOne({ where: { id }, populate: { customer: true } }))?.customer;
    if (!customer) return;
    await retrying(strapi, async () => {
      await hold(strapi, UID.customer, { id: customer.id });
      const row = await rows.findOne({ where: { id } });
      if (!row || (await rows.count({ where: { id, state: 'setting-up' } })) === 0) return;
      const setUp = verdict.providerSetUp ?? row.setUp;
      if (verdict.state === 'succeeded') {
        await keep(customer.id, row.provider, { ...verdict.saved, account: verdict.account }, { id });
        const who = row.contact
          ? await table<Row & { email: string }>(strapi, UID.contact).findOne({ where: { documentId: row.contact } })
          : null;
        const { brand, last4 } = verdict.saved;
        const detail = `${brand} ${last4}`.trim();
        await activityOf(strapi).record({ kind: 'payment-method-added', email: who?.email ?? '', contactId: who?.id ?? null, detail });
        return;
      }
      const over = verdict.state === 'failed' || verdict.state === 'canceled';
      const next = verdict.state === 'requires-action' ? sealNext(strapi, verdict.next) : null;
      const state = over ? 'failed' : 'setting-up';
      const askAt = over ? null : plusSeconds(now(strapi), ASK_SECONDS);
      await rows.updateMany({ where: { id }, data: { setUp, next, state, askAt, asked: row.asked + 1 } });
    });
  }

  async function ask(row: MethodRow): Promise<void> {
    const provider = await providers.find(row.provider);
    const verdict = await provider?.retrieveSetUp?.({ providerSetUp: row.setUp, reference: row.documentId });
    const isOld = now(strapi).getTime() - new Date(row.createdAt as string).getTime() > GIVEN_UP * 1000;
    if (verdict) await apply(row.id, verdict);
    else if (isOld) await apply(row.id, { state: 'canceled' });
    else await rows.updateMany({ where: { id: row.id }, data: { askAt: plusSeconds(now(strapi), GIVEN_UP) } });
  }

  /** For the page that a customer comes back to: asks about one that is being added, unless that was done just now. */
  async function look(row: MethodRow): Promise<void> {
    if (row.state !== 'setting-up') return;
    const instant = now(strapi);
    const since = row.askAt === null ? null : instant.getTime() - plusSeconds(toDate(row.askAt), -ASK_SECONDS).getTime();
    // Once it was only begun.
    const recent = row.asked > 1 && since !== null && since >= 0 && since < PAGE_PAUSE * 1000;
    if (recent) return;
    const data = { asked: row.asked + 1, askAt: plusSeconds(instant, ASK_SECONDS) };
    const { count } = await rows.updateMany({ where: { id: row.id, asked: row.asked, state: row.state }, data });
    if (count === 1) await ask(row);
  }

  /** What the provider calls a method that was removed while it was being added; null where none came of it, as far as is known. */
  async function finishedSince({ id, documentId, setUp, provider: key }: MethodRow): Promise<string | null> {
    const provider = await providers.find(key);
    const verdict = await provider?.retrieveSetUp?.({ providerSetUp: setUp, reference: documentId });
    const open = verdict && verdict.state !== 'succeeded' && verdict.state !== 'failed' && verdict.state !== 'canceled';
    await rows.updateMany({ where: { id }, data: { askAt: open ? plusSeconds(now(strapi), GIVEN_UP) : null } });
    return verdict?.state === 'succeeded' ? verdict.saved.reference : null;
  }

  /** Tells the provider that a method is forgotten; what cannot be told is tried again. */
  async function detach(row: MethodRow): Promise<void> {
    const reference = row.reference ?? (await finishedSince(row));
    if (reference === null) return;
    // Some providers call a card the same that was saved before, and is kept.
    const kept = { provider: row.provider, reference, state: { $ne: 'removed' }, id: { $ne: row.id } };
    if ((await rows.count({ where: kept })) > 0) return;
    const provider = await providers.find(row.provider);
    const told = (await provider?.detach?.(reference)) ?? true;
    await rows.updateMany({ where: { id: row.id }, data: { askAt: told ? null : plusSeconds(now(strapi), GIVEN_UP) } });
  }

  return {
    keep,
    apply,
    look,
    detach,

    /** What a webhook hints at: one that is being added, by our reference or the provider's. */
    async finish(
      provider: string,
      { reference, providerSetUp: setUp }: { reference: string | null; providerSetUp: string | null },
    ): Promise<void> {
      const row =
        (reference ? await rows.findOne({ where: { documentId: reference, provider } }) : null) ??
        (setUp ? await rows.findOne({ where: { setUp, provider } }) : null);
      if (row?.state === 'setting-up') await ask(row);
      else if (row?.state === 'removed' && row.reference === null) await detach(row);
    },

    /** Looks at a method as the provider knows it now: a card was renewed, or is gone. */
    async refresh(key: string, reference: string): Promise<void> {
      const row = await rows.findOne({ where: { provider: key, reference, state: { $ne: 'removed' } } });
      const provider = await providers.find(key);
      if (!row || !provider?.method) return;
      const found = await provider.method(reference);
      if (found === 'unknown') return;
      const gone = { state: 'removed', defaultOf: null, removedAt: now(strapi) };
      await rows.updateMany({ where: { id: row.id }, data: found ? faceOf(found) : gone });
    },

    /** Asks about what is being added, and tells providers of what was removed: of several instances one does. */
    async askDue(): Promise<void> {
      for (const row of await rows.findMany({ where: { askAt: { $lte: now(strapi) } }, orderBy: { id: 'asc' }, limit: 50 })) {
        const data = { askAt: plusSeconds(now(strapi), ASK_SECONDS) };
        if ((await rows.updateMany({ where: { id: row.id, askAt: row.askAt }, data })).count !== 1) continue;
        try {
          if (row.state === 'removed') await detach(row);
          else if (row.state === 'setting-up') await ask(row);
          else await rows.updateMany({ where: { id: row.id }, data: { askAt: null } });
        } catch (error) {
          strapi.log.error(`customer-portal: payments: method ${row.documentId} could not be asked about: ${String(error)}`);
        }
      }
    },
  };
}

export type KeptMethods = ReturnType<typeof createKeptMethods>;
