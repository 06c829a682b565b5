import { RateLimiterMySQL, RateLimiterPostgres, RateLimiterRes, RateLimiterSQLite, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { createHash } from 'node:crypto';
import { now } from '../clock';
import { PortalError } from '../errors';
import { preparedWithin, statement } from '../sql';
import type { Strapi, Transaction } from '../strapi';

/** Counters of the limits, shared by every instance on the database. Not a content type: nobody edits it. */
export const TABLE = 'customer_portal_limits';

export interface Limit {
  /** Names the counter; part of its key. */
  name: string;
  points: number;
  windowSeconds: number;
}

/** A counter in the database; counting up is one atomic statement. */
export interface Limiter {
  readonly points: number;
  readonly windowSeconds: number;
  /** How a key is called in the database. */
  storedKey(key: string): string;
  /**
   * Counts one attempt, or throws `too-many-requests` when the limit is used up: who is refused is not counted.
   * `transaction`: see `countAll`.
   */
  count(key: string, transaction?: Transaction): Promise<void>;
  /** How many attempts the present window has counted; in a transaction, as it sees it. */
  used(key: string): Promise<number>;
  /** Gives one attempt back, as part of the transaction that it is done in: what was counted turned out to be legitimate. */
  giveBack(key: string): Promise<void>;
  /** Gives back what was counted for nothing, since another counter refused, and leaves no row that says zero. */
  undo(key: string): Promise<void>;
}

const opened = new WeakMap<Strapi, Promise<void>>();

/** Creates the counters' table, once for each Strapi instance; a second instance doing the same at the same time is no error. */
export function ensureTable(strapi: Strapi): Promise<void> {
  let opening = opened.get(strapi);
  if (!opening) {
    opening = createTable(strapi);
    opened.set(strapi, opening);
    // A failure is not kept: the next try asks again.
    opening.catch(() => opened.delete(strapi));
  }
  return opening;
}

async function createTable(strapi: Strapi): Promise<void> {
  const schema = strapi.db.getSchemaConnection();
  if (await schema.hasTable(TABLE)) return;
  try {
    await schema.createTable(TABLE, (columns) => {
      columns.string('key').primary();
      columns.integer('points').notNullable().defaultTo(0);
      columns.bigInteger('expire').index();
    });
  } catch (error) {
    if (!(await schema.hasTable(TABLE))) throw error;
  }
}

/** The library opens transactions of its own on MySQL and MariaDB, which would commit the one that it is in. */
export const joinsTransactions = (strapi: Strapi): boolean => strapi.db.dialect.client !== 'mysql';

const optionsOf = (limit: Limit) => ({
  tableName: TABLE,
  tableCreated: true,
  keyPrefix: limit.name,
  points: limit.points,
  duration: limit.windowSeconds,
  clearExpiredByTimeout: false,
});

/** The part that differs between the databases: how the library is told to reach them. */
async function storeOf(strapi: Strapi, limit: Limit, knex: Transaction): Promise<RateLimiterAbstract> {
  const options = { ...optionsOf(limit), storeClient: knex, storeType: 'knex' };
  switch (strapi.db.dialect.client) {
    case 'postgres':
      return new RateLimiterPostgres({ ...options, schemaName: strapi.db.getSchemaName() });
    case 'mysql': {
      const [[row]] = (await strapi.db.connection.raw('select database() as name')) as [[{ name: string }]];
      return new RateLimiterMySQL({ ...options, dbName: row.name });
    }
    default:
      return new RateLimiterSQLite(options);
  }
}

/** The same within a transaction, which one statement needs none of its own in. */
async function storeWithin(strapi: Strapi, limit: Limit, transaction: Transaction): Promise<RateLimiterAbstract> {
  if (strapi.db.dialect.client !== 'sqlite') return storeOf(strapi, limit, transaction);
  const storeClient = { prepare: await preparedWithin(transaction), transaction: <W>(work: W): W => work };
  return new RateLimiterSQLite({ ...optionsOf(limit), storeClient, storeType: 'better-sqlite3' });
}

/** Keys are hashed: an email address or client address is not kept for the sake of a counter. */
const keyOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

export const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
/** The refusal of an attempt, and after how many milliseconds it is worth another. */
export const tooMany = (ms: number): PortalError => new PortalError('too-many-requests', { retryAfter: secondsOf(ms) });

export function createLimiter(strapi: Strapi, limit: Limit): Limiter {
  const storedKey = (key: string): string => `${limit.name}:${keyOf(key)}`;
  let opening: Promise<RateLimiterAbstract> | undefined;
  async function open(): Promise<RateLimiterAbstract> {
    await ensureTable(strapi);
    return storeOf(strapi, limit, strapi.db.connection);
  }
  // By hand: the library's own opens a transaction on MySQL, and gives a new window one attempt more.
  const less = statement<[number, string, number, number], never>(strapi, (points, key, instant, least) =>
    strapi.db.getConnection(TABLE).decrement('points', points).where('key', key).where('expire', '>', instant).where('points', '>=', least),
  );
  const remove = statement<[string, number], never>(strapi, (key, most) =>
    strapi.db.getConnection(TABLE).where('key', key).where('points', '<=', most).delete(),
  );
  const counted = statement<[string, number], { points: number }>(strapi, (key, instant) =>
    strapi.db.getConnection(TABLE).select('points').where('key', key).where('expire', '>', instant),
  );
  const giveBack = async (key: string): Promise<void> => {
    await less([1, storedKey(key), now(strapi).getTime(), 1]);
  };
  return {
    points: limit.points,
    windowSeconds: limit.windowSeconds,
    storedKey,
    async count(key, transaction) {
      const store = await (transaction ? storeWithin(strapi, limit, transaction) : (opening ??= open()));
      try {
        await store.consume(keyOf(key));
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        // The library counts first and looks then. What stays of it, should this fail, refuses some more until the window ends.
        await giveBack(key);
        throw tooMany(rejection.msBeforeNext);
      }
    },
    async used(key) {
      await ensureTable(strapi);
      return (await counted([storedKey(key), now(strapi).getTime()]))[0]?.points ?? 0;
    },
    giveBack,
    async undo(key) {
      await giveBack(key);
      await remove([storedKey(key), 0]);
    },
  };
}

/** Removes counters whose window is over. */
export async function removeExpiredLimits(strapi: Strapi, instant: Date): Promise<void> {
  if (await strapi.db.getSchemaConnection().hasTable(TABLE)) {
    await strapi.db.getConnection(TABLE).where('expire', '<', instant.getTime()).delete();
  }
}
