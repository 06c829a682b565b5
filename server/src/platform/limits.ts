import { RateLimiterMySQL, RateLimiterPostgres, RateLimiterRes, RateLimiterSQLite, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { createHash } from 'node:crypto';
import { now } from './clock';
import { PortalError } from './errors';
import { commitTogether } from './group-commit';
import { preparedWithin, withPrepared } from './sqlite';
import { statement } from './statement';
import type { Strapi, Transaction } from './strapi';

/** Counters of the limits, shared by every instance on the database. Not a content type: nobody edits it. */
const TABLE = 'customer_portal_limits';

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
  /** Counts one try and throws `too-many-requests` when the limit is used up. `transaction`: see `countAll`. */
  count(key: string, transaction?: Transaction): Promise<void>;
  /** How many tries the present window has counted; in a transaction, as it sees it. */
  used(key: string): Promise<number>;
  /** Gives one try back, as part of the transaction that it is done in: what was counted turned out to be legitimate. */
  giveBack(key: string): Promise<void>;
}

/** A counter and which of its keys; and what counts in its place when it is used up, for who brings a proof of work. */
export type Counted = readonly [limiter: Limiter, key: string, beyond?: Limiter];

/** A refusal that a proof of work would have opened. */
export class ProofWanted extends PortalError {}

const opened = new WeakMap<Strapi, Promise<void>>();

/** Creates the counters' table, once for each Strapi instance; a second instance doing the same at the same time is no error. */
function ensureTable(strapi: Strapi): Promise<void> {
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
const joinsTransactions = (strapi: Strapi): boolean => strapi.db.dialect.client !== 'mysql';

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

const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
/** The refusal of a try, and after how many milliseconds it is worth another. */
const tooMany = (ms: number): PortalError => new PortalError('too-many-requests', { retryAfter: secondsOf(ms) });

export function createLimiter(strapi: Strapi, limit: Limit): Limiter {
  const storedKey = (key: string): string => `${limit.name}:${keyOf(key)}`;
  let opening: Promise<RateLimiterAbstract> | undefined;
  async function open(): Promise<RateLimiterAbstract> {
    await ensureTable(strapi);
    return storeOf(strapi, limit, strapi.db.connection);
  }
  // By hand: the library's own opens a transaction on MySQL, and gives a new window one try more.
  const less = statement<[number, string, number, number], never>(strapi, (points, key, instant, least) =>
    strapi.db.getConnection(TABLE).decrement('points', points).where('key', key).where('expire', '>', instant).where('points', '>=', least),
  );
  const counted = statement<[string, number], { points: number }>(strapi, (key, instant) =>
    strapi.db.getConnection(TABLE).select('points').where('key', key).where('expire', '>', instant),
  );
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
        throw tooMany(rejection.msBeforeNext);
      }
    },
    async used(key) {
      await ensureTable(strapi);
      return (await counted([storedKey(key), now().getTime()]))[0]?.points ?? 0;
    },
    async giveBack(key) {
      await less([1, storedKey(key), now().getTime(), 1]);
    },
  };
}

/** Counts with one counter, or with the one behind it; answers which it was. */
async function countOne([limiter, key, beyond]: Counted, proved: boolean, transaction?: Transaction): Promise<Counted> {
  try {
    await limiter.count(key, transaction);
    return [limiter, key];
  } catch (error) {
    if (!beyond || !(error instanceof PortalError)) throw error;
    // Nobody is set to work for nothing.
    if (!proved && (await beyond.used(key)) < beyond.points) throw new ProofWanted(error.code, { retryAfter: error.retryAfter });
    if (!proved) throw error;
    await beyond.count(key, transaction);
    return [beyond, key];
  }
}

/**
 * Counts one try with each counter in turn and throws at the first that is used up: the ones behind it
 * stand still, so that who is refused for one account does not use up the whole portal's tries. Where
 * the store lets it, that is one commit instead of one for each: on SQLite a commit waits for the disk,
 * and everybody with it. With a proof (`proved`) a used-up counter stands back for the one beyond it.
 * Answers what was counted.
 */
export async function countAll(strapi: Strapi, counted: readonly Counted[], proved = false): Promise<Counted[]> {
  const done: Counted[] = [];
  if (counted.length < 2 || !joinsTransactions(strapi)) {
    for (const one of counted) done.push(await countOne(one, proved));
    return done;
  }
  await ensureTable(strapi);
  const usedUp = await commitTogether(strapi, async (transaction) => {
    // It may be run anew, where what shared its commit failed.
    done.length = 0;
    try {
      for (const one of counted) done.push(await countOne(one, proved, transaction));
      return undefined;
    } catch (error) {
      // Thrown outside: what was counted is committed, the try that is refused included.
      if (error instanceof PortalError) return error;
      throw error;
    }
  });
  if (usedUp) throw usedUp;
  return done;
}

/**
 * SQLite: throws for the first counter that leaves no room beside the tries that `held` has under way, by stored
 * key; where all have room, holds one more of each and answers them. Nothing else of this process comes in between.
 */
export async function holdAll(strapi: Strapi, counted: readonly Counted[], held: Map<string, number>, proved = false): Promise<Counted[]> {
  await ensureTable(strapi);
  const instant = now().getTime();
  return withPrepared(strapi.db.connection, (prepare) => {
    const find = prepare(`select points, expire from ${TABLE} where key = ? and expire > ?`);
    /** Milliseconds until the counter has room again, or undefined where it has. */
    const full = (limiter: Limiter, key: string): number | undefined => {
      const stored = find.get(limiter.storedKey(key), instant) as { points: number; expire: number } | undefined;
      const taken = (stored?.points ?? 0) + (held.get(limiter.storedKey(key)) ?? 0);
      return taken < limiter.points ? undefined : stored ? stored.expire - instant : 0;
    };
    const open = counted.map(([limiter, key, beyond]): Counted => {
      const wait = full(limiter, key);
      if (wait === undefined) return [limiter, key];
      if (!beyond) throw tooMany(wait);
      const longer = full(beyond, key);
      // Nobody is set to work for nothing.
      if (longer !== undefined) throw tooMany(longer);
      if (!proved) throw new ProofWanted('too-many-requests', { retryAfter: secondsOf(wait) });
      return [beyond, key];
    });
    for (const [limiter, key] of open) held.set(limiter.storedKey(key), (held.get(limiter.storedKey(key)) ?? 0) + 1);
    return open;
  });
}

/** Removes counters whose window is over. */
export async function removeExpiredLimits(strapi: Strapi, instant: Date): Promise<void> {
  if (await strapi.db.getSchemaConnection().hasTable(TABLE)) {
    await strapi.db.getConnection(TABLE).where('expire', '<', instant.getTime()).delete();
  }
}
