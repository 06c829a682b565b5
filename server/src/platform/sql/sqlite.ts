import type { Transaction } from '../strapi';

/** What is used of better-sqlite3, the one driver that Strapi 5 has for SQLite: each call answers before it returns. */
export interface Prepared {
  /** It has rows to answer with. */
  readonly reader: boolean;
  all(...values: unknown[]): unknown[];
  get(...values: unknown[]): unknown;
  run(...values: unknown[]): unknown;
}
interface Connection {
  prepare(sql: string): Prepared;
}
interface Client {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): unknown;
}

/** Statements that a connection keeps; the one made longest ago goes first. */
const MOST = 500;

const kept = new WeakMap<Connection, Map<string, Prepared>>();

/** A statement that is parsed and planned once for a connection; SQLite does so again by itself when the schema changed. */
function prepare(connection: Connection, sql: string): Prepared {
  let statements = kept.get(connection);
  if (!statements) kept.set(connection, (statements = new Map<string, Prepared>()));
  let statement = statements.get(sql);
  if (!statement) {
    const [oldest] = statements.keys();
    if (statements.size >= MOST && oldest !== undefined) statements.delete(oldest);
    statements.set(sql, (statement = connection.prepare(sql)));
  }
  return statement;
}

/**
 * Lends the connection of a transaction, or one of the pool, with statements that stay prepared. For texts
 * of which there are few: knex prepares anew each time, which takes as long as a whole read by an index.
 */
export async function withPrepared<T>(knex: Transaction, work: (prepare: (sql: string) => Prepared) => T): Promise<T> {
  const client = knex.client as Client;
  const connection = await client.acquireConnection();
  try {
    return work((sql) => prepare(connection, sql));
  } finally {
    await client.releaseConnection(connection);
  }
}

/** The same for the whole of a transaction, whose connection is its own until it ends. */
export async function preparedWithin(transaction: Transaction): Promise<(sql: string) => Prepared> {
  const connection = await (transaction.client as Client).acquireConnection();
  return (sql) => prepare(connection, sql);
}

/** As SQLite's driver takes values: it refuses booleans and dates, which knex stores like this. */
export const sqliteValue = (value: unknown): unknown =>
  value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value;
