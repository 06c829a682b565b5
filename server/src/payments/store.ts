import { PAID_TYPES, type PaidType, type PaymentAttention, type PaymentEnding } from '../../../plugin/payments/kinds';
import { UNSETTLED, type PaymentState } from '../../../plugin/rules/payments/states';
import type { Actor } from '../conversations';
import { DOCUMENT_UIDS, minorUnitsOf, type Coming, type Part, type Stored64 } from '../documents';
import { now } from '../platform/clock';
import { newDocumentId } from '../platform/document-id';
import { PortalError } from '../platform/errors';
import { inTransaction, table, tableName, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import type { Transferred } from './providers';
import { eventRows, partRows, paymentRows, refundRows, TRANSFER, type LoadedPayment, type PaymentRow } from './rows';

/** Payments that one look finds to be of what has changed. */
const STALE = 100;

/** A document that is paid, of a payment that is not settled. */
export interface Pending {
  document: string;
  payment: string;
  since: Date;
  amount: number;
  link: number | null;
  provider: string;
  attention: PaymentAttention | null;
}

/** What happened to a payment, for its events. */
export interface Happened {
  kind: string;
  state?: PaymentState | null;
  /** Why it was given up, where it came to that. */
  ended?: PaymentEnding | null;
  provider?: string | null;
  actor?: string | null;
  /** In English, for editors: no personal data. */
  detail?: string | null;
}

/** A payment as money that comes to documents. */
export const comingOf = (payment: LoadedPayment, date: string, actor: Actor): Coming & { payment: string } => ({
  customer: payment.customer.id,
  currency: payment.currency,
  source: 'payment',
  payment: payment.documentId,
  reference: payment.number ?? '',
  date,
  actor,
});

/** Rows of payments that more than one part of the feature reads or writes. */
export function createPaymentStore(strapi: Strapi) {
  const payments = paymentRows(strapi);

  return {
    /** A payment with its customer. @throws PortalError `not-found` */
    async load(documentId: string): Promise<LoadedPayment> {
      const row = await payments.findOne({ where: { documentId }, populate: { customer: true } });
      if (!row?.customer) throw new PortalError('not-found');
      return { ...row, customer: row.customer };
    },

    /** What of a payment is meant for which document. */
    async meant(payment: string): Promise<Part[]> {
      const rows = await this.parts(payment);
      return rows.map((row) => ({ type: row.targetType, document: row.targetDocument, amount: minorUnitsOf(row.amount) }));
    },

    parts: (payment: string) => partRows(strapi).findMany({ where: { payment }, orderBy: { position: 'asc' } }),

    /** What of documents is in payments that are not settled, the oldest first: one statement, whatever was begun before. */
    pendingOn: (documents: readonly string[]): Promise<Pending[]> =>
      inTransaction(strapi, async (transaction) => {
        if (documents.length === 0) return [];
        const found = strapi.db.connection
          .from({ t: tableName(strapi, UID.paymentPart) })
          .innerJoin({ p: tableName(strapi, UID.payment) }, 'p.document_id', 't.payment')
          .whereIn('t.target_document', [...documents])
          .whereIn('p.state', [...UNSETTLED])
          .orderBy('p.id')
          .select({ document: 't.target_document', payment: 't.payment', since: 'p.begun_at', amount: 't.amount', link: 'p.link' })
          .select({ provider: 'p.provider', attention: 'p.attention' })
          .transacting(transaction as never);
        type Found = Omit<Pending, 'since' | 'amount'> & { since: unknown; amount: Stored64 };
        const rows = (await found) as Found[];
        return rows.map((row) => ({ ...row, since: toDate(row.since), amount: minorUnitsOf(row.amount) }));
      }),

    /** Payments whose customer is still to do something, of documents that are void by now, or of which less is left. */
    async stale(): Promise<string[]> {
      const found = new Set<string>();
      for (const type of PAID_TYPES) {
        const rows: { payment: string }[] = await strapi.db.connection
          .from({ p: tableName(strapi, UID.payment) })
          .innerJoin({ t: tableName(strapi, UID.paymentPart) }, 't.payment', 'p.document_id')
          .innerJoin({ d: tableName(strapi, DOCUMENT_UIDS[type]) }, 'd.document_id', 't.target_document')
          .where({ 'p.state': 'requires-action', 't.target_type': type })
          .whereNull('p.attention')
          .where((either) => void either.whereNot('d.state', 'open').orWhereRaw('d.balance < t.amount'))
          .limit(STALE)
          .select({ payment: 'p.document_id' });
        for (const { payment } of rows) found.add(payment);
      }
      return [...found];
    },

    /** A transfer that is waited for, by our reference; null for what waits no more. */
    async waitingTransfer(documentId: string): Promise<Transferred | null> {
      const row = await payments.findOne({ where: { documentId, provider: TRANSFER, state: { $in: [...UNSETTLED] } } });
      if (!row) return null;
      const contact = row.contact
        ? await table<Row & { language: string | null }>(strapi, UID.contact).findOne({ where: { documentId: row.contact } })
        : null;
      const language = contact?.language ?? (await settingsOf(strapi).preferences()).defaultLanguage;
      return { reference: documentId, amount: minorUnitsOf(row.amount), currency: row.currency, payer: { language } };
    },

    /** Why a payment was given up the last time; null for what was not, or of which nobody knows. */
    async endedBy({ documentId, state }: Pick<PaymentRow, 'documentId' | 'state'>): Promise<PaymentEnding | null> {
      if (state !== 'canceled') return null;
      const [last] = await eventRows(strapi).findMany({
        where: { payment: documentId, state, kind: { $in: ['verdict', 'confirmed', 'recorded'] } },
        orderBy: { id: 'desc' },
        limit: 1,
      });
      return last?.ended ?? null;
    },

    /** Notes what happened. */
    note: async (payment: string, happened: Happened): Promise<void> => {
      const at = now(strapi);
      const times = { createdAt: at, updatedAt: at, publishedAt: at };
      const data = { documentId: newDocumentId(), ...times, payment, at, ...happened, detail: happened.detail?.slice(0, 500) ?? null };
      await eventRows(strapi).createMany({ data: [data] });
    },

    /**
     * Takes the locks of documents for a payment, in its transaction. False: one of them is another payment's. The unique
     * index decides, whatever was looked at before.
     */
    lock: (payment: string, documents: readonly string[]): Promise<boolean> =>
      inTransaction(strapi, async (transaction) => {
        const instant = now(strapi);
        const locks = () => strapi.db.getConnection(tableName(strapi, UID.paymentLock)).transacting(transaction as never);
        const rows = documents.map((document) => ({
          document_id: newDocumentId(),
          document,
          payment,
          created_at: instant,
          updated_at: instant,
        }));
        await locks().insert(rows).onConflict('document').ignore();
        const [found] = await locks().where({ payment }).count<{ count: number | string }[]>({ count: '*' });
        return Number(found?.count) === documents.length;
      }),

    /** What of a payment its provider gave back, or was asked to. */
    async refundedOf(payment: string): Promise<number> {
      const rows = await refundRows(strapi).findMany({ where: { payment, to: 'provider', state: { $ne: 'failed' } } });
      return rows.reduce((sum, { amount }) => sum + minorUnitsOf(amount), 0);
    },

    unlock: (payment: string) => strapi.db.query(UID.paymentLock).deleteMany({ where: { payment } }),

    /** Parts of a new payment: one statement. */
    async addParts(
      payment: string,
      parts: readonly { type: PaidType; document: string; number: string | null; amount: number }[],
    ): Promise<void> {
      // What comes for no document is all credit.
      if (parts.length === 0) return;
      const instant = now(strapi);
      const times = { createdAt: instant, updatedAt: instant, publishedAt: instant };
      await partRows(strapi).createMany({
        data: parts.map(({ type, document, number, amount }, position) => ({
          documentId: newDocumentId(),
          ...times,
          payment,
          position,
          targetType: type,
          targetDocument: document,
          number,
          amount: String(amount),
        })),
      });
    },
  };
}

export type PaymentStore = ReturnType<typeof createPaymentStore>;
