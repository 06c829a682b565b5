import type { MethodKind, PaymentOrigin } from '../../../plugin/payments/kinds';
import { dateIn } from '../../../plugin/rules/calendar';
import type { Actor } from '../conversations';
import { documentsOf, type Coming, type Seen } from '../documents';
import { now } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { fieldError, PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { paymentRows, TRANSFER, type LoadedPayment, type PaymentRow } from './rows';
import type { SettlingPayments } from './settle';
import type { PaymentStore } from './store';
import { descriptionOf } from './words';

type Purse = Pick<Coming, 'customer' | 'currency'>;
type Open = Omit<Seen, 'amount'>;

/** A payment that came outside of the portal. */
export interface Recorded {
  /** Row number of the customer. */
  customer: number;
  currency: string;
  amount: number;
  /** Calendar date on which it came. */
  date: string;
  kind: MethodKind;
  reference: string;
  parts: readonly Seen[];
  despitePending?: boolean | undefined;
  provider: string;
  /** What another system calls it: it is taken in once. */
  providerPayment: string | null;
  origin: Extract<PaymentOrigin, 'editor' | 'sync' | 'api'>;
}

/** A transfer that has come. `line`: what the bank calls it, which is taken in once. */
export interface ComeIn {
  amount: number;
  /** Calendar date. */
  date: string;
  reference: string;
  line?: string;
}

/** Whether people say what has come of a payment: its provider cannot, or said something else than was asked for. */
export const isConfirmed = ({ provider, state, attention }: Pick<PaymentRow, 'provider' | 'state' | 'attention'>): boolean =>
  state !== 'succeeded' && (provider === TRANSFER || attention === 'amount-differs');

/** What the team does with money itself, in the place of a provider. */
export function createRecording(strapi: Strapi, store: PaymentStore, { apply }: SettlingPayments) {
  const { money } = documentsOf(strapi);
  const today = async (): Promise<string> => dateIn((await settingsOf(strapi).preferences()).timeZone, now(strapi));

  async function refusePending(documents: readonly string[]): Promise<void> {
    if ((await store.pendingOn(documents)).length > 0) throw new PortalError('payment-pending');
  }

  return {
    /** Records a payment with what it is for. @returns its document id */
    record: (recorded: Recorded, actor: Actor): Promise<string> =>
      retrying(strapi, async () => {
        const { customer, currency, amount, date, kind, reference, parts, despitePending, provider, providerPayment, origin } = recorded;
        await money.holdPurse(customer);
        const documents = parts.map(({ document }) => document);
        if (parts.reduce((sum, part) => sum + part.amount, 0) > amount)
          throw fieldError(['parts'], 'too-large', 'come to more than the payment');
        if (despitePending !== true) await refusePending(documents);
        const open = await money.seen({ customer, currency }, parts);
        if (parts.some((part) => part.amount > part.left)) throw fieldError(['parts'], 'too-large', 'are more than what is left to pay');
        const instant = now(strapi);
        const numbers = documents.map((document) => open.get(document)?.number ?? '');
        const row = await paymentRows(strapi).create({
          data: {
            customer,
            origin,
            actor: 'editor' in actor ? actor.editor : null,
            provider,
            providerPayment,
            description: descriptionOf(numbers) || reference,
            currency,
            amount: String(amount),
            refunded: '0',
            state: 'created',
            save: false,
            method: { version: 1, kind, brand: '', last4: '', expires: null },
            failureMessage: null,
            asked: 0,
            begunAt: instant,
          },
        });
        await store.addParts(
          row.documentId,
          parts.map(({ type, document, amount: part }, index) => ({ type, document, amount: part, number: numbers[index] ?? null })),
        );
        await apply(
          { documentId: row.documentId, customer: { id: customer } },
          { state: 'succeeded', amount },
          { kind: 'recorded', actor, date, detail: reference },
        );
        return row.documentId;
      }),

    /**
     * Takes in a transfer that has come, or a payment of which its provider holds another amount than was asked for,
     * whatever it comes to: what is over becomes credit.
     */
    async confirmTransfer(row: LoadedPayment, { amount, date, reference, line }: ComeIn, actor: Actor): Promise<void> {
      if (!isConfirmed(row)) throw new PortalError('conflict');
      const verdict = { state: 'succeeded' as const, amount, ...(line !== undefined && { providerPayment: line }) };
      await apply(row, verdict, { kind: 'confirmed', actor, date, detail: reference });
      await paymentRows(strapi).updateMany({ where: { id: row.id, attention: row.attention }, data: { attention: null } });
    },

    /** Gives up what is left of a document. */
    giveUp: (purse: Purse, { reason, ...seen }: Open & { reason: string }, actor: Actor): Promise<void> =>
      retrying(strapi, async () => {
        await money.holdPurse(purse.customer);
        await refusePending([seen.document]);
        await money.seen(purse, [{ ...seen, amount: seen.left }]);
        const coming: Coming = {
          ...purse,
          source: 'write-off',
          payment: null,
          reference: reason.slice(0, 100),
          date: await today(),
          actor,
        };
        await money.put(coming, seen.left, [{ type: seen.type, document: seen.document, amount: seen.left }]);
      }),

    /** Puts credit of the customer's on a document. */
    applyCredit: (purse: Purse, { amount, ...seen }: Seen, actor: Actor): Promise<void> =>
      retrying(strapi, async () => {
        await money.holdPurse(purse.customer);
        await money.seen(purse, [{ ...seen, amount }]);
        if (amount > seen.left) throw fieldError(['amount'], 'too-large', 'is more than what is left to pay');
        await money.useCredit(purse, [{ type: seen.type, document: seen.document, amount }], { date: await today(), actor });
      }),
  };
}
