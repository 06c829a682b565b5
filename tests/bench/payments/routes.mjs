/** What is measured of payments within the server: our own work beside the statements that it makes. */
import { createRequire } from 'node:module';
import { documentId, uid } from '../people.mjs';

const { held } = createRequire(import.meta.url)('./gateway.cjs');

/** @typedef {{sql: string, bindings: unknown[], transaction: string | undefined}} Statement */

/** @param {any} strapi */
export function paymentRoutes(strapi) {
  const payments = () => strapi.plugin('customer-portal').service('payments');
  const { jobs } = strapi.plugin('customer-portal')?.service('platform') ?? {};

  /** Open invoices of one customer's. @param {number} count */
  async function invoices(count) {
    const table = strapi.db.metadata.get(uid('invoice')).tableName;
    const knex = strapi.db.connection;
    const last = await knex(table).where({ state: 'open' }).where('balance', '>', 0).first();
    const { id } = await knex(table).max({ id: 'id' }).first();
    const rows = Array.from({ length: count }, (_, index) => {
      const own = documentId();
      return { ...last, id: id + 1 + index, document_id: own, number: own, balance: last.gross };
    });
    for (const row of rows) await knex(table).insert(row);
    return rows.map((row) => ({ document: row.document_id, left: Number(row.gross), currency: row.currency, customer: row.customer_id }));
  }

  /** @param {{document: string, left: number, currency: string, customer: number}} invoice @returns {Promise<string>} */
  async function begin({ document, left, currency, customer }) {
    const paying = { customer, origin: 'portal', actor: { system: true }, contact: null, link: null };
    const parts = [{ type: 'invoice', document, amount: left, left }];
    const wanted = { currency, parts, with: { provider: 'gateway', save: false } };
    const id = await strapi.db.transaction(() => payments().beginning.write(paying, wanted));
    await payments().asking.start(await payments().store.load(id));
    return id;
  }
  const pays = (/** @type {string} */ id) => (held.get(id).state = 'succeeded');
  /** @param {Parameters<typeof begin>[0]} invoice */
  async function whole(invoice) {
    const id = await begin(invoice);
    pays(id);
    await payments().asking.ask(await payments().store.load(id));
    await expectPaid(id);
  }
  /** @param {string} id */
  async function told(id) {
    const raw = Buffer.from(JSON.stringify({ event: documentId(), about: { kind: 'payment', reference: id, providerPayment: null } }));
    await payments().webhooks.take('gateway', { raw, headers: {} });
  }

  /** The statements that some work makes, in order. @param {() => Promise<unknown>} work @returns {Promise<Statement[]>} */
  async function statementsOf(work) {
    /** @type {Statement[]} */
    const made = [];
    const note = (/** @type {any} */ { sql, bindings = [], __knexTxId: transaction }) => {
      if (!/^(begin|commit|rollback|savepoint|release)/iu.test(sql)) made.push({ sql, bindings, transaction });
    };
    strapi.db.connection.on('query', note);
    await work();
    strapi.db.connection.removeListener('query', note);
    return made;
  }

  /** The same statements again, in the same transactions, with ids of their own. @param {Statement[]} statements */
  async function again(statements) {
    /** @type {Map<string, string>} */
    const ids = new Map();
    const own = (/** @type {unknown} */ value) => {
      if (typeof value !== 'string') return value;
      return value.replace(/\b[0-9a-f]{24}\b/gu, (id) => ids.get(id) ?? (ids.set(id, documentId()), ids.get(id)) ?? id);
    };
    const run = (/** @type {any} */ on, /** @type {Statement} */ { sql, bindings }) => on.raw(sql, bindings.map(own));
    for (let index = 0; index < statements.length; ) {
      const { transaction } = statements[index];
      let end = index + 1;
      while (end < statements.length && statements[end].transaction === transaction) end += 1;
      const part = statements.slice(index, end);
      const all = async (/** @type {any} */ on) => {
        for (const one of part) await run(on, one);
      };
      await (transaction === undefined ? all(strapi.db.connection) : strapi.db.connection.transaction(all));
      index = end;
    }
  }

  /** Else something else was measured. @param {string} id */
  async function expectPaid(id) {
    const { state } = await payments().store.load(id);
    if (state !== 'succeeded') throw new Error(`A payment is ${state}.`);
  }

  /** @param {() => Promise<unknown>} work @returns {Promise<number>} seconds */
  async function timed(work) {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  }

  const route = (/** @type {string} */ path, /** @type {(count: number) => Promise<object>} */ work) => ({
    method: 'GET',
    path: `/bench/payments/${path}`,
    handler: async (/** @type {any} */ ctx) => {
      ctx.body = { data: await work(Number(ctx.query.count)) };
    },
    config: { auth: false },
  });

  return [
    route('open', async () => {
      const settings = strapi.plugin('customer-portal').service('settings');
      const { values, revision } = await settings.get('payments');
      await settings.save('payments', { ...values, onlinePayments: true, preventDuplicatePayments: false }, revision);
      return {};
    }),
    route('whole', async (count) => {
      const [first, ...rest] = await invoices(count + 1);
      const made = await statementsOf(() => whole(first));
      const ours = await timed(async () => {
        for (const one of rest) await whole(one);
      });
      const bare = await timed(async () => {
        for (let time = 0; time < count; time += 1) await again(made);
      });
      return { ours, bare, statements: made.length };
    }),
    route('webhooks', async (count) => {
      /** @type {string[]} */
      const ids = [];
      for (const one of await invoices(count + 1)) ids.push(await begin(one));
      await jobs.drain();
      ids.forEach(pays);
      const settle = async (/** @type {string[]} */ some) => {
        for (const id of some) await told(id);
        await jobs.drain();
      };
      const made = (await statementsOf(() => settle(ids.slice(0, 1)))).filter(({ sql }) => /^insert/iu.test(sql));
      const ours = await timed(() => settle(ids.slice(1)));
      for (const id of ids) await expectPaid(id);
      const bare = await timed(async () => {
        for (let time = 0; time < count; time += 1) await again(made);
      });
      return { ours, bare, statements: made.length };
    }),
  ];
}
