/**
 * Documents: the portal's list beside what a team writes by hand and beside one bare query, the portal's own among many
 * beside few, and the bulk sync beside bare inserts.
 */
import knex from 'knex';
import { step } from '../../../scripts/lib/steps.mjs';
import { boot, createApp } from '../app.mjs';
import { median, race, ROUNDS } from '../measure.mjs';
import { documentFiles } from './app.mjs';

const PAGE = 25;
const FEW = 1000;
/** How much slower the portal may be among many. */
const SLOWER = 1.5;
/** Documents of a call of the sync. */
const SYNCED = 1000;
const LOCAL = 'postgres://postgres@127.0.0.1:5432/postgres';
const POSTGRES = process.env.BENCH_POSTGRES_URL ?? LOCAL;

/** @typedef {import('../app.mjs').Booted & {base: string}} Server */
/** @typedef {import('../measure.mjs').Row} Row */

const named = (/** @type {number} */ count) => count.toLocaleString('en');

/** @param {Server} server @param {string} path */
const ours = ({ base, callers }, path) => ({
  url: `${base}/api/customer-portal${path}`,
  requests: callers.map(({ cookie }) => ({ headers: { cookie } })),
});

/** @param {Server} server */
const byHand = ({ base, callers }) => ({
  url: `${base}/api/owned-invoices?pagination[pageSize]=${PAGE}`,
  requests: callers.map(({ authorization }) => ({ headers: { authorization } })),
});

const LIST = `/documents/invoice?pageSize=${PAGE}`;

/** What is asked among few as among many. @type {[what: string, path: string][]} */
const ASKED = [
  ['The list of invoices', LIST],
  ['The list, searched', `${LIST}&q=INV-1`],
  ['The list, of what is overdue', `${LIST}&state=overdue`],
  ['The list, by total', `${LIST}&sort=-gross`],
  ['The menu', '/navigation'],
  ['What waits, on Home, with its plot', '/overview'],
  ['A statement of a year', '/statement?from=2025-11-01&to=2026-10-31'],
];

/** @param {{url: string, requests: {headers: Record<string, string>}[]}} request @returns {Promise<any>} */
async function answered({ url, requests: [{ headers }] }) {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
  return response.json();
}

/** Both sides must show the same: what differs would be measured along. @param {Server} server */
async function checkSame(server) {
  const { data: mine } = await answered(ours(server, LIST));
  const { data: theirs, meta } = await answered(byHand(server));
  const sums = Object.fromEntries(mine.sums.map((/** @type {any} */ { currency, gross, balance }) => [currency, { gross, balance }]));
  const dates = (/** @type {any[]} */ rows) => rows.map(({ issueDate }) => issueDate).join();
  if (mine.total !== meta.pagination.total || mine.rows.length !== PAGE || dates(mine.rows) !== dates(theirs))
    throw new Error('The lists differ.');
  if (JSON.stringify(Object.entries(sums).sort()) !== JSON.stringify(Object.entries(meta.sums).sort())) throw new Error('The sums differ.');
}

/** @param {{what: string, ratio: number, least: number, detail: string}} of @returns {Row} */
const atLeast = ({ what, ratio, least, detail }) => ({
  what,
  measured: `${ratio.toFixed(2)}  (${detail})`,
  wanted: `≥ ${least}`,
  good: ratio >= least,
});

const rates = (/** @type {{one: number, other: number}} */ { one, other }) => `${one.toFixed(0)} / ${other.toFixed(0)} a second`;

/** @param {Server} server @param {number} count @param {number} least @returns {Promise<Row>} */
async function againstHand(server, count, least) {
  const raced = await race(ours(server, LIST), byHand(server));
  return atLeast({ what: `A customer's invoices among ${named(count)} against by hand`, ratio: raced.ratio, least, detail: rates(raced) });
}

/** @param {Server} few @param {Server} many @param {number} count @param {string} database @returns {Promise<Row[]>} */
async function amongMany(few, many, count, database) {
  const rows = [];
  for (const [what, path] of ASKED) {
    const { ratio, one, other } = await race(ours(few, path), ours(many, path));
    rows.push({
      what: `${what}: time among ${named(count)} against ${named(FEW)} (${database})`,
      measured: `${ratio.toFixed(2)}  (${other.toFixed(0)} / ${one.toFixed(0)} a second)`,
      wanted: `≤ ${SLOWER}`,
      good: ratio <= SLOWER,
    });
  }
  return rows;
}

let serial = 0;
const invented = () => {
  serial += 1;
  const tax = { name: 'VAT', percent: '19' };
  return {
    externalId: `bench-${serial}`,
    number: `BENCH-${serial}`,
    state: 'open',
    customer: 'bench',
    issueDate: '2026-11-01',
    untilDate: '2026-11-15',
    currency: 'EUR',
    lines: [
      { item: 'Service', quantity: '2', unit: 'h', rate: '84.03', tax },
      { item: 'Travel', quantity: '1', rate: '25', tax },
      { item: 'Material', quantity: '12.5', unit: 'kg', rate: '3.99', discount: { percent: '5' }, tax },
    ],
  };
};

/** @param {Server} server @returns {Promise<Row>} */
async function syncRow({ base, token }) {
  const timed = async (/** @type {string} */ path, /** @type {object} */ options) => {
    const start = performance.now();
    const response = await fetch(base + path, options);
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return { seconds: (performance.now() - start) / 1000, body: JSON.parse(text) };
  };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const mine = [];
  const bare = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const body = JSON.stringify({ rows: Array.from({ length: SYNCED }, invented) });
    const synced = await timed('/api/customer-portal/sync/invoice', { method: 'PUT', headers, body });
    if (synced.body.data.created !== SYNCED) throw new Error(JSON.stringify(synced.body.data).slice(0, 500));
    const inserted = await timed(`/api/bench/inserts?count=${SYNCED}`, {});
    if (round === 0) continue;
    mine.push(SYNCED / synced.seconds);
    bare.push(SYNCED / inserted.body.data.seconds);
  }
  const [one, other] = [median(mine), median(bare)];
  return atLeast({ what: 'Documents synced against bare inserts', ratio: one / other, least: 0.25, detail: rates({ one, other }) });
}

/** @param {string} name @returns {Promise<string | undefined>} the URL of an empty database; undefined where none can be reached */
export async function emptyPostgres(name) {
  const admin = knex({ client: 'pg', connection: POSTGRES });
  try {
    await admin.raw(`DROP DATABASE IF EXISTS "${name}"`);
    await admin.raw(`CREATE DATABASE "${name}"`);
    return POSTGRES.replace(/\/[^/]*$/u, `/${name}`);
  } catch {
    return undefined;
  } finally {
    await admin.destroy();
  }
}

/** @param {string} name */
export async function dropPostgres(name) {
  const admin = knex({ client: 'pg', connection: POSTGRES });
  await admin.raw(`DROP DATABASE IF EXISTS "${name}"`).finally(() => admin.destroy());
}

/** @param {() => Promise<number>} anyPort @returns {Promise<Row[]>} */
export async function documentRows(anyPort) {
  const folder = createApp('bench-documents', documentFiles);
  /** @type {Server[]} */
  const servers = [];
  const databases = [`cp_bench_${process.pid}_few`, `cp_bench_${process.pid}_many`];
  const begin = async (/** @type {number} */ documents, /** @type {string} */ where, /** @type {string} */ database = '') => {
    const port = await anyPort();
    const server = await step(`Invent ${named(documents)} invoices (${where})`, () =>
      boot(folder, { plugin: true, port, documents, database }),
    );
    const begun = { ...server, base: `http://localhost:${port}` };
    servers.push(begun);
    await checkSame(begun);
    return begun;
  };
  const stop = async () => {
    for (const server of servers.splice(0)) await server.stop();
  };
  try {
    const rows = [];
    const [few, many] = [await begin(FEW, 'SQLite'), await begin(100_000, 'SQLite')];
    rows.push(await step('List invoices', () => againstHand(few, FEW, 5)));
    rows.push(await step('List invoices among many', () => againstHand(many, 100_000, 25)));
    const bare = await step('List invoices against one query', () =>
      race(ours(many, LIST), { url: `${many.base}/api/bench/one-invoice`, requests: [{ headers: {} }] }),
    );
    rows.push(atLeast({ what: "A customer's invoices against one indexed query", ratio: bare.ratio, least: 0.35, detail: rates(bare) }));
    rows.push(...(await step('Ask among few and many', () => amongMany(few, many, 100_000, 'SQLite'))));
    rows.push(await step('Sync documents', () => syncRow(few)));
    await stop();
    const urls = [await emptyPostgres(databases[0]), await emptyPostgres(databases[1])];
    if (!urls[0] || !urls[1]) {
      rows.push({ what: 'Invoices among 1,000,000 (PostgreSQL)', measured: 'no PostgreSQL', wanted: `≤ ${SLOWER}`, good: undefined });
      return rows;
    }
    const [fewThere, manyThere] = [await begin(FEW, 'PostgreSQL', urls[0]), await begin(1_000_000, 'PostgreSQL', urls[1])];
    rows.push(...(await step('Ask among few and a million', () => amongMany(fewThere, manyThere, 1_000_000, 'PostgreSQL'))));
    return rows;
  } finally {
    await stop();
    for (const name of databases) await dropPostgres(name).catch(() => undefined);
  }
}
