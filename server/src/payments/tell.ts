import type { Verdict } from '../../../config/payment-provider';
import type { PaymentChange } from '../../../plugin/events';
import { moneyText } from '../../../plugin/rules/money/text';
import type { Language, MailKind } from '../../../plugin/vocabulary';
import type { ActivityKind } from '../../../plugin/activity-kinds';
import { activityOf } from '../activity';
import type { Actor } from '../conversations';
import { contactMailOf } from '../customers';
import { minorUnitsOf } from '../documents';
import { notificationsOf, type Deed } from '../notifications';
import { tell as tellListeners } from '../platform/events';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { PaymentRow } from './rows';

type Told = Pick<PaymentRow, 'documentId' | 'state' | 'amount' | 'currency' | 'description' | 'contact' | 'origin' | 'number'> & {
  customer: NonNullable<PaymentRow['customer']>;
};

/** What a change of a payment has people and code hear: mail, activity, events, all with the commit that it is made in. */
export function createTeller(strapi: Strapi) {
  const change = ({ documentId, customer, amount, currency }: Told, what: PaymentChange): Promise<void> =>
    tellListeners(strapi, `payment.${what}`, {
      payment: documentId,
      customer: customer.documentId,
      amount: minorUnitsOf(amount),
      currency,
    });

  async function contactOf(documentId: string | null) {
    return documentId === null ? null : table<Row & { email: string }>(strapi, UID.contact).findOne({ where: { documentId } });
  }

  /** Whoever began it; where that is nobody who acts for the customer, everybody who pays for it. */
  async function mail(row: Told, kind: MailKind, more: (language: Language) => Record<string, string>): Promise<void> {
    const { customer, contact } = row;
    const title = row.description ?? '';
    const told = {
      path: `/payments/${row.documentId}`,
      more: (language: Language) => ({ title, number: row.number ?? '', amount: money(row)(language), ...more(language) }),
    };
    const payer = await contactOf(contact);
    if (!payer || !(await contactMailOf(strapi).tell({ contact: payer.id, customer }, kind, told)))
      await contactMailOf(strapi).tellReaders(customer, kind, told, 'payments.write');
  }

  const money =
    ({ amount, currency }: Pick<PaymentRow, 'amount' | 'currency'>) =>
    (language: Language): string =>
      moneyText(minorUnitsOf(amount), currency, language);

  async function note(row: Told, kind: ActivityKind, actor?: Actor): Promise<void> {
    const who = await contactOf(row.contact);
    await activityOf(strapi).record({
      kind,
      email: who?.email ?? '',
      ...(who && { contactId: who.id }),
      ...(actor && 'editor' in actor && { editor: actor.editor }),
      detail: `${row.description ?? ''}: ${money(row)('en')}`.slice(0, 250),
    });
  }

  const team = (row: Told, event: Deed['event']): Promise<void> =>
    notificationsOf(strapi).tell('payments', {
      event,
      customer: row.customer.name,
      title: row.description ?? '',
      path: `/plugins/customer-portal/payments/${row.documentId}`,
    });

  return {
    async change(row: Told, what: PaymentChange): Promise<void> {
      await change(row, what);
      if (what === 'needs-attention') await team(row, 'payment_attention');
    },

    /** `over`: what of it became credit. */
    async succeeded(row: Told, actor: Actor, over: number): Promise<void> {
      await note(row, 'payment-succeeded', actor);
      await change(row, 'succeeded');
      // What editors record, they know of, and customers are told on the document.
      if (row.origin === 'editor' || row.origin === 'sync') return;
      await team(row, 'paid');
      const credit = (language: Language) => (over > 0 ? money({ amount: over, currency: row.currency })(language) : 'none');
      await mail(row, 'payment-receipt', (language) => ({ credit: credit(language) }));
    },

    async failed(row: Told, verdict: Verdict): Promise<void> {
      await note(row, 'payment-failed');
      await change(row, 'failed');
      await team(row, 'payment_failed');
      const failure = verdict.state === 'failed' ? verdict.failure.code : 'other';
      await mail(row, 'payment-failed', () => ({ failure: failure.replaceAll('-', '_') }));
    },

    async canceled(row: Told, actor: Actor): Promise<void> {
      await note(row, 'payment-canceled', actor);
      await change(row, 'canceled');
    },

    async pending(row: Told): Promise<void> {
      await change(row, 'pending');
      await mail(row, 'payment-pending', () => ({}));
    },

    async refunded(row: Told, amount: number, to: 'provider' | 'credit' | 'elsewhere'): Promise<void> {
      await change(row, 'refunded');
      const given = money({ amount, currency: row.currency });
      await mail(row, 'payment-refunded', (language) => ({ amount: given(language), to }));
    },
  };
}

export type Teller = ReturnType<typeof createTeller>;
