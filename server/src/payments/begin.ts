import type { PaymentProvider } from '../../../config/payment-provider';
import type { MethodKind, PaymentOrigin } from '../../../plugin/payments/kinds';
import { isOn, type PreferenceValues } from '../../../plugin/preferences';
import type { Actor } from '../conversations';
import { activityOf, type Client } from '../activity';
import { documentsOf, minorUnitsOf, type DocumentRow, type Seen } from '../documents';
import { creditorReference } from '../../../plugin/rules/payments/creditor-reference';
import { now, plusSeconds } from '../platform/clock';
import { newDocumentId } from '../platform/document-id';
import { fieldError, PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { descriptionOf } from './words';
import { limitsOf, takes } from './providers/registry';
import type { FindProvider } from './providers';
import { methodRows, paymentRows, TRANSFER, type MethodRow } from './rows';
import type { PaymentStore } from './store';

/** Who pays, for whom, and how that came about. */
export interface Paying {
  /** Row number of the customer. */
  customer: number;
  origin: PaymentOrigin;
  actor: Actor;
  /** Document id of the contact; null for who is none. */
  contact: string | null;
  /** Row number of the link. */
  link: number | null;
  client?: Client;
  /** Where the team's application has its customer come back to. */
  returnTo?: string | undefined;
}

export interface Wanted {
  currency: string;
  parts: readonly Seen[];
  with: { provider: string; method?: MethodKind | undefined; save: boolean } | { saved: string };
}

/** Seconds after which the provider is asked about a payment that it was only just told of. */
const FIRST_ASK = 60;

/** The least that may be paid of a document at a time, where less than all of it may. Half of a unit counts as one. */
export const leastPart = ({ partPaymentsLeast }: PreferenceValues, { gross }: Pick<DocumentRow, 'gross'>): number =>
  Math.max(1, Math.ceil((minorUnitsOf(gross) * partPaymentsLeast) / 100));

/** Begins payments: writes down what is to be paid, within what is owed and the settings allow, before any provider is asked. */
export function createBeginning(strapi: Strapi, store: PaymentStore, providerOf: FindProvider) {
  /** Less than all of a document may be paid where the settings allow it. @throws PortalError `invalid-request` */
  function refuseWrongParts(wanted: Wanted, open: ReadonlyMap<string, DocumentRow>, preferences: PreferenceValues): void {
    for (const [index, { document, amount, left }] of wanted.parts.entries()) {
      const row = open.get(document);
      if (!row || amount === left) continue;
      const at = ['parts', index, 'amount'];
      if (amount > left) throw fieldError(at, 'too-large', 'is more than what is left to pay');
      if (!preferences.partPayments) throw fieldError(at, 'too-small', 'is less than what is left to pay, and parts are not taken');
      if (amount < Math.min(left, leastPart(preferences, row)))
        throw fieldError(at, 'too-small', 'is less than the least part that is taken');
    }
  }

  /** The saved method of the customer's that is to be charged. */
  async function savedOf({ customer }: Paying, documentId: string): Promise<MethodRow> {
    const row = await methodRows(strapi).findOne({ where: { documentId, customer: { id: customer }, state: 'active' } });
    if (!row) throw new PortalError('not-found');
    return row;
  }

  /** One that cannot be made (its package is missing, say) is none that anything is written down for. */
  async function reachable(key: string): Promise<PaymentProvider | null> {
    try {
      return await providerOf(key);
    } catch (error) {
      strapi.log.error(`customer-portal: payments: the provider "${key}" cannot be used: ${String(error)}`);
      throw new PortalError('provider-unreachable');
    }
  }

  async function refuseWrongWay(
    { capabilities }: PaymentProvider,
    wanted: Wanted,
    amount: number,
    preferences: PreferenceValues,
  ): Promise<void> {
    const { least, most } = limitsOf(capabilities, wanted.currency);
    if (!takes(capabilities, wanted.currency)) throw fieldError(['currency'], 'not-an-option', 'is not taken by this provider');
    if (amount < least) throw fieldError(['parts'], 'too-small', 'is less than this provider takes');
    if (most !== null && amount > most) throw fieldError(['parts'], 'too-large', 'is more than this provider takes');
    if ('saved' in wanted.with) return;
    const { method, save } = wanted.with;
    if (method && !capabilities.methods.includes(method)) throw fieldError(['with', 'method'], 'not-an-option', 'is not offered');
    if (save && !(capabilities.saves && isOn(preferences, 'savePaymentMethods')))
      throw fieldError(['with', 'save'], 'not-an-option', 'is not offered');
  }

  return {
    /**
     * Writes a payment down, in the caller's transaction, which holds the customer from here on: of two that come at once
     * for one invoice the second finds the first.
     *
     * @returns its document id
     * @throws PortalError `not-found`, `amount-changed`, `payment-pending` where duplicates are prevented, `preference-off`
     */
    async write(paying: Paying, wanted: Wanted): Promise<string> {
      const { money } = documentsOf(strapi);
      const { customer, origin, actor, contact, link, client, returnTo = null } = paying;
      await money.holdPurse(customer);
      const preferences = await settingsOf(strapi).preferences();
      if (!isOn(preferences, 'onlinePayments')) throw new PortalError('preference-off');
      if (wanted.parts.length > 1 && !isOn(preferences, 'bulkPayments')) throw new PortalError('preference-off');
      if ('saved' in wanted.with && !isOn(preferences, 'savePaymentMethods'))
        throw fieldError(['with', 'saved'], 'not-an-option', 'is not offered');
      const saved = 'saved' in wanted.with ? await savedOf(paying, wanted.with.saved) : null;
      const key = 'saved' in wanted.with ? (saved?.provider ?? '') : wanted.with.provider;
      const provider = key === TRANSFER && !isOn(preferences, 'bankTransfer') ? null : await reachable(key);
      if (!provider) throw fieldError(['with', 'provider'], 'not-an-option', 'is not offered');
      const open = await money.seen({ customer, currency: wanted.currency }, wanted.parts);
      refuseWrongParts(wanted, open, preferences);
      const amount = wanted.parts.reduce((sum, part) => sum + part.amount, 0);
      await refuseWrongWay(provider, wanted, amount, preferences);
      const documents = wanted.parts.map(({ document }) => document);
      if (preferences.preventDuplicatePayments && (await store.pendingOn(documents)).length > 0) throw new PortalError('payment-pending');

      const instant = now(strapi);
      const numbers = documents.map((document) => open.get(document)?.number ?? '');
      const documentId = newDocumentId();
      const payment = await paymentRows(strapi).create({
        data: {
          documentId,
          ...(key === TRANSFER && { reference: creditorReference(documentId) }),
          customer,
          contact,
          link,
          origin,
          actor: 'editor' in actor ? actor.editor : null,
          provider: key,
          description: descriptionOf(numbers),
          currency: wanted.currency,
          amount: String(amount),
          refunded: '0',
          state: 'created',
          chosen: ('method' in wanted.with && wanted.with.method) || null,
          save: 'save' in wanted.with && wanted.with.save,
          savedMethod: saved?.documentId ?? null,
          method: null,
          asked: 0,
          returnTo,
          askAt: plusSeconds(instant, FIRST_ASK),
          begunAt: instant,
        },
      });
      await store.addParts(
        payment.documentId,
        wanted.parts.map(({ type, document, amount: part }, index) => ({ type, document, amount: part, number: numbers[index] ?? null })),
      );
      if (preferences.preventDuplicatePayments && !(await store.lock(payment.documentId, documents)))
        throw new PortalError('payment-pending');
      await store.note(payment.documentId, { kind: 'begun', state: 'created', provider: key });
      const who = 'contact' in actor ? actor.contact : null;
      await activityOf(strapi).record({
        kind: 'payment-begun',
        email: who?.email ?? '',
        ...(who && { contactId: who.id }),
        ...(client && { client }),
        detail: numbers.join(', ').slice(0, 250),
      });
      return payment.documentId;
    },
  };
}

export type Beginning = ReturnType<typeof createBeginning>;
