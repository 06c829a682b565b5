import { inTransaction, tableName, type Strapi } from './strapi';

/** Columns of a table with a value, or the values of which one must fit. */
type Condition = Record<string, number | string | readonly (number | string)[]>;

/**
 * Holds rows until the transaction that it is called in ends, so that nobody changes or deletes them, or holds
 * them as well; how many there are. PostgreSQL and MySQL let others wait, SQLite has one connection, which a
 * transaction keeps. In the order of their ids, so that two who take several do not stop each other. To be
 * called before what decides is read: MySQL goes on reading what was there at the first read.
 */
export const hold = (strapi: Strapi, uid: string, where: Condition): Promise<number> =>
  inTransaction(strapi, async (transaction) => {
    const rows = strapi.db.getConnection(tableName(strapi, uid)).transacting(transaction as never);
    for (const [column, value] of Object.entries(where))
      void (typeof value === 'object' ? rows.whereIn(column, [...value]) : rows.where(column, value));
    return (await rows.orderBy('id').forUpdate().select<{ id: number }[]>('id')).length;
  });
