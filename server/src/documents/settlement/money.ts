import type { PaidType } from '../../../../plugin/payments/kinds';
import { spread } from '../../../../plugin/rules/payments/allocate';
import type { Actor } from '../../conversations';
import { now } from '../../platform/clock';
import { newDocumentId } from '../../platform/document-id';
import { fieldError, PortalError } from '../../platform/errors';
import { hold } from '../../platform/hold';
import { inTransaction, tableName, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { DOCUMENT_UIDS } from '../content-types';
import { documentRows, minorUnitsOf, type DocumentRow } from '../rows';
import type { DocumentTimeline } from '../timeline';
import { changeBalance } from './balance';
import { changeCredit, creditIn, type Purse } from './credit';
import { allocationRows, type AllocationRow, type AllocationSource } from './rows';

/** An amount that is meant for a document. */
export interface Part {
  type: PaidType;
  document: string;
  amount: number;
}

/** One with what was left of its document when that was decided. */
export interface Seen extends Part {
  left: number;
}

/** Money, or credit, that comes to documents of one customer. */
export interface Coming extends Purse {
  source: Extract<AllocationSource, 'payment' | 'credit' | 'write-off'>;
  /** Document id of the payment; null for what has none. */
  payment: string | null;
  /** Number of its receipt, or why it is given up. */
  reference: string;
  /** Calendar date as of which it counts. */
  date: string;
  actor: Actor;
}

const nameOf = (actor: Actor): string | null => ('editor' in actor ? actor.editor : null);
const TYPES = ['invoice', 'retainer-invoice'] as const satisfies readonly PaidType[];

/**
 * Money on documents: what comes is put on what it is meant for as far as that is owed, and what is over becomes the
 * customer's credit. All of it in the caller's transaction, which holds the customer's row first (`holdPurse`), so that
 * nobody else settles anything of the customer's meanwhile.
 */
export function createMoney(strapi: Strapi, timeline: DocumentTimeline) {
  const inTable = (transaction: unknown, uid: string) => strapi.db.getConnection(tableName(strapi, uid)).transacting(transaction as never);

  /** Documents of the customer's that something can be put on now. One statement a type. */
  async function openOf(
    { customer, currency }: Purse,
    parts: readonly Pick<Part, 'type' | 'document'>[],
  ): Promise<Map<string, DocumentRow>> {
    const found = new Map<string, DocumentRow>();
    for (const type of TYPES) {
      const ids = parts.flatMap((part) => (part.type === type ? [part.document] : []));
      if (ids.length === 0) continue;
      const where = { documentId: { $in: ids }, customer: { id: customer }, currency, state: 'open', balance: { $gt: 0 } };
      for (const row of await documentRows(strapi, type).findMany({ where })) found.set(row.documentId, row);
    }
    return found;
  }

  /** Whether there is such a document of the customer's that was issued. */
  const isOf = async (customer: number, type: PaidType, documentId: string): Promise<boolean> =>
    (await documentRows(strapi, type).count({ where: { documentId, customer: { id: customer }, state: { $ne: 'draft' } } })) === 1;

  /**
   * The documents that parts are for, where what is left of each is what was seen when they were decided.
   * @throws PortalError `not-found` for another's, `amount-changed`, `invalid-request` for one that is named twice
   */
  async function seen(purse: Purse, parts: readonly Seen[]): Promise<Map<string, DocumentRow>> {
    const open = await openOf(purse, parts);
    const named = new Set<string>();
    for (const [index, { type, document, left }] of parts.entries()) {
      if (named.size === named.add(document).size) throw fieldError(['parts', index, 'document'], 'twice', 'is named twice');
      const row = open.get(document);
      if (!row && !(await isOf(purse.customer, type, document))) throw new PortalError('not-found');
      if (!row || minorUnitsOf(row.balance) !== left) throw new PortalError('amount-changed');
    }
    return open;
  }

  /** Takes amounts off the balances of many documents, each only as far as it has them: one statement a type. */
  const takeOff = (parts: readonly Part[], { customer, currency }: Purse): Promise<void> =>
    inTransaction(strapi, async (transaction) => {
      for (const type of TYPES) {
        const own = parts.filter((part) => part.type === type);
        if (own.length === 0) continue;
        // Whole numbers as they are: a bound one among several is text to PostgreSQL.
        const cases = own.map(({ amount }) => `when ? then ${BigInt(amount)}`).join(' ');
        const ids = own.map(({ document }) => document);
        const by = strapi.db.connection.raw(`balance - case document_id ${cases} end`, ids);
        const has = strapi.db.connection.raw(`balance >= case document_id ${cases} end`, ids);
        const changed: number = await inTable(transaction, DOCUMENT_UIDS[type])
          .whereIn('document_id', ids)
          .where({ customer_id: customer, currency, state: 'open' })
          .where(has as never)
          .update({ balance: by, updated_at: now(strapi) });
        if (changed !== own.length) throw new PortalError('conflict');
      }
    });

  return {
    /** Holds the customer, so that what is decided on is what is there. To be called before anything is read. */
    async holdPurse(customer: number): Promise<void> {
      if ((await hold(strapi, UID.customer, { id: customer })) === 0) throw new PortalError('not-found');
    },

    openOf,
    seen,

    /**
     * Puts an amount on documents: what each is meant to get, never above what is left of it. What a document does not
     * take, since somebody paid it otherwise, goes to the others by their due dates, and then to the customer's credit.
     *
     * @returns what came to each document, and what became credit
     */
    async put(coming: Coming, amount: number, meant: readonly Part[]): Promise<{ parts: Part[]; over: number }> {
      const open = await openOf(coming, meant);
      const left = new Map([...open].map(([id, row]) => [id, minorUnitsOf(row.balance)]));
      const given = new Map<string, number>();
      let rest = amount;
      for (const part of meant) {
        const had = given.get(part.document) ?? 0;
        const one = Math.min(rest, part.amount, (left.get(part.document) ?? 0) - had);
        if (one <= 0) continue;
        given.set(part.document, had + one);
        rest -= one;
      }
      const owed = [...open.values()].map((row) => ({
        key: row.documentId,
        due: row.untilDate ?? null,
        issued: row.issueDate ?? '',
        left: (left.get(row.documentId) ?? 0) - (given.get(row.documentId) ?? 0),
      }));
      const more = spread(rest, owed);
      for (const [id, one] of more.parts) given.set(id, (given.get(id) ?? 0) + one);
      const types = new Map(meant.map(({ document, type }) => [document, type]));
      const parts = [...given].map(([document, one]): Part => ({ type: types.get(document) ?? 'invoice', document, amount: one }));
      await takeOff(parts, coming);
      await this.write(coming, parts, open);
      if (more.over > 0) {
        const { customer, currency, date, payment, reference } = coming;
        if (coming.source !== 'payment') throw new PortalError('conflict');
        const actor = nameOf(coming.actor);
        await changeCredit(strapi, { customer, currency, by: more.over, kind: 'over-payment', date, payment, reference, actor });
      }
      return { parts, over: more.over };
    },

    /** The rows that balances follow from, and what the documents tell of it: two statements. */
    async write(coming: Coming, parts: readonly Part[], open: ReadonlyMap<string, DocumentRow>): Promise<void> {
      if (parts.length === 0) return;
      const { customer, currency, source, payment, reference, actor } = coming;
      const instant = now(strapi);
      const rows = parts.map(({ type, document, amount }) => {
        const issued = open.get(document)?.issueDate ?? '';
        return {
          documentId: newDocumentId(),
          createdAt: instant,
          updatedAt: instant,
          publishedAt: instant,
          customer,
          // Nothing is put on a document before its own date.
          date: coming.date < issued ? issued : coming.date,
          currency,
          amount: String(amount),
          sourceType: source,
          sourceDocument: payment,
          targetType: type,
          targetDocument: document,
          reference,
          actor: nameOf(actor),
        };
      });
      await allocationRows(strapi).createMany({ data: rows });
      const about = { version: 1, currency, type: 'payment', document: payment ?? '', number: reference } as const;
      const kind = source === 'write-off' ? 'written-off' : 'paid';
      await timeline.noteEach(parts.map((part) => ({ ...part, line: { kind, actor, about: { ...about, amount: part.amount } } })));
    },

    /**
     * Puts credit of the customer's on documents: all of it, or nothing.
     * @throws PortalError `conflict` where there is less credit, or less is owed
     */
    async useCredit(purse: Purse, parts: readonly Part[], doing: { date: string; actor: Actor }): Promise<void> {
      const { customer, currency } = purse;
      const open = await openOf(purse, parts);
      const amount = parts.reduce((sum, part) => sum + part.amount, 0);
      const actor = nameOf(doing.actor);
      const reference = parts.length === 1 ? (open.get(parts[0]?.document ?? '')?.number ?? '') : '';
      if (!(await changeCredit(strapi, { customer, currency, by: -amount, kind: 'used', date: doing.date, reference, actor })))
        throw new PortalError('conflict');
      await takeOff(parts, purse);
      await this.write({ ...purse, source: 'credit', payment: null, reference: '', ...doing }, parts, open);
    },

    /**
     * Takes an amount of a payment back from where it is, since it is paid out or becomes credit: from the customer's
     * credit first, then from the documents that it came to last. `toCredit`: only from documents.
     *
     * @throws PortalError `conflict` where the customer has used the credit that came of it
     */
    async giveBack(coming: Coming & { payment: string }, amount: number, { toCredit }: { toCredit: boolean }): Promise<void> {
      const { customer, currency, payment, reference, date, actor } = coming;
      const by = nameOf(actor);
      let rest = amount;
      const entries = await strapi.db
        .query(UID.creditEntry)
        .findMany({ where: { payment, kind: { $in: ['over-payment', 'released', 'refunded'] } } });
      const cameOfIt = (entries as { amount: string }[]).reduce((sum, entry) => sum + minorUnitsOf(entry.amount), 0);
      const fromCredit = toCredit ? 0 : Math.max(0, Math.min(rest, cameOfIt, await creditIn(strapi, { customer, currency })));
      if (fromCredit > 0) {
        const taken = await changeCredit(strapi, {
          customer,
          currency,
          by: -fromCredit,
          kind: 'refunded',
          date,
          payment,
          reference,
          actor: by,
        });
        if (!taken) throw new PortalError('conflict');
        rest -= fromCredit;
      }
      const standing = { sourceType: 'payment', sourceDocument: payment, releasedAt: { $null: true } };
      for (const row of rest > 0 ? await allocationRows(strapi).findMany({ where: standing, orderBy: { id: 'desc' } }) : []) {
        if (rest === 0) break;
        const taken = Math.min(rest, minorUnitsOf(row.amount));
        await this.takeFrom(row, taken, coming);
        rest -= taken;
        if (toCredit) await changeCredit(strapi, { customer, currency, by: taken, kind: 'released', date, payment, reference, actor: by });
      }
      if (rest > 0) throw new PortalError('conflict', { message: 'The customer has used the credit that came of this payment.' });
    },

    /** Takes some of what is on a document from it; the rest of the row stands as a new one. */
    async takeFrom(row: AllocationRow, amount: number, { customer, currency, date, actor }: Coming): Promise<void> {
      const released = { releasedAt: now(strapi), releasedOn: date < row.date ? row.date : date };
      const { count } = await allocationRows(strapi).updateMany({ where: { id: row.id, releasedAt: { $null: true } }, data: released });
      if (count !== 1) throw new PortalError('conflict');
      const which = { type: row.targetType, document: row.targetDocument, customer, currency };
      if (!(await changeBalance(strapi, which, amount))) throw new PortalError('conflict');
      const stays = minorUnitsOf(row.amount) - amount;
      const { sourceType, sourceDocument, targetType, targetDocument, reference } = row;
      if (stays > 0) {
        const same = { sourceType, sourceDocument, targetType, targetDocument, reference, customer, currency, date: released.releasedOn };
        await allocationRows(strapi).create({ data: { ...same, amount: String(stays), actor: row.actor } });
      }
      const about = { version: 1, amount, currency, type: 'payment', document: sourceDocument ?? '', number: reference ?? '' } as const;
      await timeline.noteEach([{ type: targetType, document: targetDocument, line: { kind: 'payment-returned', actor, about } }]);
    },
  };
}

export type Money = ReturnType<typeof createMoney>;
