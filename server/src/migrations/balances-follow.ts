import { SETTLED_TYPES, type SettledType } from '../../../plugin/documents/types';
import { balanceOf } from '../../../plugin/rules/documents/states';
import { allocationRows, DOCUMENT_UIDS, documentRows, minorUnitsOf, outsideRow, refundRows, type DocumentRow } from '../documents';
import { retrying } from '../platform/deadlock';
import { hold } from '../platform/hold';
import { now } from '../platform/clock';
import type { RowMigration } from '../platform/migrations';
import type { Strapi } from '../platform/strapi';

const PAGE = 200;

/** What rows have put on each of some documents, or taken of them. */
async function settledOf(strapi: Strapi, ids: readonly string[]): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>(ids.map((id) => [id, []]));
  const standing = { releasedAt: { $null: true }, $or: [{ targetDocument: { $in: ids } }, { sourceDocument: { $in: ids } }] };
  for (const { targetDocument, sourceDocument, amount } of await allocationRows(strapi).findMany({ where: standing }))
    for (const id of [targetDocument, sourceDocument ?? '']) found.get(id)?.push(minorUnitsOf(amount));
  for (const { creditNote, amount } of await refundRows(strapi).findMany({ where: { creditNote: { $in: ids } } }))
    found.get(creditNote)?.push(minorUnitsOf(amount));
  return found;
}

/** Brings a page of documents to what rows say of them; in the caller's transaction, which holds them. */
async function bring(strapi: Strapi, type: SettledType, page: readonly DocumentRow[]): Promise<void> {
  const rows = documentRows(strapi, type);
  const made: Record<string, unknown>[] = [];
  const settled = await settledOf(
    strapi,
    page.map(({ documentId }) => documentId),
  );
  for (const row of page) {
    const [gross, balance] = [minorUnitsOf(row.gross), minorUnitsOf(row.balance)];
    const by = balanceOf(gross, settled.get(row.documentId) ?? []);
    // Closed is closed, whatever was left of it: it was used elsewhere.
    const left = row.state === 'draft' || balance > by ? by : row.state === 'closed' ? 0 : balance;
    if (by > left && row.customer && row.currency) {
      const one = { type, document: row.documentId, customer: row.customer.id, currency: row.currency };
      made.push(outsideRow(one, by - left, { date: row.issueDate ?? now(strapi).toISOString().slice(0, 10) }, now(strapi)));
    }
    const closes = type === 'credit-note' && row.state === 'open' && left === 0 && gross > 0;
    if (balance > by)
      strapi.log.warn(`customer-portal: ${type} ${row.number ?? row.documentId} had more left than its total; it has ${left} now.`);
    if (left !== balance || closes)
      await rows.updateMany({
        where: { id: row.id },
        data: { balance: String(left), ...(closes && { state: 'closed', closedAt: now(strapi) }) },
      });
  }
  if (made.length > 0) await allocationRows(strapi).createMany({ data: made });
}

/** Gives each document whose balance was but a number the row that it follows from: settled outside, at its issue date. */
async function writeRows(strapi: Strapi): Promise<void> {
  for (const type of SETTLED_TYPES) {
    let last = 0;
    for (;;) {
      const ids = (
        await documentRows(strapi, type).findMany({
          where: { id: { $gt: last }, state: { $ne: 'void' } },
          select: ['id'],
          orderBy: { id: 'asc' },
          limit: PAGE,
        })
      ).map(({ id }) => id);
      last = ids.at(-1) ?? last;
      if (ids.length > 0)
        await retrying(strapi, async () => {
          await hold(strapi, DOCUMENT_UIDS[type], { id: ids });
          const where = { id: { $in: ids }, state: { $ne: 'void' } };
          await bring(strapi, type, await documentRows(strapi, type).findMany({ where, populate: { customer: { select: ['id'] } } }));
        });
      if (ids.length < PAGE) break;
    }
  }
}

export const balancesFollow: RowMigration = { name: 'balances-follow', up: writeRows };
