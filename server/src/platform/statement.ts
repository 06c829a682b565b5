import { sqliteValue, withPrepared } from './sqlite';
import { inTransaction, type Strapi, type Transaction } from './strapi';

interface Compiled {
  toSQL(): { sql: string; bindings: readonly unknown[] };
}

async function run(strapi: Strapi, knex: Transaction, sql: string, values: unknown[]): Promise<unknown> {
  switch (strapi.db.dialect.client) {
    case 'postgres':
      return (await knex.raw<{ rows: unknown }>(sql, values as never)).rows;
    case 'mysql':
      return (await knex.raw<[unknown]>(sql, values as never))[0];
    default:
      return withPrepared(knex, (prepare) => {
        const prepared = prepare(sql);
        const bound = values.map(sqliteValue);
        return prepared.reader ? prepared.all(...bound) : prepared.run(...bound);
      });
  }
}

/**
 * A statement that is written once and run often, which answers its rows: making the text of one costs
 * more than running it, in knex about three times and in Strapi's query layer about ten times. `build`
 * gets the values of the first run; those of later ones take their places, in the order in which the
 * statement names them. It is part of the transaction that it is run in.
 */
export function statement<V extends unknown[], R>(strapi: Strapi, build: (...values: V) => Compiled) {
  let sql: string | undefined;
  return async (values: V): Promise<R[]> => {
    if (sql === undefined) {
      const compiled = build(...values).toSQL();
      // A value that the builder adds or leaves out would move every other one.
      if (compiled.bindings.length !== values.length || compiled.bindings.some((value, index) => value !== values[index])) {
        throw new Error(`A statement must bind the values it is given, in their order: ${compiled.sql}`);
      }
      ({ sql } = compiled);
    }
    const text = sql;
    const work = (knex: Transaction): Promise<unknown> => run(strapi, knex, text, values);
    return (await (strapi.db.inTransaction() ? inTransaction(strapi, work) : work(strapi.db.connection))) as R[];
  };
}
