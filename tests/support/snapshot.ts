import type { TestApp } from './strapi';

/** Tables that change by themselves while nobody does anything: the editors' sign-ins and our counters. */
const RESTLESS = /^(strapi_sessions|strapi_core_store_settings|customer_portal_limits)$/u;
/** Columns that record use and not a change. */
const RESTLESS_COLUMNS = new Set(['last_seen_at']);

type Rows = Record<string, unknown>[];
type Taken = Record<string, number | Rows>;

/**
 * What the database holds: every row of the portal's tables and how many rows each other table has.
 * Two snapshots are equal when nothing was written between them.
 */
export async function snapshot(app: TestApp): Promise<Taken> {
  const { db } = app.strapi;
  const taken: Taken = {};
  for (const { tableName } of [...db.metadata.values()].sort((a, b) => (a.tableName < b.tableName ? -1 : 1))) {
    if (RESTLESS.test(tableName)) continue;
    if (tableName.startsWith('customer_portal_')) {
      const rows = (await db.getConnection(tableName).select('*').orderBy('id')) as Rows;
      taken[tableName] = rows
        // Recurring jobs move their own rows.
        .filter(({ unique_key: key }) => !key)
        .map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !RESTLESS_COLUMNS.has(column))));
    } else {
      const [{ count }] = (await db.getConnection(tableName).count('* as count')) as [{ count: number | string }];
      taken[tableName] = Number(count);
    }
  }
  return taken;
}

/** The last snapshot, and how many rows SQLite had changed by then: it says so of its one connection. */
let last: { app: TestApp; changes: number; taken: Taken } | undefined;

async function changesOf({ strapi: { db } }: TestApp): Promise<number> {
  if (db.dialect.client !== 'sqlite') return Number.NaN;
  const [{ changes }] = (await db.connection.raw('select total_changes() as changes')) as unknown as [{ changes: number }];
  return changes;
}

/** All but the audit trail, which notes what was refused as well. */
async function withoutActivity(app: TestApp): Promise<Taken> {
  const changes = await changesOf(app);
  if (last?.app === app && last.changes === changes) return last.taken;
  const { customer_portal_activities: _activity, ...taken } = await snapshot(app);
  last = { app, changes, taken };
  return taken;
}

/** Runs `work` and fails if it wrote anything. Jobs of what was done before are worked off first, lest they end within. */
export async function expectUntouched<T>(app: TestApp, work: () => Promise<T>): Promise<T> {
  await app.settle();
  const before = await withoutActivity(app);
  const result = await work();
  expect(await withoutActivity(app)).toEqual(before);
  return result;
}
