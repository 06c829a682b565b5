import { PAID_TYPES, type PaidType } from '../../../plugin/payments/kinds';
import type { PreferenceValues } from '../../../plugin/preferences';
import { dateIn, hourIn } from '../../../plugin/rules/calendar';
import { dueReminder, remindedDueDates, type DueReminder } from '../../../plugin/rules/payments/reminders';
import type { Language } from '../../../plugin/vocabulary';
import { contactMailOf } from '../customers';
import { creditIn, documentRows, documentsOf, minorUnitsOf, speaker, type DocumentRow } from '../documents';
import { claim } from '../platform/claim';
import { now, plusSeconds } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import type { Methods } from './methods';
import { TRANSFER } from './rows';
import type { PaymentStore } from './store';
import { createExpiryTeller } from './tell-expiring';

/** Reminders leave from this hour on, by the organisation's clock: after the team could bring in what came overnight. */
const HOUR = 8;
const PAGE = 500;
/** Longer than any reminder can be due: (10 + 1) × 90 days after the due date, from 60 days before it. */
const KEPT_SECONDS = 1100 * 24 * 3600;

interface Purse {
  customer: number;
  currency: string;
  documents: { type: PaidType; document: string }[];
}

interface Candidate extends Row {
  untilDate: string;
  issueDate: string | null;
  currency: string;
  customer: { id: number } | null;
}

/** Mails customers about what is due, and about methods that end. Of several instances that try at once each mail is sent by one. */
export function createReminders(strapi: Strapi, store: PaymentStore, methods: Methods) {
  const { money, timeline } = documentsOf(strapi);
  const sent = table<Row & { key: string }>(strapi, UID.invoiceReminder);
  const keyOf = (document: string, { which }: DueReminder): string => `${document}:${which}`;
  const reminderOf = ({ untilDate, issueDate }: Pick<DocumentRow, 'untilDate' | 'issueDate'>, today: string, schedule: PreferenceValues) =>
    untilDate ? dueReminder({ due: untilDate, issued: issueDate ?? '' }, today, schedule) : null;

  /** What seems due, by customer and currency, from one page to the next: no more of it is in memory at once. */
  async function* purses(today: string, schedule: PreferenceValues): AsyncGenerator<Purse> {
    const due = remindedDueDates(today, schedule);
    for (const type of due ? PAID_TYPES : []) {
      let after: Record<string, unknown> = {};
      for (;;) {
        const where = { state: 'open', balance: { $gt: 0 }, untilDate: { $gte: due?.from, $lte: due?.to }, ...after };
        const rows = (await documentRows(strapi, type).findMany({
          where,
          select: ['id', 'documentId', 'untilDate', 'issueDate', 'currency'],
          populate: { customer: { select: ['id'] } },
          orderBy: [{ untilDate: 'asc' }, { id: 'asc' }],
          limit: PAGE,
        })) as unknown as Candidate[];
        const keys = rows.flatMap((row) => {
          const reminder = reminderOf(row, today, schedule);
          return reminder && row.customer ? [{ row, customer: row.customer.id, key: keyOf(row.documentId, reminder) }] : [];
        });
        const known = new Set((await sent.findMany({ where: { key: { $in: keys.map(({ key }) => key) } } })).map(({ key }) => key));
        const found = new Map<string, Purse>();
        for (const { row, customer, key } of keys) {
          if (known.has(key)) continue;
          const { currency, documentId: document } = row;
          const name = `${customer}:${currency}`;
          const purse = found.get(name) ?? { customer, currency, documents: [] };
          purse.documents.push({ type, document });
          found.set(name, purse);
        }
        yield* found.values();
        const last = rows.at(-1);
        if (!last || rows.length < PAGE) break;
        const { untilDate, id } = last;
        after = { $or: [{ untilDate: { $gt: untilDate } }, { untilDate, id: { $gt: id } }] };
      }
    }
  }

  /** Whether the customer's credit is enough for all that is due by a day. */
  async function creditCovers({ customer, currency }: Purse, until: string): Promise<boolean> {
    const credit = await creditIn(strapi, { customer, currency });
    if (credit <= 0) return false;
    let owed = 0;
    for (const type of PAID_TYPES) {
      const where = { customer: { id: customer }, currency, state: 'open', balance: { $gt: 0 }, untilDate: { $lte: until } };
      // With their numbers: Strapi asks for distinct rows, and two may have the same left.
      for (const { balance } of await documentRows(strapi, type).findMany({ where, select: ['id', 'balance'] }))
        owed += minorUnitsOf(balance);
    }
    return credit >= owed;
  }

  /**
   * Reminds of what is due of one customer and currency. It holds the customer as who pays does, so that what it says is
   * so, and takes each reminder by its unique key with the commit that queues the mail.
   */
  const remind = (purse: Purse, today: string, schedule: PreferenceValues): Promise<void> =>
    retrying(strapi, async () => {
      await money.holdPurse(purse.customer);
      const where = { id: purse.customer, portalAccess: true };
      const customer = await table<Row & { name: string }>(strapi, UID.customer).findOne({ where });
      if (!customer) return;
      const open = await money.openOf(purse, purse.documents);
      // A transfer that nobody says is on its way pays nothing: whoever began it may be anybody with a link.
      const coming = (await store.pendingOn([...open.keys()])).filter(
        ({ provider, attention }) => provider !== TRANSFER || attention === 'to-confirm',
      );
      const pending = new Set(coming.map(({ document }) => document));
      for (const { type, document } of purse.documents) {
        const row = open.get(document);
        const reminder = row && !pending.has(document) ? reminderOf(row, today, schedule) : null;
        if (!row?.untilDate || !reminder) continue;
        const due = row.untilDate;
        if (await creditCovers(purse, due > today ? due : today)) continue;
        if ((await claim(strapi, UID.invoiceReminder, 'key', keyOf(document, reminder))) === null) continue;
        const more = (language: Language): Record<string, string> => {
          const { money: inWords, date } = speaker(language, purse.currency);
          return {
            type: type.replaceAll('-', '_'),
            number: row.number ?? '',
            amount: inWords(minorUnitsOf(row.balance)),
            due: date(due),
            when: reminder.which === 0 ? 'before' : 'after',
            days: String(Math.abs(Date.parse(due) - Date.parse(today)) / 86_400_000),
            count: String(reminder.which),
          };
        };
        const told = { path: `/documents/${type}/${document}`, more };
        await contactMailOf(strapi).tellReaders(customer, 'invoice-reminder', told, 'payments.write');
        await timeline.note(type, document, { kind: 'reminded', actor: { system: true } });
      }
    });

  return {
    /**
     * Sends what is due to be sent today, once; what failed is tried again the next time. A day whose schedule is changed
     * is looked at again.
     */
    async daily(): Promise<void> {
      const preferences = await settingsOf(strapi).preferences();
      const { timeZone, remindBeforeDays, remindAfterDays, remindAfterMost } = preferences;
      const instant = now(strapi);
      if (hourIn(timeZone, instant) < HOUR) return;
      const today = dateIn(timeZone, instant);
      const day = `day:${today}:${remindBeforeDays}:${remindAfterDays}:${remindAfterMost}`;
      if ((await sent.count({ where: { key: day } })) > 0) return;
      let failed = 0;
      for await (const purse of purses(today, preferences)) {
        try {
          await remind(purse, today, preferences);
        } catch (error) {
          failed += 1;
          strapi.log.error(`customer-portal: payments: customer ${purse.customer} could not be reminded: ${String(error)}`);
        }
      }
      if (await methods.isOpen()) await createExpiryTeller(strapi)();
      if (failed === 0) await claim(strapi, UID.invoiceReminder, 'key', day);
    },

    forget: () => sent.deleteMany({ where: { createdAt: { $lt: plusSeconds(now(strapi), -KEPT_SECONDS) } } }),
  };
}
