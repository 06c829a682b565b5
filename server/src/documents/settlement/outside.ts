import { now } from '../../platform/clock';
import { newDocumentId } from '../../platform/document-id';
import type { Strapi } from '../../platform/strapi';
import { minorUnitsOf } from '../rows';
import type { Settled } from './balance';
import { allocationRows, type AllocationRow } from './rows';

/** What happened elsewhere, as the team's own system says. */
export interface OutsideSettled {
  /** Calendar date as of which it counts. */
  date: string;
  reference?: string | null;
  actor?: string | null;
}

export interface OutsideChange {
  /** Rows that are taken back. */
  release: AllocationRow[];
  /** What is put on anew; 0 for nothing. */
  add: number;
}

/**
 * How rows from outside bring what is left from one amount to another. A rise takes the newest of them back, and puts
 * the rest of the last one on again. Null where they do not come to so much: what else is on the document was put there
 * here. Pure.
 *
 * @param outside what is on the document from outside, newest first
 */
export function outsideChange(from: number, to: number, outside: readonly AllocationRow[]): OutsideChange | null {
  const release: AllocationRow[] = [];
  let missing = to - from;
  for (const row of outside) {
    if (missing <= 0) break;
    release.push(row);
    missing -= minorUnitsOf(row.amount);
  }
  return missing > 0 ? null : { release, add: -missing };
}

/** A row for what was put on a document from outside, as `createMany` takes it. */
export const outsideRow = (
  { type, document, customer, currency }: Settled,
  amount: number,
  { date, reference = null, actor = null }: OutsideSettled,
  instant: Date,
): Record<string, unknown> => ({
  documentId: newDocumentId(),
  createdAt: instant,
  updatedAt: instant,
  publishedAt: instant,
  customer,
  date,
  currency,
  amount: String(amount),
  sourceType: 'outside',
  sourceDocument: null,
  targetType: type,
  targetDocument: document,
  reference,
  actor,
});

/**
 * Writes the rows by which what is left of a document goes from one amount to another; the balance itself is the
 * caller's, who holds the document. False, and nothing is written: what was put there here stays on it.
 */
export async function bringOutside(
  strapi: Strapi,
  one: Settled,
  { from, left }: { from: number; left: number },
  as: OutsideSettled,
): Promise<boolean> {
  const rows = allocationRows(strapi);
  const standing = { targetDocument: one.document, sourceType: 'outside', releasedAt: { $null: true } };
  const change = outsideChange(from, left, left > from ? await rows.findMany({ where: standing, orderBy: { id: 'desc' } }) : []);
  if (!change) return false;
  const [instant, ids] = [now(strapi), change.release.map(({ id }) => id)];
  if (ids.length > 0) await rows.updateMany({ where: { id: { $in: ids } }, data: { releasedAt: instant, releasedOn: as.date } });
  if (change.add > 0) await rows.createMany({ data: [outsideRow(one, change.add, as, instant)] });
  return true;
}
