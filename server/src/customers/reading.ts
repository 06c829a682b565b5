import type { Knex } from 'knex';
import type { Editor } from '../kernel/binder';
import { PortalError } from '../platform/errors';
import type { Strapi, Where } from '../platform/strapi';

const READ = 'plugin::content-manager.explorer.read';

interface QueryParams {
  transform(uid: string, query: object): { where?: Where };
}

/**
 * Which documents of a type the editor's role reads in the Content Manager, as a condition: its own
 * permission, with the conditions that an administrator put on it.
 * @throws PortalError `not-allowed` when it reads none at all
 */
export async function readableBy(strapi: Strapi, editor: Editor, uid: string): Promise<Where> {
  if (!editor.may(READ, uid)) throw new PortalError('not-allowed', { message: 'Your role does not read these in the Content Manager.' });
  const filters = await editor.readFilters(uid);
  if (!filters) return {};
  const params: QueryParams = strapi.get('query-params');
  return params.transform(uid, { filters }).where ?? {};
}

/** Adds that condition to a statement written by hand, whose `column` holds ids of the type's rows. */
export function within(strapi: Strapi, query: Knex.QueryBuilder, column: string, uid: string, where: Where): void {
  if (Object.keys(where).length === 0) return;
  void query.whereIn(column, strapi.db.queryBuilder(uid).where(where).select('id').getKnexQuery());
}
