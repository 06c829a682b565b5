import type { Knex } from 'knex';
import type { documentsContract } from '../../../plugin/contract/customer/documents';
import type { InputOf } from '../../../plugin/contract/endpoint';
import { CLOSED, DOCUMENT_FACTS, ISSUED, type DocumentType } from '../../../plugin/documents/types';
import type { Party } from '../kernel/party';
import { repository } from '../kernel/repository';
import { foldedHas } from '../platform/search';
import type { Strapi } from '../platform/strapi';
import { DOCUMENT_UIDS } from './content-types';
import { minorUnitsOf, type DocumentRow, type ListedRow, type Stored64 } from './rows';

export type DocumentQuery = InputOf<(typeof documentsContract)['find']>['query'];

/** What all documents that a query finds come to, in one currency; of a type without balances there is none. */
interface Sum {
  currency: string;
  gross: Stored64;
  balance?: Stored64;
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

/** A party's documents of a type: what was issued for its customer. */
export function documentsOfParty(strapi: Strapi, party: Party, type: DocumentType) {
  const documents = repository<DocumentRow>(strapi, party, {
    uid: DOCUMENT_UIDS[type],
    customer: 'customer',
    within: { state: { $ne: 'draft' } },
  });
  const { until, balance } = DOCUMENT_FACTS[type];

  /** The customer's documents that a query finds on a day. */
  function found(today: string, { q, state, from, to }: DocumentQuery): Knex.QueryBuilder {
    const query = documents.statement().whereNot('state', 'draft');
    const owed = balance === 'owed';
    if (q) {
      const { sql, bindings } = foldedHas({ sql: 'lower(??)', bindings: ['number'] }, q);
      void query.whereRaw(sql, bindings);
    }
    if (from) void query.where('issue_date', '>=', from);
    if (to) void query.where('issue_date', '<=', to);
    if (state === 'closed') void query.whereIn('state', CLOSED[type]);
    else if (state) {
      void query.where('state', ISSUED[type]);
      if (state === 'paid') void (owed ? query.where('balance', '<=', 0) : query.whereRaw('1 = 0'));
      else if (owed) void query.where('balance', '>', 0);
      if (state === 'overdue') void (until ? query.where('until_date', '<', today) : query.whereRaw('1 = 0'));
    }
    return query;
  }

  return {
    one: (documentId: string): Promise<DocumentRow | null> => documents.one(documentId),

    async list(today: string, query: DocumentQuery, page: { size: number; number: number }): Promise<ListedRow[]> {
      const { sort = '-issueDate' } = query;
      const direction = sort.startsWith('-') ? 'desc' : 'asc';
      const by = sort.replace('-', '') as keyof typeof COLUMNS;
      const rows = found(today, query)
        .orderBy(by === 'untilDate' && !until ? COLUMNS.issueDate : COLUMNS[by], direction)
        .orderBy('id', direction)
        .limit(page.size)
        .offset((page.number - 1) * page.size);
      return rows.select<ListedRow[]>(listedOf(type));
    },

    async count(today: string, query: DocumentQuery): Promise<number> {
      const [counted] = await found(today, query).count<{ total: Stored64 }[]>({ total: '*' });
      return minorUnitsOf(counted?.total);
    },

    /** By currency, over all pages. */
    async sums(today: string, query: DocumentQuery): Promise<{ currency: string; gross: number; balance: number | null }[]> {
      const grouped = found(today, query).groupBy('currency').orderBy('currency').select('currency').sum({ gross: 'gross' });
      if (balance) void grouped.sum({ balance: 'balance' });
      const sums = (await grouped) as Sum[];
      return sums.map((sum) => ({
        currency: sum.currency,
        gross: minorUnitsOf(sum.gross),
        balance: balance ? minorUnitsOf(sum.balance) : null,
      }));
    },
  };
}
