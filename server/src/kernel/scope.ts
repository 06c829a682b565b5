import type { UID as StrapiUID } from '@strapi/strapi';
import type { Identity } from './identity';
import { table, type Query, type Row, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';

/** Rows of one content type that belong to the customer: the predicate is part of every statement. */
export interface OwnRecords<R extends Row = Row> {
  find(query?: Query): Promise<R[]>;
  findOne(documentId: string, query?: Omit<Query, 'where'>): Promise<R | null>;
  count(where?: Where): Promise<number>;
}

/** One row of ours that the caller may read and change: its customer, or itself. */
export interface OwnDocument {
  read(fields: string[]): Promise<Row>;
  /** Goes through the Document Service, so that Strapi's validation, lifecycles and webhooks apply. */
  update(data: Record<string, unknown>): Promise<void>;
}

/** What a handler gets instead of the database: everything in it is bound to the caller. */
export interface Scope {
  customer: OwnDocument;
  contact: OwnDocument;
  /** Records of a content type whose relation `ownerField` points to the customer. */
  records<R extends Row = Row>(uid: string, ownerField: string): OwnRecords<R>;
  /** Runs several changes as one: all or none. */
  together<T>(work: () => Promise<T>): Promise<T>;
}

export function createScope(strapi: Strapi, identity: Identity): Scope {
  const ownDocument = (uid: string, owner: { id: number; documentId: string }): OwnDocument => ({
    async read(fields) {
      const row = await table(strapi, uid).findOne({ where: { id: owner.id }, select: ['id', 'documentId', ...fields] });
      if (!row) throw new Error(`${uid} ${owner.documentId} is gone.`);
      return row;
    },
    async update(data) {
      await strapi.documents(uid as StrapiUID.ContentType).update({ documentId: owner.documentId, data: data as never });
    },
  });
  return {
    customer: ownDocument(UID.customer, identity.customer),
    contact: ownDocument(UID.contact, identity.contact),
    records<R extends Row>(uid: string, ownerField: string): OwnRecords<R> {
      const rows = table<R>(strapi, uid);
      const mine: Where = { [ownerField]: { id: identity.customer.id } };
      const and = (where?: Where): Where => (where ? { $and: [mine, where] } : mine);
      return {
        find: (query = {}) => rows.findMany({ ...query, where: and(query.where) }),
        findOne: (documentId, query = {}) => rows.findOne({ ...query, where: and({ documentId }) }),
        count: (where) => rows.count({ where: and(where) }),
      };
    },
    together: (work) => strapi.db.transaction(work) as Promise<never>,
  };
}
