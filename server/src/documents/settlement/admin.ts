import type { Settlement, settlementContract } from '../../../../plugin/contract/editor/settlement';
import { SETTLED_TYPES, type DocumentType, type SettledType } from '../../../../plugin/documents/types';
import { moneyText } from '../../../../plugin/rules/money/text';
import { noteOf } from '../../activity';
import type { Editor, Handlers } from '../../kernel/binder';
import { fieldError, PortalError } from '../../platform/errors';
import type { Strapi } from '../../platform/strapi';
import { changeableDocument } from '../changeable';
import { DOCUMENT_UIDS } from '../content-types';
import { readableDocument } from '../readable';
import { documentRows, minorUnitsOf, type DocumentRow } from '../rows';
import { documentsOf } from '../service';
import { allocationRows, refundRows, type AllocationRow } from './rows';
import type { Put } from './settling';

const READ = 'plugin::content-manager.explorer.read';
const UPDATE = 'plugin::content-manager.explorer.update';
const MOST = 100;

type Part = { type: SettledType; document: string; amount: number };

/** What may stand on the other side: an invoice for a credit note, a credit note for an invoice. */
const othersOf = (type: SettledType): SettledType[] =>
  SETTLED_TYPES.filter((other) => (other === 'credit-note') !== (type === 'credit-note'));

/** Both sides of what an editor puts on, or from, the document that is open. @throws PortalError for two that do not go together */
function putsOf(type: SettledType, document: string, parts: readonly Part[]): [Put, ...Put[]] {
  const puts = parts.map((part, index): Put => {
    const [note, target] = type === 'credit-note' ? [document, part] : [part.document, { type, document }];
    if (!othersOf(type).includes(part.type) || target.type === 'credit-note')
      throw fieldError(['parts', index, 'type'], 'not-an-option', 'A credit note is put on invoices, and on nothing else');
    return { creditNote: note, target: { type: target.type, document: target.document }, amount: part.amount };
  });
  return puts as [Put, ...Put[]];
}

/** What editors see of what settles documents, and do: on documents that their role changes in the Content Manager. */
export function settlementHandlers(strapi: Strapi): Handlers<typeof settlementContract> {
  const note = noteOf(strapi);

  async function otherShown(editor: Editor, type: DocumentType, document: string) {
    try {
      const { number } = await readableDocument(strapi, editor, type, document);
      return { type, id: document, number: number ?? '' };
    } catch (error) {
      if (error instanceof PortalError && error.code === 'not-found') return null;
      throw error;
    }
  }

  async function allocationsOf(type: SettledType, document: string): Promise<AllocationRow[]> {
    const on = { targetDocument: document };
    return allocationRows(strapi).findMany({
      where: { releasedAt: { $null: true }, ...(type === 'credit-note' ? { $or: [{ sourceDocument: document }, on] } : on) },
      orderBy: [{ date: 'asc' }, { id: 'asc' }],
      limit: 5 * MOST,
    });
  }

  /** Those that could be put together with it, oldest first. */
  async function openFor(editor: Editor, type: SettledType, row: DocumentRow): Promise<Settlement['open']> {
    if (row.state !== 'open' || minorUnitsOf(row.balance) <= 0 || !row.customer) return [];
    const found: Settlement['open'] = [];
    for (const other of othersOf(type)) {
      const rows = await documentRows(strapi, other).findMany({
        where: { customer: { id: row.customer.id }, state: 'open', currency: row.currency, balance: { $gt: 0 } },
        populate: { customer: true },
        orderBy: [{ issueDate: 'asc' }, { id: 'asc' }],
        limit: MOST,
      });
      for (const one of rows) {
        if (!editor.may(READ, DOCUMENT_UIDS[other], one) || !editor.may(UPDATE, DOCUMENT_UIDS[other], one)) continue;
        const { documentId: id, number, issueDate, balance } = one;
        found.push({ type: other, id, number: number ?? '', issueDate: issueDate ?? '', left: minorUnitsOf(balance) });
      }
    }
    return found.sort((one, next) => one.issueDate.localeCompare(next.issueDate)).slice(0, MOST);
  }

  async function shown(editor: Editor, type: SettledType, document: string): Promise<Settlement> {
    const row = await readableDocument(strapi, editor, type, document);
    const applied: Settlement['applied'] = [];
    for (const one of await allocationsOf(type, document)) {
      const [other, id] =
        type === 'credit-note' ? [one.targetType, one.targetDocument] : (['credit-note', one.sourceDocument ?? ''] as const);
      const { documentId, date, amount, reference, sourceType: from } = one;
      const there = from === 'credit-note' ? await otherShown(editor, other, id) : null;
      applied.push({ id: documentId, date, amount: minorUnitsOf(amount), from, document: there, reference: reference ?? '' });
    }
    const refunds =
      type === 'credit-note'
        ? await refundRows(strapi).findMany({ where: { creditNote: document }, orderBy: [{ date: 'asc' }, { id: 'asc' }] })
        : [];
    return {
      currency: row.currency ?? '',
      left: minorUnitsOf(row.balance),
      applied,
      refunds: refunds.map((one) => ({
        id: one.documentId,
        date: one.date,
        amount: minorUnitsOf(one.amount),
        reference: one.reference ?? '',
      })),
      open: await openFor(editor, type, row),
    };
  }

  const inWords = (amount: number, { currency }: DocumentRow): string => moneyText(amount, currency ?? 'EUR', 'en');

  return {
    find: ({ editor, params: { type, document } }) => shown(editor, type, document),

    async apply(call) {
      const { type, document } = call.params;
      const { left, parts } = call.body;
      const row = await changeableDocument(strapi, call.editor, type, document);
      const others = [];
      for (const part of parts) others.push(await changeableDocument(strapi, call.editor, part.type, part.document));
      const doing = { actor: { editor: call.editor.email }, seen: { type, document, left } };
      await documentsOf(strapi).settling.apply(putsOf(type, document, parts), doing);
      const numbers = others.map(({ number }) => number ?? '').join(', ');
      await note(call, 'credit-applied', `${row.number ?? ''}: ${numbers}`.slice(0, 250));
      return shown(call.editor, type, document);
    },

    async refund(call) {
      const { document } = call.params;
      const { left, amount, reference, date } = call.body;
      const row = await changeableDocument(strapi, call.editor, 'credit-note', document);
      const doing = { actor: { editor: call.editor.email }, date, seen: { type: 'credit-note' as const, document, left } };
      await documentsOf(strapi).settling.refund(document, { amount, reference }, doing);
      await note(call, 'credit-refunded', `${row.number ?? ''}: ${inWords(amount, row)}`);
      return shown(call.editor, 'credit-note', document);
    },

    async takeBack(call) {
      const { type, document, allocation } = call.params;
      const row = await changeableDocument(strapi, call.editor, type, document);
      const found = (await allocationsOf(type, document)).find((one) => one.documentId === allocation && one.sourceType === 'credit-note');
      if (!found?.sourceDocument) throw new PortalError('not-found');
      if (type === 'credit-note') await changeableDocument(strapi, call.editor, found.targetType, found.targetDocument);
      else await changeableDocument(strapi, call.editor, 'credit-note', found.sourceDocument);
      await documentsOf(strapi).settling.takeBack(allocation, { editor: call.editor.email });
      await note(call, 'credit-taken-back', `${row.number ?? ''}: ${inWords(minorUnitsOf(found.amount), row)}`);
      return shown(call.editor, type, document);
    },
  };
}
