import type { TestApp } from './strapi';

/** Tables that change by themselves while nobody does anything: the editors' sign-ins and our counters. */
const RESTLESS = /^(strapi_sessions|strapi_core_store_settings|customer_portal_limits)$/u;
/** Columns that record use and not a change. */
const RESTLESS_COLUMNS = new Set(['last_seen_at']);

type Rows = Record<string, unknown>[];

/**
 * What the database holds: every row of the portal's tables and how many rows each other table has.
 * Two snapshots are equal when nothing was written between them.
 */
export async function snapshot(app: TestApp): Promise<Record<string, number | Rows>> {
  const { db } = app.strapi;
  const taken: Record<string, number | Rows> = {};
  for (const { tableName } of [...db.metadata.values()].sort((a, b) => (a.tableName < b.tableName ? -1 : 1))) {
    if (RESTLESS.test(tableName)) continue;
    if (tableName.startsWith('customer_portal_')) {
      const rows = (await db.getConnection(tableName).select('*').orderBy('id')) as Rows;
      taken[tableName] = rows
        // The recurring clean-up moves its own row.
        .filter(({ unique_key: key }) => !key)
        .map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !RESTLESS_COLUMNS.has(column))));
    } else {
      const [{ count }] = (await db.getConnection(tableName).count('* as count')) as [{ count: number | string }];
      taken[tableName] = Number(count);
    }
  }
  return taken;
}

/** All but the audit trail, which notes what was refused as well. */
async function withoutActivity(app: TestApp): Promise<Record<string, number | Rows>> {
  const { customer_portal_activities: _activity, ...rest } = await snapshot(app);
  return rest;
}

/** Runs `work` and fails if it wrote anything. */
export async function expectUntouched<T>(app: TestApp, work: () => Promise<T>): Promise<T> {
  const before = await withoutActivity(app);
  const result = await work();
  expect(await withoutActivity(app)).toEqual(before);
  return result;
}
