/**
 * `npm run bench`: what the plugin costs, beside what it is wanted to cost at most. Throughputs are
 * ratios to bare routes of the same server in the same minute, since the machine's own speed must
 * not count. A figure that falls short is marked; nothing fails. Names of parts measure only those.
 */
import { withLock } from '../../scripts/lib/lock.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { fail, step } from '../../scripts/lib/steps.mjs';
import { ensureBuilt } from '../../scripts/lib/targets.mjs';
import { boot, createApp } from './app.mjs';
import { documentRows } from './documents/index.mjs';
import { paymentRows } from './payments/index.mjs';
import { subscriptionRows } from './subscriptions.mjs';
import { homeRequests } from './home.mjs';
import { load, median, ROUNDS, SECONDS } from './measure.mjs';
import { moduleRows } from './modules/index.mjs';
import { pdfRows } from './pdf.mjs';
import { samlRow } from './saml.mjs';
import { memoryAfterSignIns, signInRate } from './sign-ins.mjs';
import { adminAdded, portalFirstLoad } from './sizes.mjs';

const SIGN_INS = Number(process.env.BENCH_SIGN_INS ?? 10_000);

/** @typedef {import('./measure.mjs').Row} Row */

/**
 * @param {string} what
 * @param {{base: string, path: string, bare: string, headers?: Record<string, string>, least: number}} options
 * @returns {Promise<Row>}
 */
async function compare(what, { base, path, bare, headers = {}, least }) {
  /** @type {number[]} */
  const ours = [];
  /** @type {number[]} */
  const theirs = [];
  const ask = (/** @type {string} */ url, duration = SECONDS) => load({ url: base + url, headers, duration });
  for (const url of [path, bare]) await ask(url, 2); // warm up
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await ask(path));
    theirs.push(await ask(bare));
  }
  const ratio = median(ours) / median(theirs);
  const detail = `${median(ours).toFixed(0)} / ${median(theirs).toFixed(0)} a second`;
  return { what, measured: `${ratio.toFixed(2)}  (${detail})`, wanted: `≥ ${least}`, good: ratio >= least };
}

const anyPort = () => freePort('Strapi', 14_600 + Math.floor(Math.random() * 300));

/** @param {string} folder @returns {Promise<Row[]>} */
async function startCost(folder) {
  const figures = {
    with: { boot: /** @type {number[]} */ ([]), rss: /** @type {number[]} */ ([]) },
    without: { boot: /** @type {number[]} */ ([]), rss: /** @type {number[]} */ ([]) },
  };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const plugin of [true, false]) {
      const { bootMs, rssMb, stop } = await boot(folder, { plugin, port: await anyPort() });
      await stop();
      // The first round creates the tables.
      if (round === 0) continue;
      const figure = figures[plugin ? 'with' : 'without'];
      figure.boot.push(bootMs / 1000);
      figure.rss.push(rssMb);
    }
  }
  const seconds = median(figures.with.boot) - median(figures.without.boot);
  const megabytes = median(figures.with.rss) - median(figures.without.rss);
  const signed = (/** @type {number} */ value, /** @type {number} */ digits) =>
    `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
  return [
    {
      what: 'Start of Strapi with the plugin',
      measured: `${signed(seconds, 2)} s  (${median(figures.with.boot).toFixed(2)} / ${median(figures.without.boot).toFixed(2)} s)`,
      wanted: '≤ +0.5 s',
      good: seconds <= 0.5,
    },
    {
      what: 'Memory of Strapi with the plugin',
      measured: `${signed(megabytes, 0)} MB  (${median(figures.with.rss).toFixed(0)} / ${median(figures.without.rss).toFixed(0)} MB)`,
      wanted: '≤ +40 MB',
      good: megabytes <= 40,
    },
  ];
}

/** @param {Row[]} rows */
function print(rows) {
  const heads = { what: 'What', measured: 'Measured', wanted: 'Wanted' };
  const width = (/** @type {'what' | 'measured' | 'wanted'} */ column) =>
    Math.max(heads[column].length, ...rows.map((row) => row[column].length));
  const line = (/** @type {{what: string, measured: string, wanted: string}} */ row, /** @type {string} */ mark) =>
    console.log(
      `${row.what.padEnd(width('what'))}   ${row.measured.padEnd(width('measured'))}   ${row.wanted.padEnd(width('wanted'))}   ${mark}`,
    );
  console.log('');
  line(heads, '');
  for (const row of rows) line(row, row.good === undefined ? 'not measured' : row.good ? 'ok' : 'short');
}

/** What is asked of one server. @param {string} folder @returns {Promise<Row[]>} */
async function serverRows(folder) {
  const port = await anyPort();
  const strapi = await boot(folder, { plugin: true, port });
  const base = `http://localhost:${port}`;
  try {
    const session = await step('GET /session against one indexed query', () =>
      compare('GET /session, signed in, against a route with one query', {
        base,
        path: '/api/customer-portal/session',
        bare: '/api/bench/one-query',
        headers: { cookie: strapi.cookie },
        least: 0.6,
      }),
    );
    const portal = await step('GET /portal against a route that reads nothing', () =>
      compare('GET /portal against a route that reads nothing', {
        base,
        path: '/api/customer-portal/portal',
        bare: '/api/bench/nothing',
        least: 0.8,
      }),
    );
    const signIns = await step('Sign in against the hash alone', () => signInRate(base));
    const memory = await step(`Sign in ${SIGN_INS} times`, () => memoryAfterSignIns(base, strapi.heap, SIGN_INS));
    const requests = await step('Open Home in a browser', () => homeRequests(base, strapi.portalName));
    const home = {
      what: 'Portal: requests of Home besides assets',
      measured: requests === undefined ? 'no Chromium' : String(requests),
      wanted: '≤ 3',
      good: requests === undefined ? undefined : requests <= 3,
    };
    return [session, portal, signIns, memory, home];
  } finally {
    await strapi.stop();
  }
}

/** @returns {Promise<Row[]>} */
async function sizeRows() {
  const first = portalFirstLoad();
  const added = await adminAdded();
  return [
    { what: 'Portal: first-load JavaScript, gzip', measured: `${first.toFixed(1)} kB`, wanted: '≤ 130 kB', good: first <= 130 },
    { what: 'Admin: added before a portal screen, gzip', measured: `${added.toFixed(1)} kB`, wanted: '≤ 60 kB', good: added <= 60 },
  ];
}

/**
 * What can be measured by itself: `npm run bench -- modules start`.
 *
 * @type {Record<string, (folder: string) => Promise<Row[]>>}
 */
const PARTS = {
  saml: async () => [await step('Verify SAML responses', () => samlRow(ROUNDS))],
  pdf: () => step('Make PDFs', () => pdfRows(ROUNDS)),
  start: (folder) => step('Start Strapi with and without the plugin', () => startCost(folder)),
  server: serverRows,
  modules: () => moduleRows(anyPort),
  documents: () => documentRows(anyPort),
  payments: () => paymentRows(anyPort),
  subscriptions: () => step('Decide about subscriptions', () => subscriptionRows(ROUNDS)),
  sizes: sizeRows,
};

async function main() {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) throw new Error(`There is no part "${unknown.join('", "')}". Parts: ${Object.keys(PARTS).join(', ')}.`);
  await ensureBuilt(['portal', 'pdf', 'plugin']);
  const folder = createApp();
  /** @type {Row[]} */
  const rows = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (chosen.length === 0 || chosen.includes(name)) rows.push(...(await measure(folder)));
  }
  print(rows);
}

// Two runs at once would measure each other.
withLock('bench', main).catch(fail);
