import type { Strapi } from './strapi';

/** How long an instance waits for another's start, seconds: changing the tables of a large project takes a while. */
const MOST_SECONDS = 600;

const turns = new WeakMap<Strapi, () => Promise<void>>();

const STATEMENTS = {
  // Of the transaction, so that a pooler between us and the database hands the connection to nobody else meanwhile.
  postgres: {
    wait: `set local lock_timeout = '${MOST_SECONDS}s'; select pg_advisory_xact_lock(hashtext('customer-portal-start'))`,
  },
  // Names are the server's and not the database's.
  mysql: {
    wait: `select get_lock(md5(concat(database(), 'customer-portal-start')), ${MOST_SECONDS})`,
    end: `select release_lock(md5(concat(database(), 'customer-portal-start')))`,
  },
};

/**
 * Waits until no other instance is starting on the database, and has others wait until `endTurn`: Strapi changes tables
 * without looking whether somebody else does, and of two that do one ends with an error. It is the database's, held by
 * a connection: an instance that dies gives it back.
 */
async function takeTurn(strapi: Strapi): Promise<void> {
  const { connection, dialect } = strapi.db;
  const statements = (STATEMENTS as Partial<Record<string, { wait: string; end?: string }>>)[dialect.client];
  const { max } = (connection.client as { pool: { max: number } }).pool;
  // With one connection there would be none left to start with.
  if (!statements || max < 2) return;
  const holding = await connection.transaction();
  try {
    await holding.raw(statements.wait);
  } catch (error) {
    strapi.log.warn(`customer-portal: the start did not wait for that of another instance: ${String(error)}`);
  }
  turns.set(strapi, async () => {
    if (statements.end) await holding.raw(statements.end);
    await holding.commit();
  });
}

/** Has each start take its turn; to be called in `register`, before tables are changed. */
export function takeTurns(strapi: Strapi): void {
  const hook = strapi.hook('strapi::content-types.beforeSync') as { register(handler: () => Promise<void>): void };
  hook.register(() => takeTurn(strapi));
}

/** Lets the next instance start. */
export async function endTurn(strapi: Strapi): Promise<void> {
  const end = turns.get(strapi);
  turns.delete(strapi);
  // A connection that was lost has given it back.
  await end?.().catch(() => undefined);
}
