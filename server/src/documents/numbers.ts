import type { Knex } from 'knex';
import type { DocumentType } from '../../../plugin/documents/types';
import type { PreferenceValues } from '../../../plugin/preferences';
import { formatNumber, numberProblem } from '../../../plugin/rules/documents/number';
import { isUnderGst, seriesOf } from '../../../plugin/rules/documents/series';
import { newDocumentId } from '../platform/document-id';
import { now } from '../platform/clock';
import { fieldError } from '../platform/errors';
import { inTransaction, tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { DOCUMENT_UIDS } from './content-types';

type Rows = () => Knex.QueryBuilder;

/**
 * The largest counter with so many digits that a document of a series has; 0 where there is none. A statement over the
 * unique index of numbers, from the end of the range: the first that it finds is written like ours, but for what only a
 * collation takes for it.
 */
async function largestWith(documents: Rows, before: string, digits: number): Promise<number> {
  // `!` escapes, since a backslash means more on MySQL; each `_` is one character.
  const shape = before.replace(/[!%_]/gu, '!$&') + '_'.repeat(digits);
  let end: ['<=' | '<', string] = ['<=', before + '9'.repeat(digits)];
  for (;;) {
    const [found] = await documents()
      .where('number', '>=', before + '0'.repeat(digits))
      .where('number', ...end)
      .whereRaw(`number like ? escape '!'`, [shape])
      .orderBy('number', 'desc')
      .limit(1)
      .select<{ number: string }[]>('number');
    if (!found) return 0;
    const counter = found.number.slice(before.length);
    if (found.number.startsWith(before) && /^\d+$/u.test(counter)) return Number(counter);
    end = ['<', found.number];
  }
}

/**
 * Takes the next count of a series, in the transaction of what it is for: if that fails, the next one gets it. Whoever
 * takes one holds the row of its series until then.
 */
export const nextCount = (strapi: Strapi, key: string): Promise<number> =>
  inTransaction(strapi, async (transaction) => {
    const series = () => strapi.db.getConnection(tableName(strapi, UID.numberSeries)).transacting(transaction as never);
    const count = async (): Promise<number> => series().where({ series: key }).increment('next', 1);
    if ((await count()) === 0) {
      const times = { created_at: now(strapi), updated_at: now(strapi) };
      await series()
        .insert({ document_id: newDocumentId(), series: key, next: 1, ...times })
        .onConflict('series')
        .ignore();
      await count();
    }
    const [row] = await series().where({ series: key }).select<{ next: number }[]>('next');
    return Number(row?.next) - 1;
  });

/**
 * The number of a document that is being issued, in the transaction that issues it: if that fails, the next one gets
 * it. Whoever takes one holds the row of its series until then, so that none is lost or given twice. A series goes on
 * behind what came from elsewhere, and begins where the settings say.
 * @throws PortalError at `number` where GST does not allow it
 */
export const nextNumber = (strapi: Strapi, type: DocumentType, issueDate: string, preferences: PreferenceValues): Promise<string> =>
  inTransaction(strapi, async (transaction) => {
    const rowsOf =
      (uid: string): Rows =>
      () =>
        strapi.db.getConnection(tableName(strapi, uid)).transacting(transaction as never);
    const [series, documents] = [rowsOf(UID.numberSeries), rowsOf(DOCUMENT_UIDS[type])];
    const { key, first, ...format } = seriesOf(type, preferences, issueDate);
    const numberOf = (counter: number): string => formatNumber(format, counter, issueDate);

    const given = await nextCount(strapi, key);
    let counter = Math.max(given, first);
    const isTaken = async (): Promise<boolean> => {
      const [other] = await documents()
        .where({ number: numberOf(counter) })
        .limit(1)
        .select<{ id: number }[]>('id');
      return other !== undefined;
    };
    while (await isTaken()) {
      const digits = String(counter).padStart(format.padding, '0').length;
      const before = numberOf(counter).slice(0, -digits);
      counter = Math.max(counter, await largestWith(documents, before, digits)) + 1;
    }
    if (counter !== given)
      await series()
        .where({ series: key })
        .update({ next: counter + 1 });

    const number = numberOf(counter);
    const problem = isUnderGst(preferences) ? numberProblem(number, { gst: true }) : undefined;
    if (problem) throw fieldError(['number'], problem, 'GST allows at most 16 letters, digits, hyphens and slashes');
    return number;
  });
