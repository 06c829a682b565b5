import { dateIn } from '../../../../plugin/rules/calendar';
import type { DocumentType } from '../../../../plugin/documents/types';
import type { Actor } from '../../conversations';
import { now } from '../../platform/clock';
import { retrying } from '../../platform/deadlock';
import { PortalError } from '../../platform/errors';
import { hold } from '../../platform/hold';
import type { Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { settingsOf } from '../../settings';
import { DOCUMENT_UIDS } from '../content-types';
import { documentRows, minorUnitsOf, type DocumentRow } from '../rows';
import type { DocumentTimeline } from '../timeline';
import { changeBalance, type Settled } from './balance';
import { changeCredit } from './credit';
import { bringOutside, type OutsideSettled } from './outside';
import { allocationRows, refundRows, type AllocationRow, type AllocationTarget } from './rows';

export interface Which {
  type: DocumentType;
  document: string;
}

/** An amount of a credit note for an invoice. */
export interface Put {
  creditNote: string;
  target: { type: Exclude<AllocationTarget, 'credit-note'>; document: string };
  amount: number;
}

export interface Doing {
  actor: Actor;
  /** Calendar date as of which it counts: today unless said otherwise. */
  date?: string;
  /** What was left of a document when it was decided: if it is another amount by now, nothing is done. */
  seen?: Which & { left: number };
}

const nameOf = (actor: Actor): string | null => ('editor' in actor ? actor.editor : null);

/** A credit note that is in use is not voided: what it was used for would be paid by nothing. */
const inUse = (): PortalError => {
  const message = 'This credit note is in use. Take back what of it is applied first; what was refunded, or used elsewhere, stays.';
  return new PortalError('conflict', { message, errors: [{ path: ['applied'], code: 'fixed', message }] });
};

/**
 * What settles documents. Balances follow from rows, changed in their transaction by a statement that looks whether they
 * may; the customer's row is held meanwhile, so that what one decides on is what the next finds.
 *
 * @throws PortalError from each: `not-found`, `conflict` where somebody was faster, or a state or an amount does not allow it
 */
export function createSettling(strapi: Strapi, timeline: DocumentTimeline) {
  const today = async (): Promise<string> => dateIn((await settingsOf(strapi).preferences()).timeZone, now(strapi));

  const load = async ({ type, document }: Which): Promise<DocumentRow> => {
    const row = await documentRows(strapi, type).findOne({ where: { documentId: document }, populate: { customer: true } });
    if (!row) throw new PortalError('not-found');
    return row;
  };

  /** Runs work while nobody else settles anything of the customer's: customer before document, for everybody. */
  async function holding<T>(which: Which, work: (row: DocumentRow) => Promise<T>): Promise<T> {
    const { customer } = await load(which);
    return retrying(strapi, async () => {
      if (customer) await hold(strapi, UID.customer, { id: customer.id });
      await hold(strapi, DOCUMENT_UIDS[which.type], { document_id: which.document });
      const row = await load(which);
      if (row.customer?.id !== customer?.id) throw new PortalError('conflict');
      return work(row);
    });
  }

  /** @throws PortalError `conflict` for a document of nobody's, which no draft that is issued is */
  function settled({ type, document }: Which, { customer, currency }: DocumentRow): Settled {
    if (!customer || !currency) throw new PortalError('conflict');
    return { type, document, customer: customer.id, currency };
  }

  async function change(which: Settled, by: number): Promise<void> {
    if (!(await changeBalance(strapi, which, by))) throw new PortalError('conflict');
  }

  async function refuseUnseen({ seen }: Doing): Promise<void> {
    if (seen && minorUnitsOf((await load(seen)).balance) !== seen.left) throw new PortalError('conflict');
  }

  const numberOf = async (which: Which): Promise<string> => (await load(which)).number ?? '';

  /** Both documents tell of it, each of the other. */
  async function tell(
    kinds: [note: 'applied' | 'taken-back', invoice: 'credited' | 'taken-back'],
    put: Put,
    row: DocumentRow,
    actor: Actor,
  ) {
    const note: Which = { type: 'credit-note', document: put.creditNote };
    const about = { version: 1, amount: put.amount, currency: row.currency ?? '' } as const;
    const [ofNote, ofTarget] = [await numberOf(note), await numberOf(put.target)];
    const line = { actor, about: { ...about, ...put.target, number: ofTarget } };
    await timeline.note('credit-note', put.creditNote, { kind: kinds[0], ...line });
    await timeline.note(put.target.type, put.target.document, { kind: kinds[1], actor, about: { ...about, ...note, number: ofNote } });
  }

  const putOf = ({ sourceDocument, targetType, targetDocument, amount }: AllocationRow): Put => ({
    creditNote: sourceDocument ?? '',
    target: { type: targetType as Put['target']['type'], document: targetDocument },
    amount: minorUnitsOf(amount),
  });

  /** Marks a row as taken back: of two who do so at once one finds it as it was. */
  async function release(row: AllocationRow): Promise<void> {
    const data = { releasedAt: now(strapi), releasedOn: await today() };
    const { count } = await allocationRows(strapi).updateMany({ where: { id: row.id, releasedAt: { $null: true } }, data });
    if (count !== 1) throw new PortalError('conflict');
  }

  return {
    holding,

    /** Puts credit notes of one customer on invoices of its own: all of it, or nothing. */
    async apply(puts: readonly [Put, ...Put[]], doing: Doing): Promise<void> {
      const asOf = doing.date ?? (await today());
      await holding({ type: 'credit-note', document: puts[0].creditNote }, async (row) => {
        await refuseUnseen(doing);
        const { customer, currency } = settled({ type: 'credit-note', document: row.documentId }, row);
        for (const put of puts) {
          const { creditNote, target, amount } = put;
          await change({ type: 'credit-note', document: creditNote, customer, currency }, -amount);
          await change({ ...target, customer, currency }, -amount);
          // Nothing is put on a document, or taken from one, before its own date.
          const dates = [asOf, row.issueDate ?? '', (await load(target)).issueDate ?? ''];
          const date = dates.reduce((one, other) => (one < other ? other : one));
          const between = {
            sourceType: 'credit-note',
            sourceDocument: creditNote,
            targetType: target.type,
            targetDocument: target.document,
          };
          await allocationRows(strapi).create({
            data: { ...between, customer, date, currency, amount: String(amount), actor: nameOf(doing.actor) },
          });
          await tell(['applied', 'credited'], put, row, doing.actor);
        }
      });
    },

    /** Takes back what was put on an invoice from a credit note, which has it again. */
    async takeBack(allocation: string, actor: Actor): Promise<void> {
      const found = await allocationRows(strapi).findOne({ where: { documentId: allocation, sourceType: 'credit-note' } });
      if (!found) throw new PortalError('not-found');
      const put = putOf(found);
      await holding({ type: 'credit-note', document: put.creditNote }, async (row) => {
        await release(found);
        const { customer, currency } = settled({ type: 'credit-note', document: put.creditNote }, row);
        await change({ ...put.target, customer, currency }, put.amount);
        await change({ type: 'credit-note', document: put.creditNote, customer, currency }, put.amount);
        await tell(['taken-back', 'taken-back'], put, row, actor);
      });
    },

    /** Notes that some of a credit note was paid out. */
    async refund(creditNote: string, { amount, reference }: { amount: number; reference: string }, doing: Doing): Promise<void> {
      const date = doing.date ?? (await today());
      const which = { type: 'credit-note', document: creditNote } as const;
      await holding(which, async (row) => {
        await refuseUnseen(doing);
        const one = settled(which, row);
        await change(one, -amount);
        const { customer, currency } = one;
        await refundRows(strapi).create({
          data: { creditNote, customer, currency, date, amount: String(amount), reference, actor: nameOf(doing.actor) },
        });
        const about = { version: 1, amount, currency, ...which, number: row.number ?? '' } as const;
        await timeline.note('credit-note', creditNote, { kind: 'refunded', actor: doing.actor, about });
      });
    },

    /**
     * Brings what is left of a document to an amount, by what happened outside: payments that the team took elsewhere.
     * The same amount again changes nothing.
     */
    async settleOutside(which: Which, left: number, { date, ...more }: Partial<OutsideSettled> = {}): Promise<void> {
      const as = { date: date ?? (await today()), ...more };
      await holding(which, async (row) => {
        const one = settled(which, row);
        const from = minorUnitsOf(row.balance);
        if (left === from) return;
        await change(one, left - from);
        if (!(await bringOutside(strapi, one, { from, left }, as))) throw new PortalError('conflict');
      });
    },

    /**
     * Takes back all that is on a document that becomes void, in the caller's transaction: credit notes have theirs again.
     * @throws PortalError `conflict` for a credit note that is in use
     */
    async clear(which: Which, row: DocumentRow, actor: Actor, { outsideToo = true } = {}): Promise<void> {
      const { document } = which;
      const standing = { releasedAt: { $null: true } };
      if (which.type === 'credit-note') {
        const refunds = await refundRows(strapi).count({ where: { creditNote: document } });
        const used = await allocationRows(strapi).count({ where: { sourceDocument: document, ...standing } });
        if (refunds > 0 || used > 0) throw inUse();
      }
      const on = await allocationRows(strapi).findMany({ where: { targetDocument: document, ...standing }, orderBy: { id: 'asc' } });
      if (which.type === 'credit-note' && on.length > 0 && !outsideToo) throw inUse();
      for (const one of on) {
        await release(one);
        if (one.sourceType === 'payment' || one.sourceType === 'credit') {
          // What it was paid with is the customer's still.
          const { customer, currency } = settled(which, row);
          const about = { payment: one.sourceDocument, allocation: one.documentId, reference: row.number, actor: nameOf(actor) };
          await changeCredit(strapi, { customer, currency, by: minorUnitsOf(one.amount), kind: 'released', date: await today(), ...about });
        }
        if (one.sourceType !== 'credit-note') continue;
        const put = putOf(one);
        await change(settled({ type: 'credit-note', document: put.creditNote }, row), put.amount);
        const about = { version: 1, amount: put.amount, currency: one.currency, ...put.target, number: row.number ?? '' } as const;
        await timeline.note('credit-note', put.creditNote, { kind: 'taken-back', actor, about });
      }
    },
  };
}

export type Settling = ReturnType<typeof createSettling>;
