import type { Knex } from 'knex';
import type { Editor } from '../kernel/binder';
import { PortalError } from '../platform/errors';
import { table, type Row, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { ContactRow, CustomerRow } from './people';

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

/** One document of a type that the editor reads; to it others do not exist. */
async function readOne<R extends Row>(strapi: Strapi, editor: Editor, uid: string, documentId: string): Promise<R> {
  const found = await table<R>(strapi, uid).findOne({ where: { $and: [{ documentId }, await readableBy(strapi, editor, uid)] } });
  if (!found) throw new PortalError('not-found');
  return found;
}

export const readCustomer = (strapi: Strapi, editor: Editor, documentId: string): Promise<CustomerRow> => readOne(strapi, editor, UID.customer, documentId);
export const readContact = (strapi: Strapi, editor: Editor, documentId: string): Promise<ContactRow> => readOne(strapi, editor, UID.contact, documentId);

/**
 * Where something is done with a contact for all that it acts for.
 * @throws PortalError `not-allowed` when the editor does not read one of these customers
 */
export async function requireCustomers(strapi: Strapi, editor: Editor, ids: readonly number[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const found = await table(strapi, UID.customer).count({ where: { $and: [{ id: { $in: wanted } }, await readableBy(strapi, editor, UID.customer)] } });
  if (found < wanted.length) throw new PortalError('not-allowed', { message: 'The contact acts for customers that your role does not read.' });
}
