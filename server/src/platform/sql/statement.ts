import { sqliteValue, withPrepared } from './sqlite';
import { type Strapi, type Transaction } from '../strapi';

interface Compiled {
  toSQL(): { sql: string; bindings: readonly unknown[] };
}

/** What each driver answers: rows, or how many rows a change matched. */
interface Answers {
  postgres: { rows: unknown[]; rowCount: number | null };
  mysql: unknown[] | { affectedRows: number };
  sqlite: unknown[] | { changes: number };
}

async function run(strapi: Strapi, knex: Transaction, sql: string, values: unknown[]): Promise<unknown[] | number> {
  switch (strapi.db.dialect.client) {
    case 'postgres': {
      const { rows, rowCount } = await knex.raw<Answers['postgres']>(sql, values as never);
      return rows.length > 0 ? rows : (rowCount ?? 0);
    }
    case 'mysql': {
      const [answer] = (await knex.raw(sql, values as never)) as unknown as [Answers['mysql']];
      return Array.isArray(answer) ? answer : answer.affectedRows;
    }
    default:
      return withPrepared(knex, (prepare) => {
        const prepared = prepare(sql);
        const bound = values.map(sqliteValue);
        return prepared.reader ? prepared.all(...bound) : (prepared.run(...bound) as { changes: number }).changes;
      });
  }
}

/** The transaction that it is in, not a new one: what begins it ends it. */
const present = async (strapi: Strapi): Promise<Transaction> =>
  strapi.db.inTransaction() ? (await strapi.db.transaction()).get() : strapi.db.connection;

function prepared<V extends unknown[]>(strapi: Strapi, build: (...values: V) => Compiled): (values: V) => Promise<unknown[] | number> {
  let sql: string | undefined;
  return async (values) => {
    if (sql === undefined) {
      const compiled = build(...values).toSQL();
      // A value that the builder adds or leaves out would move every other one.
      if (compiled.bindings.length !== values.length || compiled.bindings.some((value, index) => value !== values[index])) {
        throw new Error(`A statement must bind the values it is given, in their order: ${compiled.sql}`);
      }
      ({ sql } = compiled);
    }
    return run(strapi, await present(strapi), sql, values);
  };
}

/**
 * A statement that is written once and run often, which answers its rows: making the text of one costs
 * more than running it, in knex about three times and in Strapi's query layer about ten times. `build`
 * gets the values of the first run; those of later ones take their places, in the order in which the
 * statement names them. It is part of the transaction that it is run in.
 */
export function statement<V extends unknown[], R>(strapi: Strapi, build: (...values: V) => Compiled) {
  const execute = prepared(strapi, build);
  return async (values: V): Promise<R[]> => {
    const rows = await execute(values);
    return (typeof rows === 'number' ? [] : rows) as R[];
  };
}

/** The same for a statement that changes rows: it answers how many matched, which is what once-only steps check. */
export function change<V extends unknown[]>(strapi: Strapi, build: (...values: V) => Compiled) {
  const execute = prepared(strapi, build);
  return async (values: V): Promise<number> => {
    const count = await execute(values);
    return typeof count === 'number' ? count : count.length;
  };
}

/**
 * Rows of a statement whose text depends on what is asked for: it is written each time, and on SQLite prepared once for
 * each of the texts that come of it. All values are bound. It is part of the transaction that it is run in.
 */
export async function rowsOf<R>(strapi: Strapi, query: Compiled): Promise<R[]> {
  const { sql, bindings } = query.toSQL();
  const rows = await run(strapi, await present(strapi), sql, [...bindings]);
  return (typeof rows === 'number' ? [] : rows) as R[];
}
