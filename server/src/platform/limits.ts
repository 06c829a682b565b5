import { RateLimiterMySQL, RateLimiterPostgres, RateLimiterRes, RateLimiterSQLite, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { createHash } from 'node:crypto';
import { PortalError } from './errors';
import type { Strapi } from './strapi';

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
  /** Counts one try and throws `too-many-requests` when the limit is used up. */
  count(key: string): Promise<void>;
  /** Gives one try back: what was counted turned out to be legitimate. */
  giveBack(key: string): Promise<void>;
  /** Forgets the counter. */
  clear(key: string): Promise<void>;
}

/** Creates the counters' table; a second instance doing the same at the same time is no error. */
async function ensureTable(strapi: Strapi): Promise<void> {
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

/** The part that differs between the databases: how the library is told to reach them. */
async function storeOf(strapi: Strapi, limit: Limit): Promise<RateLimiterAbstract> {
  await ensureTable(strapi);
  const options = {
    storeClient: strapi.db.connection,
    storeType: 'knex',
    tableName: TABLE,
    tableCreated: true,
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.windowSeconds,
    clearExpiredByTimeout: false,
  };
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

/** Keys are hashed: an email address or client address is not kept for the sake of a counter. */
const keyOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

export function createLimiter(strapi: Strapi, limit: Limit): Limiter {
  let opening: Promise<RateLimiterAbstract> | undefined;
  const store = (): Promise<RateLimiterAbstract> => (opening ??= storeOf(strapi, limit));
  return {
    async count(key) {
      try {
        await (await store()).consume(keyOf(key));
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        throw new PortalError('too-many-requests', { retryAfter: Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)) });
      }
    },
    async giveBack(key) {
      await (await store()).reward(keyOf(key));
    },
    async clear(key) {
      await (await store()).delete(keyOf(key));
    },
  };
}

/** Removes counters whose window is over. */
export async function removeExpiredLimits(strapi: Strapi, now: Date): Promise<void> {
  if (await strapi.db.getSchemaConnection().hasTable(TABLE)) {
    await strapi.db.getConnection(TABLE).where('expire', '<', now.getTime()).delete();
  }
}
