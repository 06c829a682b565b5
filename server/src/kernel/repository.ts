import type { Knex } from 'knex';
import { documentsOf } from '../platform/documents';
import { table, tableName, type Query, type Row, type Strapi, type Table, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { Party } from './party';

/** How the rows of a content type say whose they are. At least one of `customer` and `contact`. */
export interface Ownership<R extends Row = Row> {
  uid: string;
  /** The relation to the customer, or a path of relations (`record.customer`); `id` where the row is the customer itself. */
  customer?: string;
  /** The same for the contact: rows are that contact's alone. */
  contact?: string;
  /** What else narrows the rows, by attributes and not by relations. */
  within?: Where;
  /** The table, where it is read in a way of its own. */
  rows?: Table<R>;
}

/** The party's own rows: the customer that it calls for, and the contact. */
export const OWN = { customer: { uid: UID.customer, customer: 'id' }, contact: { uid: UID.contact, contact: 'id' } } satisfies Record<
  string,
  Ownership
>;

/** Rows of one content type that are a party's: the owner is part of every statement, whatever else is asked. */
export interface Repository<R extends Row = Row> {
  list(query?: Query): Promise<R[]>;
  count(where?: Where): Promise<number>;
  /** By its document id, or another condition; null when it is another's or not there. */
  one(which: string | Where, query?: Omit<Query, 'where'>): Promise<R | null>;
  /** Makes a row of the party's. */
  create(data: Record<string, unknown>): Promise<R>;
  /**
   * Changes a row that is as `from` says: one UPDATE, whose count decides between two that race.
   * False: it is not so any more, not there, or another's.
   */
  transition(id: number, from: Where, to: Record<string, unknown>): Promise<boolean>;
  /**
   * Changes a document through the Document Service, so that Strapi's validation, lifecycles and webhooks apply.
   * False: it is another's, or not there. For what never changes hands.
   */
  save(documentId: string, data: Record<string, unknown>): Promise<boolean>;
  /** Deletes a row that is as `from` says, in the same way. */
  remove(id: number, from: Where): Promise<boolean>;
  /** A statement by hand on the table, with the owner in it and nothing else. */
  statement(): Knex.QueryBuilder;
}

interface Relation {
  joinColumn?: { name: string };
}

/** The condition that a path of relations ends at an owner; of one that is a column of the table, by that column. */
function leadsTo(strapi: Strapi, uid: string, path: string, owner: { id: number } | null): Where {
  // Nobody's: no row has it.
  const id = owner?.id ?? -1;
  if (path === 'id') return { id };
  const column = (strapi.db.metadata.get(uid).attributes[path] as Relation | undefined)?.joinColumn?.name;
  return column ? { [column]: id } : path.split('.').reduceRight<Where>((inner, name) => ({ [name]: inner }), { id });
}

/** The rows of a content type that are the party's. */
export function repository<R extends Row = Row>(strapi: Strapi, party: Party, ownership: Ownership<R>): Repository<R> {
  const { uid, customer, contact, within = {}, rows = table<R>(strapi, uid) } = ownership;
  if (!customer && !contact) throw new Error(`Nothing says whose the rows of ${uid} are.`);
  const owners = [
    ...(customer ? [leadsTo(strapi, uid, customer, party.customer)] : []),
    ...(contact ? [leadsTo(strapi, uid, contact, party.contact)] : []),
  ];
  const mine = (where: Where = {}): Where => ({ $and: [...owners, within, where] });

  /** Of statements that change: with a relation in it Strapi makes a sub-query of the condition, which nothing checks again. */
  function columns(): Where[] {
    const related = owners.some((condition) => Object.values(condition).some((value) => typeof value !== 'number'));
    if (related) throw new Error(`The owner is no column of ${uid}.`);
    return owners;
  }
  const changeable = (id: number, from: Where): Where => ({ id, $and: [from, within, ...columns()] });

  return {
    list: (query = {}) => rows.findMany({ ...query, where: mine(query.where) }),
    count: (where) => rows.count({ where: mine(where) }),
    one: (which, query = {}) => rows.findOne({ ...query, where: mine(typeof which === 'string' ? { documentId: which } : which) }),

    create(data) {
      columns();
      const whose = { ...(customer && { [customer]: party.customer?.id }), ...(contact && { [contact]: party.contact?.id }) };
      return rows.create({ data: { ...data, ...whose } });
    },

    async transition(id, from, to) {
      return (await rows.updateMany({ where: changeable(id, from), data: to })).count === 1;
    },

    async save(documentId, data) {
      if ((await rows.count({ where: mine({ documentId }) })) === 0) return false;
      await documentsOf(strapi, uid).update({ documentId, data });
      return true;
    },

    async remove(id, from) {
      return (await rows.deleteMany({ where: changeable(id, from) })).count === 1;
    },

    statement: () => columns().reduce((query, condition) => query.where(condition), strapi.db.getConnection(tableName(strapi, uid))),
  };
}
