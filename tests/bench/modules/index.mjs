/**
 * Lists of records: the portal's beside what a team writes by hand on the same records, and the portal's
 * own among many records beside few.
 */
import { step } from '../../../scripts/lib/steps.mjs';
import { boot, createApp } from '../app.mjs';
import { race } from '../measure.mjs';
import { moduleFiles } from './app.mjs';

const PAGE = 25;
const FEW = { records: 1000, least: 3 };
const MANY = { records: 100_000, least: 12 };
/** How much slower the portal may be among many records. */
const SLOWER = 1.5;

/** @typedef {import('../app.mjs').Booted & {base: string}} Server */

const named = (/** @type {number} */ records) => records.toLocaleString('en');

/** The portal's list of records. @param {Server} server @param {string} [query] */
const ours = ({ base, module, callers }, query = '') => ({
  url: `${base}/api/customer-portal/modules/${module}/records?pageSize=${PAGE}${query}`,
  requests: callers.map(({ cookie }) => ({ headers: { cookie } })),
});

/** The list that a team writes by hand. @param {Server} server */
const byHand = ({ base, callers }) => ({
  url: `${base}/api/owned-repairs?pagination[pageSize]=${PAGE}`,
  requests: callers.map(({ authorization }) => ({ headers: { authorization } })),
});

/** What editors look at, over all customers. @param {Server} server @param {string} [query] */
const inbox = ({ base, editor }, query = '') => ({ url: `${base}/customer-portal/approvals${query}`, headers: { authorization: editor } });

/** @typedef {{headers: Record<string, string>}} Asked */

/** What one request answers. @param {{url: string, requests: Asked[]}} request @returns {Promise<any>} */
async function answered({ url, requests: [{ headers }] }) {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
  return response.json();
}

/** Both sides must show the same: what differs would be measured along. @param {Server} server */
async function checkSame(server) {
  const { data: mine } = await answered(ours(server));
  const { data: theirs, meta } = await answered(byHand(server));
  const left = mine.rows.map((/** @type {any} */ { state, values }) => ({ state, ...values }));
  const right = theirs.map((/** @type {any} */ { state, title, urgency, preferredDate }) => ({ state, title, urgency, preferredDate }));
  if (left.length !== PAGE || mine.total !== meta.pagination.total || JSON.stringify(left) !== JSON.stringify(right)) {
    throw new Error(`The two lists differ: ${JSON.stringify({ mine, theirs, meta })}`);
  }
}

/** @param {() => Promise<number>} anyPort @returns {Promise<import('../measure.mjs').Row[]>} */
export async function moduleRows(anyPort) {
  const folder = createApp('bench-modules', moduleFiles);
  /** @type {Server[]} */
  const servers = [];
  try {
    for (const { records } of [FEW, MANY]) {
      const port = await anyPort();
      const server = await step(`Invent ${named(records)} records`, () => boot(folder, { plugin: true, port, records }));
      servers.push({ ...server, base: `http://localhost:${port}` });
    }
    const [few, many] = servers;
    for (const server of servers) await checkSame(server);
    return await step('List records', () => compare(few, many));
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** What else is asked, among few records as among many. @type {[what: string, ask: (server: Server) => object][]} */
const LISTS = [
  ['The list', (server) => ours(server)],
  ['The list, searched', (server) => ours(server, '&q=grinder')],
  ['The list, sorted by a column', (server) => ours(server, '&sort=title')],
  ['The list, of one state', (server) => ours(server, '&state=approved')],
  ['The approvals inbox', (server) => inbox(server)],
  ['The inbox, what is approved', (server) => inbox(server, '?state=approved')],
  ['How many approvals wait', (server) => inbox(server, '/count')],
];

/** @param {Server} few @param {Server} many @returns {Promise<import('../measure.mjs').Row[]>} */
async function compare(few, many) {
  const rows = [];
  for (const [server, { records, least }] of /** @type {const} */ ([
    [few, FEW],
    [many, MANY],
  ])) {
    const { ratio, one, other } = await race(ours(server), byHand(server));
    rows.push({
      what: `A customer's records among ${named(records)} against by hand`,
      measured: `${ratio.toFixed(1)}  (${one.toFixed(0)} / ${other.toFixed(0)} a second)`,
      wanted: `≥ ${least}`,
      good: ratio >= least,
    });
  }
  for (const [what, ask] of LISTS) {
    // Each connection waits for its answer: the time for one is the inverse of how many are answered.
    const { ratio, one, other } = await race(ask(few), ask(many));
    rows.push({
      what: `${what}: time among ${named(MANY.records)} against ${named(FEW.records)}`,
      measured: `${ratio.toFixed(2)}  (${other.toFixed(0)} / ${one.toFixed(0)} a second)`,
      wanted: `≤ ${SLOWER}`,
      good: ratio <= SLOWER,
    });
  }
  return rows;
}
