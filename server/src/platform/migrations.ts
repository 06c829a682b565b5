import type { Knex } from 'knex';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { now } from './clock';
import type { Strapi } from './strapi';

type Database = Strapi['db'];

/**
 * A change of tables, before Strapi gives them their new shape: attributes that a version no longer has are
 * still there, those that are new are not. It is run by Strapi, in a transaction, and noted by its name in
 * `strapi_migrations_internal`; on an empty database too, where there is no table yet.
 */
export interface TableMigration {
  /** `customer-portal-` and a number: the order is that of the list. */
  name: string;
  up: (transaction: Knex.Transaction, db: Database) => Promise<void>;
}

/**
 * A change of rows, when the tables have their new shape, noted by its name in Strapi's store. Instances that
 * start at once may run it at the same time, and one that was killed runs it again.
 */
export interface RowMigration {
  name: string;
  /** @param began when this instance began to look: one that finds it undone began before another that did it served anybody */
  up: (strapi: Strapi, began: Date) => Promise<void>;
}

/** Hands table migrations to Strapi; to be called in `register`, before the database opens. */
export function registerMigrations({ db }: Strapi, migrations: readonly TableMigration[]): void {
  const nothing = async (): Promise<void> => undefined;
  for (const { name, up } of migrations) void db.migrations.providers.internal.register({ name, up, down: nothing });
}

/** Runs those row migrations that are not done yet, in their order. */
export async function migrateRows(strapi: Strapi, migrations: readonly RowMigration[]): Promise<void> {
  for (const { name, up } of migrations) {
    const began = now(strapi);
    const done = strapi.store({ type: 'plugin', name: PLUGIN_ID, key: name });
    if (await done.get({})) continue;
    await up(strapi, began);
    await done.set({ value: true });
  }
}
