import type { ShownSavedMethod } from '../../../plugin/contract/customer/payments';
import type { MethodKind } from '../../../plugin/payments/kinds';
import { isOn } from '../../../plugin/preferences';
import { allows } from '../../../plugin/rights';
import { activityOf } from '../activity';
import type { Party, SessionParty } from '../kernel/party';
import { repository } from '../kernel/repository';
import { now, plusSeconds } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { fieldError, PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import type { Row, Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand, settingsOf } from '../settings';
import { ASK_SECONDS, type KeptMethods } from './kept-methods';
import { shownNext } from './next';
import { takes, type Providers } from './providers';
import { endOfMonth, type MethodRow } from './rows';

/** Methods that one customer keeps, those that are being added included. */
const MOST = 20;
/** Days before its end from which a card is said to expire soon. */
const SOON_DAYS = 60;

/** The end of the month in which a card ends; null for what does not end. Pure. */
const endOf = ({ expiryYear, expiryMonth }: Pick<MethodRow, 'expiryYear' | 'expiryMonth'>): Date | null =>
  expiryYear === null || expiryMonth === null ? null : endOfMonth({ expiryYear, expiryMonth });

/** Payment methods, as customers keep them. */
export function createMethods(strapi: Strapi, providers: Providers, kept: KeptMethods) {
  const own = (party: Party) => repository<MethodRow>(strapi, party, { uid: UID.paymentMethod, customer: 'customer' });

  const shown = (row: MethodRow): ShownSavedMethod => {
    const { documentId, provider, kind, brand, last4, expiryYear, expiryMonth, state, defaultOf } = row;
    const [end, instant] = [endOf(row), now(strapi)];
    return {
      id: documentId,
      kind: kind ?? 'other',
      brand: brand ?? '',
      last4: last4 ?? '',
      expires: expiryYear === null || expiryMonth === null ? null : { year: expiryYear, month: expiryMonth },
      provider,
      state: state === 'active' && end !== null && end <= instant ? 'expired' : state,
      isDefault: defaultOf !== null,
      expiresSoon: end !== null && end > instant && end <= plusSeconds(instant, SOON_DAYS * 24 * 3600),
    };
  };

  async function load(party: SessionParty, documentId: string): Promise<MethodRow> {
    const row = await own(party).one({ documentId, state: { $ne: 'removed' } });
    if (!row) throw new PortalError('not-found');
    return row;
  }

  return {
    /** What a customer keeps, the default first. */
    async list(party: Party): Promise<ShownSavedMethod[]> {
      const found = await own(party).list({ where: { state: { $in: ['active', 'expired'] } }, orderBy: { id: 'asc' } });
      return found.map(shown).sort((one, other) => Number(other.isDefault) - Number(one.isDefault));
    },

    /** Providers with which methods can be added: they are asked for one in the default currency. */
    async ways(): Promise<{ provider: string; methods: MethodKind[] }[]> {
      const { defaultCurrency } = await settingsOf(strapi).preferences();
      return (await providers.all())
        .filter(({ provider: one }) => one.capabilities.saves && one.setUp !== undefined && takes(one.capabilities, defaultCurrency))
        .map(({ key, provider }) => ({ provider: key, methods: [...provider.capabilities.methods] }));
    },

    /** Writes down that a method is to be added, in the caller's transaction. @returns its document id */
    async begin(party: SessionParty, { provider }: { provider: string }): Promise<string> {
      await hold(strapi, UID.customer, { id: party.customer.id });
      const found = await providers.find(provider);
      if (found?.setUp === undefined) throw fieldError(['provider'], 'not-an-option', 'is not offered');
      if ((await own(party).count({ state: { $in: ['active', 'expired', 'setting-up'] } })) >= MOST) throw new PortalError('no-room');
      const askAt = plusSeconds(now(strapi), ASK_SECONDS);
      const data = { contact: party.contact.documentId, provider, state: 'setting-up', asked: 0, askAt };
      return (await own(party).create(data)).documentId;
    },

    /** Has the provider begin it; with the same row nothing is done twice. @throws PortalError `provider-unreachable` */
    async start(party: SessionParty, documentId: string, method: MethodKind | undefined) {
      const row = await load(party, documentId);
      const provider = await providers.find(row.provider);
      const { portalUrl, defaultLanguage } = await portalBrand(strapi);
      const { customer, contact } = party;
      const accounts = repository<Row & { account: string }>(strapi, party, { uid: UID.paymentAccount, customer: 'customer' });
      const known = await accounts.one({ provider: row.provider });
      const { defaultCurrency } = await settingsOf(strapi).preferences();
      const verdict = await provider?.setUp?.({
        reference: documentId,
        payer: {
          customer: customer.documentId,
          name: customer.name,
          email: contact.email,
          language: contact.language ?? defaultLanguage,
          account: known?.account ?? null,
        },
        returnUrl: `${portalUrl}/payment-methods?added=${documentId}&customer=${customer.documentId}`,
        currency: defaultCurrency,
        ...(method && { method }),
      });
      if (!verdict || verdict.state === 'unknown') throw new PortalError('provider-unreachable');
      await kept.apply(row.id, verdict);
      const after = await load(party, documentId);
      return { method: shown(after), next: shownNext(strapi, after, 'methods') };
    },

    async one(party: SessionParty, documentId: string): Promise<ShownSavedMethod> {
      const row = await load(party, documentId);
      await kept.look(row);
      return shown(await load(party, documentId));
    },

    /** One that whoever looks is adding, as its provider knows it now. @throws PortalError `not-found` */
    async goOnWith(party: SessionParty, documentId: string): Promise<MethodRow> {
      const row = await load(party, documentId);
      const mine = row.contact === party.contact.documentId && allows(party.customer.rights, 'payments.write');
      if (!mine) throw new PortalError('not-found');
      await kept.look(row);
      return load(party, documentId);
    },

    async makeDefault(party: SessionParty, documentId: string): Promise<ShownSavedMethod> {
      const { id } = party.customer;
      await retrying(strapi, async () => {
        await hold(strapi, UID.customer, { id });
        const row = await load(party, documentId);
        for (const other of await own(party).list({ where: { defaultOf: id } }))
          await own(party).transition(other.id, { defaultOf: id }, { defaultOf: null });
        if (!(await own(party).transition(row.id, { state: 'active' }, { defaultOf: id }))) throw new PortalError('conflict');
      });
      return shown(await load(party, documentId));
    },

    /** Removes a method here first, so that nothing is charged with it, and then at its provider. */
    async remove(party: SessionParty, documentId: string): Promise<void> {
      const row = await retrying(strapi, async () => {
        await hold(strapi, UID.customer, { id: party.customer.id });
        const found = await load(party, documentId);
        const { id, state, reference, brand, last4 } = found;
        // One that is being added may be finished at its provider all the same.
        const askAt = reference === null && state !== 'setting-up' ? null : now(strapi);
        const removed = { state: 'removed', defaultOf: null, removedAt: now(strapi), next: null, askAt };
        if (!(await own(party).transition(id, { state }, removed))) throw new PortalError('conflict');
        const detail = `${brand ?? ''} ${last4 ?? ''}`.trim();
        const { email, id: contactId } = party.contact;
        await activityOf(strapi).record({ kind: 'payment-method-removed', email, contactId, detail });
        return found;
      });
      await kept.detach(row);
    },

    /** Whether customers may keep methods now. */
    isOpen: async (): Promise<boolean> => isOn(await settingsOf(strapi).preferences(), 'savePaymentMethods'),
  };
}

export type Methods = ReturnType<typeof createMethods>;
