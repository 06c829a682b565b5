import type { Knex } from 'knex';
import { PortalError } from '../platform/errors';
import type { Role } from '../platform/role';
import { table, type Row, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { ContactRow, CustomerRow } from './rows';

const READ = 'plugin::content-manager.explorer.read';

interface QueryParams {
  transform(uid: string, query: object): { where?: Where };
}

/**
 * Which documents of a type a role reads in the Content Manager, as a condition: its own
 * permission, with the conditions that an administrator put on it.
 * @throws PortalError `not-allowed` when it reads none at all
 */
export async function readableBy(strapi: Strapi, role: Role, uid: string): Promise<Where> {
  if (!role.may(READ, uid)) throw new PortalError('not-allowed', { message: 'Your role does not read these in the Content Manager.' });
  const filters = await role.readFilters(uid);
  if (!filters) return {};
  const params: QueryParams = strapi.get('query-params');
  return params.transform(uid, { filters }).where ?? {};
}

/** Adds that condition to a statement written by hand, whose `column` holds ids of the type's rows. */
export function within(strapi: Strapi, query: Knex.QueryBuilder, column: string, uid: string, where: Where): void {
  if (Object.keys(where).length === 0) return;
  void query.whereIn(column, strapi.db.queryBuilder(uid).where(where).select('id').getKnexQuery());
}

/** Which of these rows a role reads; none where it reads none of the type. */
export async function readAmong(strapi: Strapi, role: Role, uid: string, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0 || !role.may(READ, uid)) return new Set();
  const found = await table(strapi, uid).findMany({
    where: { $and: [{ id: { $in: [...ids] } }, await readableBy(strapi, role, uid)] },
    select: ['id'],
  });
  return new Set(found.map(({ id }) => id));
}

/** Whether a role reads all of these rows. */
export async function readsAll(strapi: Strapi, role: Role, uid: string, ids: readonly number[]): Promise<boolean> {
  return (await readAmong(strapi, role, uid, ids)).size === new Set(ids).size;
}

/** Those of a type's fields that a role reads. */
export const fieldsRead = <F extends string>(role: Role, uid: string, names: readonly F[]): F[] =>
  names.filter((name) => role.may(READ, uid, undefined, name));

/** Rows as a role reads them: of these texts, those that it does not read are empty. */
export function legibleTo<F extends string>(role: Role, uid: string, names: readonly F[]) {
  const read: readonly string[] = fieldsRead(role, uid, names);
  const empty = Object.fromEntries(names.filter((name) => !read.includes(name)).map((name) => [name, '']));
  return <R extends object>(row: R): R => ({ ...row, ...empty });
}

/** One document of a type that the role reads; to it others do not exist. */
async function readOne<R extends Row>(strapi: Strapi, role: Role, uid: string, documentId: string): Promise<R> {
  const found = await table<R>(strapi, uid).findOne({ where: { $and: [{ documentId }, await readableBy(strapi, role, uid)] } });
  if (!found) throw new PortalError('not-found');
  return found;
}

export const readCustomer = (strapi: Strapi, role: Role, documentId: string): Promise<CustomerRow> =>
  readOne(strapi, role, UID.customer, documentId);
export const readContact = (strapi: Strapi, role: Role, documentId: string): Promise<ContactRow> =>
  readOne(strapi, role, UID.contact, documentId);

/**
 * Where something is done with a contact for all that it acts for.
 * @throws PortalError `not-allowed` when the role does not read one of these customers
 */
export async function requireCustomers(strapi: Strapi, role: Role, ids: readonly number[]): Promise<void> {
  if (!(await readsAll(strapi, role, UID.customer, ids)))
    throw new PortalError('not-allowed', { message: 'The contact acts for customers that your role does not read.' });
}
