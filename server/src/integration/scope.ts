import type { SessionParty } from '../kernel/party';
import { OWN, repository } from '../kernel/repository';
import { requireRight } from './rights';
import { inTransaction, type Query, type Row, type Strapi, type Where } from '../platform/strapi';

/** Rows of one content type that belong to the customer: the predicate is part of every statement. */
export interface OwnRecords<R extends Row = Row> {
  find(query?: Query): Promise<R[]>;
  findOne(documentId: string, query?: Omit<Query, 'where'>): Promise<R | null>;
  count(where?: Where): Promise<number>;
}

/** One row of ours that the caller may read and change: its customer, or itself. */
export interface OwnDocument {
  read(fields: string[]): Promise<Row>;
  /**
   * Goes through the Document Service, so that Strapi's validation, lifecycles and webhooks apply.
   * @throws Strapi's PolicyError where the contact's role changes nothing of the account (`account.write`)
   */
  update(data: Record<string, unknown>): Promise<void>;
}

/** What a team's own code gets in place of the database. Documented in docs/integrators.md. */
export interface Scope {
  customer: OwnDocument;
  contact: OwnDocument;
  /** Records of a content type whose relation `ownerField` points to the customer. */
  records<R extends Row = Row>(uid: string, ownerField: string): OwnRecords<R>;
  /** Runs several changes as one: all or none. */
  together<T>(work: () => Promise<T>): Promise<T>;
}

export function createScope(strapi: Strapi, party: SessionParty): Scope {
  function own(owner: 'customer' | 'contact'): OwnDocument {
    const rows = repository(strapi, party, OWN[owner]);
    const gone = () => new Error(`${OWN[owner].uid} ${party[owner].documentId} is gone.`);
    return {
      async read(fields) {
        const row = await rows.one({}, { select: ['id', 'documentId', ...fields] });
        if (!row) throw gone();
        return row;
      },
      async update(data) {
        requireRight(party, 'account.write');
        if (!(await rows.save(party[owner].documentId, data))) throw gone();
      },
    };
  }
  return {
    customer: own('customer'),
    contact: own('contact'),
    records<R extends Row>(uid: string, ownerField: string): OwnRecords<R> {
      const rows = repository<R>(strapi, party, { uid, customer: ownerField });
      return {
        find: (query) => rows.list(query),
        findOne: (documentId, query) => rows.one(documentId, query),
        count: (where) => rows.count(where),
      };
    },
    together: (work) => inTransaction(strapi, work),
  };
}
