/** Payments: our own time beside the statements that they need, and paying among many invoices beside few. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { root } from '../../../scripts/lib/paths.mjs';
import { step } from '../../../scripts/lib/steps.mjs';
import { boot, createApp } from '../app.mjs';
import { documentFiles } from '../documents/app.mjs';
import { dropPostgres, emptyPostgres } from '../documents/index.mjs';
import { median, ROUNDS } from '../measure.mjs';

const FEW = 1000;
const MANY = Number(process.env.BENCH_PAYMENTS_AMONG ?? 1_000_000);
/** Payments of a round. */
const PAID = 100;
/** Callers that owe something, as documents are invented: the second and the seventh customer. */
const OWING = [1, 6];
/** How much slower paying may be among many. */
const SLOWER = 1.5;
const named = (/** @type {number} */ count) => count.toLocaleString('en');
const gateway = fileURLToPath(new URL('gateway.cjs', import.meta.url));

const files = {
  ...documentFiles,
  'config/plugins.js': `module.exports = ({ env }) => ({ 'customer-portal': { enabled: true, resolve: ${JSON.stringify(root)},
  config: { payments: { perContact: 10_000, perAddress: 100_000, providers: { gateway: { provider: require(${JSON.stringify(gateway)}) } } },
    throttle: { changesPerMinute: 100_000 } } } });\n`,
};

/** @typedef {import('../app.mjs').Booted & {base: string}} Server */
/** @typedef {import('../measure.mjs').Row} Row */

/** @param {string} url @param {RequestInit} [init] @returns {Promise<any>} */
async function answered(url, init) {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${text}`);
  return JSON.parse(text).data;
}

/** @param {Server} server @param {'whole' | 'webhooks'} what */
async function rounds({ base }, what) {
  const [ours, bare, ratios] = [[], [], []].map(() => /** @type {number[]} */ ([]));
  let statements = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const one = await answered(`${base}/api/bench/payments/${what}?count=${PAID}`);
    if (round === 0) continue;
    ours.push(PAID / one.ours);
    bare.push(PAID / one.bare);
    ratios.push(one.bare / one.ours);
    ({ statements } = one);
  }
  return { ratio: median(ratios), detail: `${median(ours).toFixed(0)} / ${median(bare).toFixed(0)} a second, ${statements} statements` };
}

/** Milliseconds of *Pay*: what can be paid, and then a payment of it. @param {Server} server @param {string} cookie */
async function pay({ base }, cookie) {
  const headers = { cookie, 'content-type': 'application/json', 'x-customer-portal': '1' };
  const post = (/** @type {string} */ path, /** @type {object} */ body, more = {}) =>
    answered(`${base}/api/customer-portal${path}`, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) });
  const start = performance.now();
  const options = await post('/payment-options', { everything: 'EUR' });
  const [{ type, id, left }] = options.documents;
  const body = { currency: 'EUR', parts: [{ type, document: id, amount: left, left }], with: { provider: 'gateway', save: false } };
  await post('/payments', body, { 'idempotency-key': randomUUID() });
  return performance.now() - start;
}

/** @param {Server} few @param {Server} many @returns {Promise<Row>} */
async function amongMany(few, many) {
  const [small, large] = [[], []].map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < 30 * ROUNDS; round += 1) {
    const caller = OWING[round % OWING.length];
    const one = await pay(few, few.callers[caller].cookie);
    const other = await pay(many, many.callers[caller].cookie);
    // The first ones are slower than all others.
    if (round < 20) continue;
    small.push(one);
    large.push(other);
  }
  const ratio = median(large) / median(small);
  return {
    what: `Pay: time among ${named(MANY)} against ${named(FEW)} (PostgreSQL)`,
    measured: `${ratio.toFixed(2)}  (${median(large).toFixed(1)} / ${median(small).toFixed(1)} ms)`,
    wanted: `≤ ${SLOWER}`,
    good: ratio <= SLOWER,
  };
}

/** @param {() => Promise<number>} anyPort @returns {Promise<Row[]>} */
export async function paymentRows(anyPort) {
  const folder = createApp('bench-payments', files);
  /** @type {Server[]} */
  const servers = [];
  const databases = [`cp_bench_pay_${process.pid}_few`, `cp_bench_pay_${process.pid}_many`];
  const begin = async (/** @type {number} */ documents, database = '') => {
    const port = await anyPort();
    const server = await step(`Invent ${named(documents)} invoices`, () => boot(folder, { plugin: true, port, documents, database }));
    const begun = { ...server, base: `http://localhost:${port}` };
    servers.push(begun);
    await answered(`${begun.base}/api/bench/payments/open`);
    return begun;
  };
  const stop = async () => {
    for (const server of servers.splice(0)) await server.stop();
  };
  try {
    const rows = [];
    const one = await begin(FEW);
    const whole = await step('Pay, start to finish', () => rounds(one, 'whole'));
    rows.push({
      what: 'A payment, start to finish, against its statements alone: time',
      measured: `${(1 / whole.ratio).toFixed(2)}  (${whole.detail})`,
      wanted: '≤ 2.5',
      good: 1 / whole.ratio <= 2.5,
    });
    const told = await step('Settle by webhooks', () => rounds(one, 'webhooks'));
    rows.push({
      what: 'Webhooks settled against bare inserts of their rows',
      measured: `${told.ratio.toFixed(2)}  (${told.detail})`,
      wanted: '≥ 0.2',
      good: told.ratio >= 0.2,
    });
    await stop();
    const [few, many] = [await emptyPostgres(databases[0]), await emptyPostgres(databases[1])];
    if (!few || !many) {
      rows.push({ what: `Pay among ${named(MANY)}`, measured: 'no PostgreSQL', wanted: `≤ ${SLOWER}`, good: undefined });
      return rows;
    }
    const [fewThere, manyThere] = [await begin(FEW, few), await begin(MANY, many)];
    rows.push(await step('Pay among few and many', () => amongMany(fewThere, manyThere)));
    return rows;
  } finally {
    await stop();
    for (const name of databases) await dropPostgres(name).catch(() => undefined);
  }
}
