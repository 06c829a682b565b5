/** Fills both sides with the same invoices, by statements of the database, since there may be a million. */
import { seedPeople, tablesOf, uid } from '../people.mjs';
import { OWNED_INVOICE } from './app.mjs';

/** Invoices of one customer: a million of 20,000. */
export const EACH = 50;

const tax = { id: 'vat', name: 'VAT', category: 'S', percent: '19', parts: [] };
const line = { id: '1', item: 'Service', description: '', quantity: '2', unit: 'h', rate: '84.03', discount: null, tax };
const lines = JSON.stringify({ version: 1, lines: [line], discounts: [], charges: [] });
const figures = { net: 16806, tax: 3193, gross: 19999 };
const totals = JSON.stringify({
  lines: [{ id: '1', amount: 16806, discount: 0, ...figures }],
  discounts: [],
  charges: [],
  lineNet: 16806,
  discount: 0,
  charge: 0,
  ...figures,
  taxes: [{ rate: tax, taxable: 16806, tax: 3193, parts: [] }],
  prepaid: 0,
  due: 19999,
});
const party = JSON.stringify({ name: 'Bench Ltd', address: ['1 Quay'], taxNumber: '', email: '' });

/** How each database counts, dates and draws. */
const DIALECTS = {
  postgres: {
    series: (/** @type {number} */ count) => `FROM generate_series(1, ${count}) AS s(n)`,
    day: "(date '2024-11-01' + (n * 7 % 730))",
    until: "(date '2024-11-15' + (n * 7 % 730))",
    id: 'substr(md5(n::text) || md5((n + 1)::text), 1, 24)',
    now: 'now()',
    yes: 'false',
  },
  sqlite: {
    series: (/** @type {number} */ count) =>
      `FROM (WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${count}) SELECT n FROM s)`,
    day: "date('2024-11-01', '+' || (n * 7 % 730) || ' days')",
    until: "date('2024-11-15', '+' || (n * 7 % 730) || ' days')",
    id: 'substr(lower(hex(randomblob(12))), 1, 24)',
    now: String(Date.now()),
    yes: '0',
  },
};

/**
 * @param {any} strapi
 * @param {number} count
 */
export async function seedDocuments(strapi, count) {
  const customers = count / EACH;
  const tables = tablesOf(strapi);
  await seedPeople(strapi, tables, customers, `${OWNED_INVOICE}.find`);
  const dialect = DIALECTS[/** @type {keyof typeof DIALECTS} */ (strapi.db.dialect.client)];
  const { series, day, until, id, now, yes } = dialect;
  const name = (/** @type {string} */ type) => strapi.db.metadata.get(type).tableName;
  // One in ten is a draft, one in twenty void, one in five still to pay.
  const state = "CASE WHEN n % 10 = 0 THEN 'draft' WHEN n % 20 = 1 THEN 'void' ELSE 'open' END";
  const balance = 'CASE WHEN n % 5 = 2 THEN 19999 ELSE 0 END';
  const currency = "CASE WHEN n % 3 = 0 THEN 'USD' ELSE 'EUR' END";
  const common = {
    id: 'n',
    document_id: id,
    number: "CASE WHEN n % 10 = 0 THEN NULL ELSE 'INV-' || n END",
    state,
    issue_date: day,
    until_date: until,
    currency,
    gross: '19999',
    balance,
    created_at: now,
    updated_at: now,
    published_at: now,
  };
  const fill = async (/** @type {string} */ table, /** @type {Record<string, string>} */ columns, /** @type {string[]} */ bindings) => {
    const names = Object.keys(columns).map((column) => `"${column}"`);
    await strapi.db.connection.raw(
      `INSERT INTO "${table}" (${names.join()}) SELECT ${Object.values(columns).join()} ${series(count)}`,
      bindings,
    );
  };
  const mine = {
    ...common,
    customer_id: `(n - 1) % ${customers} + 1`,
    net: '16806',
    tax: '3193',
    prices_include_tax: yes,
    tax_rounding: "'document'",
    revision: '1',
    lines: '?',
    totals: '?',
    seller: '?',
    buyer: '?',
  };
  await fill(name(uid('invoice')), mine, [lines, totals, party, party]);
  const paid = {
    id: 'id',
    document_id: 'document_id',
    customer_id: 'customer_id',
    date: 'issue_date',
    currency: 'currency',
    amount: 'gross',
    source_type: "'outside'",
    target_type: "'invoice'",
    target_document: 'document_id',
    created_at: now,
    updated_at: now,
    published_at: now,
  };
  const columns = Object.keys(paid).map((column) => `"${column}"`);
  await strapi.db.connection.raw(
    `INSERT INTO "${name(uid('allocation'))}" (${columns.join()}) SELECT ${Object.values(paid).join()} FROM "${name(uid('invoice'))}" WHERE state = 'open' AND balance = 0`,
  );
  await fill(name(OWNED_INVOICE), { ...common, lines: '?' }, [lines]);
  const { name: links, joinColumn, inverseJoinColumn } = strapi.db.metadata.get(OWNED_INVOICE).attributes.owner.joinTable;
  await fill(links, { [joinColumn.name]: 'n', [inverseJoinColumn.name]: `(n - 1) % ${customers} + 1` }, []);
  if (strapi.db.dialect.client === 'postgres') {
    for (const table of [name(uid('invoice')), name(uid('allocation')), name(OWNED_INVOICE), links, name(uid('customer'))])
      await strapi.db.connection.raw(`SELECT setval(pg_get_serial_sequence('"${table}"', 'id'), (SELECT max(id) FROM "${table}"))`);
    // What PostgreSQL does by itself within minutes, on the cores that are measured.
    for (const rest of ['VACUUM ANALYZE', 'CHECKPOINT']) await strapi.db.connection.raw(rest);
  }
}

/** A token that may write documents. @param {any} strapi @returns {Promise<string>} */
export async function syncToken(strapi) {
  const permissions = ['plugin::customer-portal.sync.documents'];
  return (await strapi.service('admin::api-token').create({ name: 'Bench', type: 'custom', lifespan: null, permissions })).accessKey;
}
