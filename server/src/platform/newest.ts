import type { Knex } from 'knex';
import { statement } from './sql';
import { inTransaction, tableName, type Strapi, type Transaction } from './strapi';

/** Rows that are deleted at once, and owners that are gone through: so that no table is held for long. */
const AT_ONCE = 1000;

interface Bound {
  uid: string;
  /** The column that says how new a row is. */
  by: string;
  /** How many stay. */
  most: number;
}

const newestFirst = (by: string) => [by, 'id'].map((column) => ({ column, order: 'desc' as const }));

type Choose = (rows: Knex.QueryBuilder) => Knex.QueryBuilder;

/**
 * Deletes the rows of a choice that are beyond the newest ones, but for those that are kept whatever their age
 * (`deletable` chooses the others). It is part of the caller's transaction, if there is one.
 */
export async function keepNewest(strapi: Strapi, { uid, by, most }: Bound, of: Choose, deletable: Choose = (rows) => rows): Promise<void> {
  const rows = (transaction: Transaction) => strapi.db.getConnection(tableName(strapi, uid)).transacting(transaction as Knex.Transaction);
  const removeSome = async (transaction: Transaction): Promise<boolean> => {
    const beyond = await of(rows(transaction)).orderBy(newestFirst(by)).offset(most).limit(AT_ONCE).select<{ id: number }[]>('id');
    if (beyond.length === 0) return false;
    const ids = beyond.map(({ id }) => id);
    const removed: number = await deletable(rows(transaction).whereIn('id', ids)).delete();
    return removed > 0 && beyond.length === AT_ONCE;
  };
  while (await inTransaction(strapi, removeSome));
}

/**
 * The same for the rows of one owner, after each that is added: by `column`. With statements that are written once,
 * since a sign-in waits for them; counted first, since there is hardly ever anything to sort and to delete.
 */
export function newestOf(strapi: Strapi, column: string, bound: () => Bound): (owner: number) => Promise<void> {
  const rows = () => strapi.db.getConnection(tableName(strapi, bound().uid));
  const counting = statement<[number], { count: number | string }>(strapi, (owner) => rows().where(column, owner).count({ count: '*' }));
  const beyond = statement<[number, number, number], { id: number }>(strapi, (owner, many, most) =>
    rows().where(column, owner).orderBy(newestFirst(bound().by)).limit(many).offset(most).select('id'),
  );
  const remove = statement<[number], never>(strapi, (id) => rows().where('id', id).delete());
  return async (owner) => {
    const { most } = bound();
    const many = Number((await counting([owner]))[0]?.count) - most;
    if (many > 0) for (const { id } of await beyond([owner, many, most])) await remove([id]);
  };
}

/** The same for everybody, or everything, that a column of the rows names and that has too many of them. */
export async function keepNewestOfEach(strapi: Strapi, bound: Bound, column: string, deletable?: Choose): Promise<void> {
  const rows = strapi.db.getConnection(tableName(strapi, bound.uid)).whereNotNull(column).groupBy(column);
  const full = await rows
    .having(strapi.db.connection.raw('count(*) > ?', [bound.most]))
    .limit(AT_ONCE)
    .select<{ owner: number | string }[]>(`${column} as owner`);
  for (const { owner } of full) await keepNewest(strapi, bound, (some) => some.where(column, owner), deletable);
}
