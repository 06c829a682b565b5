import type { Feature } from '../kernel/feature';
import { migrateRows, registerMigrations } from '../platform/migrations';
import type { Strapi } from '../platform/strapi';
import { ROW_MIGRATIONS, TABLE_MIGRATIONS } from '.';

/** What an update changes in what earlier versions wrote. */
export const migrations = {
  register: (strapi: Strapi) => registerMigrations(strapi, TABLE_MIGRATIONS),
  start: (strapi: Strapi) => migrateRows(strapi, ROW_MIGRATIONS),
} satisfies Feature;
