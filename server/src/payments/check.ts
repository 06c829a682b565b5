import type { Knex } from 'knex';
import { rowsOf } from '../platform/sql';
import { tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { DOCUMENT_UIDS, minorUnitsOf, type Stored64 } from '../documents';

/** A figure that does not follow from the rows that it should follow from. */
export interface Deviation {
  what: 'balance' | 'credit' | 'payment';
  /** Document id of the document or payment; of a credit the customer's number and the currency. */
  id: string;
  kept: number;
  follows: number;
}

/** As many as one report names. */
const MOST = 100;

/**
 * Looks whether balances, credits and payments equal what their rows come to. It changes nothing: what does not add up is
 * for people to look at.
 */
export const createCheck = (strapi: Strapi) => async (): Promise<Deviation[]> => {
  const { connection } = strapi.db;
  const from = (uid: string): Knex.QueryBuilder => strapi.db.getConnection(tableName(strapi, uid));
  const found: Deviation[] = [];
  type Sum = { id: string; kept: Stored64; follows: Stored64 };
  const take = async (what: Deviation['what'], query: Knex.QueryBuilder): Promise<void> => {
    for (const { id, kept, follows } of await rowsOf<Sum>(strapi, query.limit(MOST)))
      found.push({ what, id, kept: minorUnitsOf(kept), follows: minorUnitsOf(follows) });
  };
  /** Rows of a table whose kept figure is another one than the sum of theirs. */
  const differing = (rows: object): Knex.QueryBuilder =>
    connection
      .from((rows as Knex.QueryBuilder).as('c'))
      .whereRaw('kept <> follows')
      .select('id', 'kept', 'follows');

  for (const type of ['invoice', 'retainer-invoice'] as const) {
    const put = from(UID.allocation)
      .whereNull('released_at')
      .where('target_type', type)
      .groupBy('target_document')
      .select('target_document')
      .sum({ amount: 'amount' });
    await take(
      'balance',
      differing(
        connection
          .from({ d: tableName(strapi, DOCUMENT_UIDS[type]) })
          .leftJoin(put.as('a') as never, 'a.target_document', 'd.document_id')
          .where('d.state', 'open')
          .select({ id: 'd.document_id', kept: 'd.balance' }, connection.raw('d.gross - coalesce(a.amount, 0) as follows')),
      ),
    );
  }
  const entries = from(UID.creditEntry).groupBy('customer_id', 'currency').select('customer_id', 'currency').sum({ amount: 'amount' });
  await take(
    'credit',
    differing(
      connection
        .from({ c: tableName(strapi, UID.customerCredit) })
        .leftJoin(entries.as('e') as never, function (this: Knex.JoinClause) {
          this.on('e.customer_id', 'c.customer_id').andOn('e.currency', 'c.currency');
        })
        .select({ id: 'c.document_id', kept: 'c.amount' }, connection.raw('coalesce(e.amount, 0) as follows')),
    ),
  );
  const onDocuments = from(UID.allocation)
    .whereNull('released_at')
    .where('source_type', 'payment')
    .groupBy('source_document')
    .select('source_document')
    .sum({ amount: 'amount' });
  const asCredit = from(UID.creditEntry).whereNotNull('payment').groupBy('payment').select('payment').sum({ amount: 'amount' });
  await take(
    'payment',
    differing(
      connection
        .from({ p: tableName(strapi, UID.payment) })
        .leftJoin(onDocuments.as('a') as never, 'a.source_document', 'p.document_id')
        .leftJoin(asCredit.as('e') as never, 'e.payment', 'p.document_id')
        .where('p.state', 'succeeded')
        .select(
          { id: 'p.document_id' },
          connection.raw('p.amount - p.refunded as kept, coalesce(a.amount, 0) + coalesce(e.amount, 0) as follows'),
        ),
    ),
  );
  return found;
};
