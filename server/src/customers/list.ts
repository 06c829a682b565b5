import type { Knex } from 'knex';
import { CUSTOMER_PAGE, type CustomerRow, type peopleContract } from '../../../plugin/contract/editor/people';
import type { InputOf } from '../../../plugin/contract/endpoint';
import type { CustomerKind } from '../../../plugin/vocabulary';
import type { Editor } from '../kernel/binder';
import { textHas, wordsOf } from '../platform/search';
import { joinTable, table, tableName, toDate, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { Selected } from './bulk-link';
import { IS_ACTIVE, portalStatusOf, whereStatus } from './portal-status';
import { fieldsRead, readableBy, within } from './reading';

type CustomerQuery = InputOf<(typeof peopleContract)['list']>['query'];

interface PageRow {
  id: number;
  documentId: string;
  name: string;
  number: string | null;
  kind: CustomerKind;
  access: boolean | number;
  linkSentAt: unknown;
}

interface Summary {
  customer: number;
  contacts: number | string;
  latest: unknown;
  active: number | string;
  unsent: number | string;
}

/** Columns of the customers `c` that are searched. */
const COLUMNS = { name: 'c.name', customerNumber: 'c.customer_number', email: 'c.email' };

/** What of the customers a role reads: which rows, and in which columns it may search. */
interface Readable {
  where: Where;
  columns: string[];
}

/**
 * The editors' list of customers: one statement for the page, one for how many there are, and one about
 * the contacts of that page and their mail, however many customers there are. Plans: docs/decisions.md.
 */
export function createCustomerList(strapi: Strapi) {
  const tables = () => ({
    customer: tableName(strapi, UID.customer),
    contact: tableName(strapi, UID.contact),
    credential: tableName(strapi, UID.credential),
    job: tableName(strapi, UID.job),
    ofContact: joinTable(strapi, UID.membership, 'contact'),
    ofCustomer: joinTable(strapi, UID.membership, 'customer'),
  });
  type Tables = ReturnType<typeof tables>;

  /** Contacts by the customers that they act for: `mc` holds the customer, `p` the person, `d` whether there is a password. */
  const people = ({ contact, credential, ofContact, ofCustomer }: Tables): Knex.QueryBuilder =>
    strapi.db
      .getConnection(`${ofCustomer.name} as mc`)
      .join(`${ofContact.name} as mp`, `mp.${ofContact.own}`, `mc.${ofCustomer.own}`)
      .join(`${contact} as p`, 'p.id', `mp.${ofContact.other}`)
      .leftJoin(`${credential} as d`, 'd.contact_id', 'p.id');

  function narrow(t: Tables, { search, status }: CustomerQuery, { where, columns }: Readable): Knex.QueryBuilder {
    const query: Knex.QueryBuilder = strapi.db.getConnection(`${t.customer} as c`);
    within(strapi, query, 'c.id', UID.customer, where);
    for (const word of wordsOf(search ?? '')) {
      const { sql, bindings } = columns.length > 0 ? textHas(strapi, columns, word) : { sql: '1 = 0', bindings: [] };
      void query.whereRaw(sql, bindings);
    }
    const someone = people(t)
      .select('mc.id')
      .whereRaw(IS_ACTIVE.sql, IS_ACTIVE.bindings)
      .whereRaw('?? = ??', [`mc.${t.ofCustomer.other}`, 'c.id']);
    if (status) whereStatus(query, status, someone);
    return query;
  }

  function page(t: Tables, query: CustomerQuery, readable: Readable): Knex.QueryBuilder {
    const rows = narrow(t, query, readable);
    if (query.sort === 'last-sign-in') {
      const of = `mc.${t.ofCustomer.other}`;
      const latest = people(t).select({ customer: of }).max({ latest: 'p.last_sign_in_at' }).groupBy(of).as('s');
      void rows.leftJoin(latest, 's.customer', 'c.id').orderByRaw('s.latest is null').orderBy('s.latest', 'desc');
    }
    return rows
      .orderBy('c.name')
      .orderBy('c.id')
      .limit(CUSTOMER_PAGE)
      .offset(((query.page ?? 1) - 1) * CUSTOMER_PAGE)
      .select({
        id: 'c.id',
        documentId: 'c.document_id',
        name: 'c.name',
        number: 'c.customer_number',
        kind: 'c.kind',
        access: 'c.portal_access',
        linkSentAt: 'c.link_sent_at',
      });
  }

  async function summaries(t: Tables, ids: number[]): Promise<Map<number, Summary>> {
    if (ids.length === 0) return new Map();
    const of = `mc.${t.ofCustomer.other}`;
    // A problem is one of a mail that has not left so far: sending it takes the problem away.
    const rows: Summary[] = await people(t)
      .leftJoin(`${t.job} as j`, (join) => join.on('j.contact_id', 'p.id').andOnNotNull('j.problem'))
      .whereIn(of, ids)
      .groupBy(of)
      .select({ customer: of })
      .countDistinct({ contacts: 'p.id' })
      .max({ latest: 'p.last_sign_in_at' })
      .countDistinct({ unsent: 'j.contact_id' })
      .select(strapi.db.connection.raw(`sum(case when ${IS_ACTIVE.sql} then 1 else 0 end) as active`, IS_ACTIVE.bindings));
    return new Map(rows.map((row) => [Number(row.customer), row]));
  }

  return {
    /** Those of the customers that exist and that the editor reads; `all` are those with portal access, which are not read here. */
    async select(editor: Editor, selection: 'all' | string[]): Promise<Selected> {
      const rows = table(strapi, UID.customer);
      const selected = selection === 'all' ? { portalAccess: true } : { documentId: { $in: selection } };
      const where = { $and: [selected, await readableBy(strapi, editor, UID.customer)] };
      if (selection === 'all') {
        const [newest] = await rows.findMany({ where, select: ['id'], orderBy: { id: 'desc' }, limit: 1 });
        return { customers: { where, newest: newest?.id ?? 0 }, total: await rows.count({ where }) };
      }
      const found = await rows.findMany({ where, select: ['documentId'], orderBy: { id: 'asc' } });
      return { customers: found.map(({ documentId }) => documentId), total: found.length };
    },

    /** A page of the customers that the editor reads, and how many there are of them in all. */
    async find(editor: Editor, query: CustomerQuery): Promise<{ rows: CustomerRow[]; total: number }> {
      const t = tables();
      const read = fieldsRead(editor, UID.customer, ['name', 'customerNumber', 'email'] as const);
      const readable: Readable = { where: await readableBy(strapi, editor, UID.customer), columns: read.map((field) => COLUMNS[field]) };
      const rows = (await page(t, query, readable)) as PageRow[];
      const [count] = await narrow(t, query, readable).count<{ count: number | string }[]>({ count: '*' });
      const contacts = await summaries(
        t,
        rows.map(({ id }) => id),
      );
      return {
        total: Number(count?.count ?? 0),
        rows: rows.map((row) => {
          const summary = contacts.get(Number(row.id));
          return {
            id: row.documentId,
            name: read.includes('name') ? row.name : '',
            customerNumber: read.includes('customerNumber') ? (row.number ?? '') : '',
            kind: row.kind,
            status: portalStatusOf({ portalAccess: row.access, linkSentAt: row.linkSentAt }, Number(summary?.active ?? 0) > 0),
            contacts: Number(summary?.contacts ?? 0),
            unsent: Number(summary?.unsent ?? 0),
            lastSignInAt: summary?.latest ? toDate(summary.latest).toISOString() : null,
          };
        }),
      };
    },
  };
}
