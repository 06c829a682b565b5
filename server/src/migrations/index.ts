import type { RowMigration, TableMigration } from '../platform/migrations';
import { balancesFollow } from './balances-follow';
import { emailSpelling } from './email-spelling';
import { invitedNoted } from './invited-noted';
import { jobProgress } from './job-progress';

/** In the order in which they are run, and never another: what stands here stays, under its name. */
export const TABLE_MIGRATIONS: readonly TableMigration[] = [jobProgress];
export const ROW_MIGRATIONS: readonly RowMigration[] = [emailSpelling, invitedNoted, balancesFollow];
