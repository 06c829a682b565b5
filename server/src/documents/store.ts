import type { Knex } from 'knex';
import type { DocumentFilter, documentsContract } from '../../../plugin/contract/customer/documents';
import type { InputOf } from '../../../plugin/contract/endpoint';
import { CLOSED, DOCUMENT_FACTS, ISSUED, type DocumentType } from '../../../plugin/documents/types';
import type { Party } from '../kernel/party';
import { repository, type Repository } from '../kernel/repository';
import { foldedHas } from '../platform/search';
import { rowsOf } from '../platform/sql';
import type { Strapi } from '../platform/strapi';
import { DOCUMENT_UIDS } from './content-types';
import { minorUnitsOf, type DocumentRow, type ListedRow, type Stored64 } from './rows';

export type DocumentQuery = InputOf<(typeof documentsContract)['find']>['query'];

/** What of a query says which documents it finds. */
export type Narrowed = Pick<DocumentQuery, 'q' | 'state' | 'from' | 'to'>;

/** What a document is called, wherever it is saved. */
export type NamedRow = Pick<DocumentRow, 'documentId' | 'number' | 'language'>;

/** What all documents that a query finds come to, in one currency; of a type without balances there is none. */
interface Sum {
  currency: string;
  gross: number;
  balance: number | null;
  count: number;
}

/** The same as a database gives it. */
interface Group {
  currency: string;
  gross: Stored64;
  balance?: Stored64;
  count: Stored64;
}

const COLUMNS = { issueDate: 'issue_date', untilDate: 'until_date', number: 'number', gross: 'gross' } as const;

/** What a list reads of a type's rows, by attribute. */
const listedOf = (type: DocumentType): Record<string, string> => {
  const { until, balance } = DOCUMENT_FACTS[type];
  const { untilDate, ...others } = COLUMNS;
  return {
    documentId: 'document_id',
    state: 'state',
    currency: 'currency',
    ...others,
    ...(until && { untilDate }),
    ...(balance && { balance: 'balance' }),
  };
};

/** A party's documents of a type, as rows: what was issued for its customer. */
export const issuedOf = (strapi: Strapi, party: Party, type: DocumentType): Repository<DocumentRow> =>
  repository<DocumentRow>(strapi, party, { uid: DOCUMENT_UIDS[type], customer: 'customer', within: { state: { $ne: 'draft' } } });

/** Which of these types were issued to a party's customer: one statement, which finds each by its index. */
export async function typesOfParty(strapi: Strapi, party: Party, types: readonly DocumentType[]): Promise<DocumentType[]> {
  if (types.length === 0) return [];
  const { connection } = strapi.db;
  const there = types.map((type) => {
    const one = issuedOf(strapi, party, type)
      .statement()
      .whereIn('state', [ISSUED[type], ...CLOSED[type]])
      .select(connection.raw('1'));
    return connection.raw('exists ? as ??', [one, type]);
  });
  const [row = {}] = await connection.select<Record<string, unknown>[]>(there);
  return types.filter((type) => Boolean(row[type]));
}

/** A party's documents of a type: what was issued for its customer. */
export function documentsOfParty(strapi: Strapi, party: Party, type: DocumentType) {
  const documents = issuedOf(strapi, party, type);
  const { until, balance } = DOCUMENT_FACTS[type];

  /** Leaves the documents of a state, as a customer is told of it on a day. */
  function narrow(query: Knex.QueryBuilder, state: DocumentFilter, today: string): void {
    const waits = () => query.where('state', ISSUED[type]);
    const owed = balance === 'owed';
    switch (state) {
      case 'open':
        void waits();
        if (owed) void query.where('balance', '>', 0);
        if (until === 'expiry') void query.where((either) => void either.whereNull('until_date').orWhere('until_date', '>=', today));
        return;
      case 'paid':
        return void (owed ? waits().where('balance', '<=', 0) : query.whereRaw('1 = 0'));
      case 'overdue':
        return void (owed ? waits().where('balance', '>', 0).where('until_date', '<', today) : query.whereRaw('1 = 0'));
      case 'expired':
        return void (until === 'expiry' ? waits().where('until_date', '<', today) : query.whereRaw('1 = 0'));
      case 'closed':
        return void query.whereIn('state', CLOSED[type]);
      default:
        return void query.where('state', state);
    }
  }

  /** The customer's documents that a query finds on a day. */
  function found(today: string, { q, state, from, to }: Narrowed): Knex.QueryBuilder {
    const query = documents.statement().whereNot('state', 'draft');
    if (q) {
      const { sql, bindings } = foldedHas({ sql: 'lower(??)', bindings: ['number'] }, q);
      void query.whereRaw(sql, bindings);
    }
    if (from) void query.where('issue_date', '>=', from);
    if (to) void query.where('issue_date', '<=', to);
    if (state) narrow(query, state, today);
    return query;
  }

  const names = { documentId: 'document_id', number: 'number', language: 'language' };

  return {
    one: (documentId: string): Promise<DocumentRow | null> => documents.one(documentId),

    /** Those of these ids that are the party's, in no order. */
    named: (ids: readonly string[]): Promise<NamedRow[]> => found('', {}).whereIn('document_id', ids).select<NamedRow[]>(names),

    /** The newest that a query finds. */
    newest: (today: string, query: Narrowed, most: number): Promise<NamedRow[]> =>
      found(today, query).orderBy('issue_date', 'desc').orderBy('id', 'desc').limit(most).select<NamedRow[]>(names),

    async list(today: string, query: DocumentQuery, page: { size: number; number: number }): Promise<ListedRow[]> {
      const { sort = '-issueDate' } = query;
      const direction = sort.startsWith('-') ? 'desc' : 'asc';
      const by = sort.replace('-', '') as keyof typeof COLUMNS;
      const rows = found(today, query)
        .select(listedOf(type))
        .orderBy(by === 'untilDate' && !until ? COLUMNS.issueDate : COLUMNS[by], direction)
        .orderBy('id', direction)
        .limit(page.size)
        .offset((page.number - 1) * page.size);
      return rowsOf<ListedRow>(strapi, rows);
    },

    /** How many there are over all pages, and what they come to by currency, without what is void: one statement. */
    async sums(today: string, query: DocumentQuery): Promise<Sum[]> {
      const grouped = found(today, query).groupBy('currency').orderBy('currency').select('currency');
      const counts = strapi.db.connection.raw("case when state = 'void' then 0 else gross end");
      void grouped.count({ count: '*' }).sum({ gross: counts });
      if (balance) void grouped.sum({ balance: 'balance' });
      const groups = await rowsOf<Group>(strapi, grouped);
      return groups.map((group) => ({
        currency: group.currency,
        gross: minorUnitsOf(group.gross),
        balance: balance ? minorUnitsOf(group.balance) : null,
        count: Number(group.count),
      }));
    },
  };
}
