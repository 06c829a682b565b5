import type { PaymentOptions, PaymentWay } from '../../../plugin/contract/customer/payments';
import { PAID_TYPES, PAYMENT_PARTS_MAX, type PaidType } from '../../../plugin/payments/kinds';
import { isOn } from '../../../plugin/preferences';
import { oldestFirst } from '../../../plugin/rules/payments/allocate';
import { creditIn, DOCUMENT_UIDS, minorUnitsOf, type DocumentRow } from '../documents';
import type { Party } from '../kernel/party';
import { repository } from '../kernel/repository';
import { fieldError, PortalError } from '../platform/errors';
import type { Query, Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { leastPart } from './begin';
import { chosenBy } from './choice';
import type { Methods } from './methods';
import { limitsOf, takes, type Providers } from './providers';
import type { PaymentStore } from './store';

export interface Asked {
  documents?: readonly { type: PaidType; id: string }[] | undefined;
  everything?: string | undefined;
  choice?: string | undefined;
}

type Owed = DocumentRow & { type: PaidType };

/** What a customer, or whoever holds a link, is offered to pay, and how. */
export function createOptions(strapi: Strapi, store: PaymentStore, providers: Providers, methods: Methods) {
  const owedOf = (party: Party, type: PaidType) =>
    repository<DocumentRow>(strapi, party, { uid: DOCUMENT_UIDS[type], customer: 'customer', within: { state: 'open' } });

  /** The documents asked for, as far as something is left to pay of them. @throws PortalError `not-found` */
  async function named(party: Party, wanted: readonly { type: PaidType; id: string }[]): Promise<Owed[]> {
    const found: Owed[] = [];
    for (const type of PAID_TYPES) {
      const ids = wanted.flatMap((one) => (one.type === type ? [one.id] : []));
      if (ids.length === 0) continue;
      const rows = await repository<DocumentRow>(strapi, party, {
        uid: DOCUMENT_UIDS[type],
        customer: 'customer',
        within: { state: { $ne: 'draft' } },
      }).list({ where: { documentId: { $in: ids } } });
      if (rows.length < new Set(ids).size) throw new PortalError('not-found');
      found.push(...rows.filter(({ state, balance }) => state === 'open' && minorUnitsOf(balance) > 0).map((row) => ({ ...row, type })));
    }
    return found;
  }

  /** All that is owed in a currency, oldest first, as far as one payment takes it. */
  async function everything(party: Party, currency: string): Promise<Owed[]> {
    const found: Owed[] = [];
    for (const type of PAID_TYPES) {
      const query: Query = {
        where: { currency, balance: { $gt: 0 } },
        orderBy: [{ untilDate: 'asc' }, { id: 'asc' }],
        limit: PAYMENT_PARTS_MAX + 1,
      };
      const rows = await owedOf(party, type).list(query);
      found.push(...rows.map((row) => ({ ...row, type })));
    }
    return found;
  }

  return {
    /** Providers that take an amount in a currency. */
    async ways(currency: string): Promise<PaymentWay[]> {
      const ways: PaymentWay[] = [];
      const saving = await methods.isOpen();
      for (const { key, provider } of await providers.all()) {
        const { capabilities } = provider;
        if (!takes(capabilities, currency)) continue;
        const { flow, slow, saves } = capabilities;
        ways.push({
          provider: key,
          methods: [...capabilities.methods],
          flow,
          slow,
          saves: saves && saving,
          ...limitsOf(capabilities, currency),
        });
      }
      return ways;
    },

    async of(party: Party, { everything: all, choice, ...asked }: Asked): Promise<PaymentOptions> {
      const documents = choice === undefined ? asked.documents : chosenBy(strapi, choice, party.customer?.documentId ?? '');
      const preferences = await settingsOf(strapi).preferences();
      const most = isOn(preferences, 'bulkPayments') ? PAYMENT_PARTS_MAX : 1;
      if ((documents?.length ?? 0) > most) throw new PortalError('preference-off');
      const found = all === undefined ? await named(party, documents ?? []) : await everything(party, all);
      const currency = all ?? found[0]?.currency ?? preferences.defaultCurrency;
      if (found.some((row) => row.currency !== currency)) throw fieldError(['documents'], 'invalid', 'are not all in one currency');
      const ordered = oldestFirst(
        found.map((row) => ({ key: row.documentId, due: row.untilDate ?? null, issued: row.issueDate ?? '', row })),
      ).map(({ row }) => row);
      const owed = ordered.slice(0, most);
      const pending = new Map((await store.pendingOn(owed.map(({ documentId }) => documentId))).map((one) => [one.document, one]));
      const canSave = party.by === 'session' && (await methods.isOpen());
      return {
        currency,
        documents: owed.map((row) => {
          const waiting = pending.get(row.documentId);
          const least = leastPart(preferences, row);
          const left = minorUnitsOf(row.balance);
          const own = waiting && (party.by === 'link' ? waiting.link === party.link : true);
          return {
            type: row.type,
            id: row.documentId,
            number: row.number ?? '',
            issueDate: row.issueDate ?? '',
            dueDate: row.untilDate ?? null,
            gross: minorUnitsOf(row.gross),
            left,
            least: preferences.partPayments && least < left ? least : null,
            pending: waiting ? { id: own ? waiting.payment : null, since: waiting.since.toISOString(), amount: waiting.amount } : null,
          };
        }),
        more: ordered.length > owed.length,
        credit: party.customer ? await creditIn(strapi, { customer: party.customer.id, currency }) : 0,
        ways: await this.ways(currency),
        saved: canSave && party.customer ? (await methods.list(party)).filter(({ state }) => state === 'active') : [],
        saveByDefault: canSave ? preferences.saveMethodByDefault : null,
        preventsDuplicates: preferences.preventDuplicatePayments,
      };
    },
  };
}

export type Options = ReturnType<typeof createOptions>;
