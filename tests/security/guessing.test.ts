import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Browser, signIn, solve } from '../support/client';
import { resetLimits } from '../support/limits';
import { createPair, TEST_PASSWORD, type TestContact } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

/** Far beyond every limit; ten times as many before a release (`npm run test:long`). */
const GUESSES = Number(process.env.GUESSES ?? 1000);
const AT_ONCE = 25;
/** The configuration's own limits. */
const [PER_ACCOUNT, PER_ADDRESS] = [10, 50];

let app: TestApp;
let owner: TestContact;
let home: Browser;
const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

beforeAll(async () => {
  app = await startApp({ behindProxy: true, quiet: true });
});
beforeEach(async () => {
  await resetLimits(app);
  owner = (await createPair(app.strapi)).contact;
  home = await signIn(app, owner);
  await home.delete('/session');
});
afterAll(async () => {
  agent.destroy();
  await app.stop();
});

/** One guess, as an attacker's tool sends it: over an open connection, with nothing but what is needed. */
function guess(email: string, password: string, address: string): Promise<number> {
  const body = JSON.stringify({ email, password });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-customer-portal': '1',
    'x-forwarded-for': address,
  };
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = http.request({ port, method: 'POST', path: '/api/customer-portal/session', headers, agent }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(response.statusCode ?? 0);
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends all guesses, many at once, and counts the answers by status. */
async function attack(one: (index: number) => Promise<number>): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < GUESSES) {
      const status = await one((next += 1));
      counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return counts;
}

describe(`${GUESSES} guesses`, () => {
  it('over many accounts from one client are evaluated as often as its address may guess', async () => {
    const counts = await attack((index) => guess(`somebody${index % 500}@example.org`, `guess ${index}`, '198.51.100.7'));
    console.info(`One client, 500 accounts: ${counts[401] ?? 0} of ${GUESSES} guesses were evaluated.`);
    expect(counts).toEqual({ 401: PER_ADDRESS, 429: GUESSES - PER_ADDRESS });
    // Those that were refused left nothing: neither rows nor tries that others share.
    const rows: unknown[] = await app.strapi.db
      .getConnection('customer_portal_limits')
      .where('key', 'like', 'sign-in:account:%')
      .where('points', '>', 0)
      .select('key');
    expect(rows).toHaveLength(PER_ADDRESS);
    const elsewhere = new Browser(app, { 'x-forwarded-for': '198.51.100.8' });
    expect((await elsewhere.post('/session', { email: owner.email, password: TEST_PASSWORD })).status).toBe(201);
    expect((await home.post('/session', { email: owner.email, password: TEST_PASSWORD })).status).toBe(201);
  }, 300_000);

  it('at one account from many clients are evaluated as often as the account may be guessed at', async () => {
    const address = (index: number) => `203.0.${(index >> 8) & 255}.${index & 255}`;
    const counts = await attack((index) => guess(owner.email, `guess ${index}`, address(index)));
    console.info(`One account, ${GUESSES} clients: ${counts[401] ?? 0} of ${GUESSES} guesses were evaluated.`);
    expect(counts).toEqual({ 401: PER_ACCOUNT, 429: GUESSES - PER_ACCOUNT });
    // The owner's own browser has a counter of its own.
    expect((await home.post('/session', { email: owner.email, password: TEST_PASSWORD })).status).toBe(201);
  }, 300_000);

  it('at one account, with work as well, leave its owner a try from an address that has not failed', async () => {
    const counters = () => app.strapi.db.getConnection('customer_portal_limits');
    const stranger = new Browser(app, { 'x-forwarded-for': '203.0.113.1' });
    const attempt = (who: Browser, password: string) => who.post('/session', { email: owner.email, password });
    for (let index = 0; index < PER_ACCOUNT; index += 1) await attempt(stranger, `guess ${index}`);
    // Too easy for what is asked for below.
    const stock = await solve(await attempt(stranger, 'one more'));
    expect((await attempt(stranger.with(await solve(await attempt(stranger, 'one more'))), 'one more')).status).toBe(401);
    await counters()
      .where('key', 'like', 'sign-in:account:proved:%')
      .update({ points: 3 * PER_ACCOUNT });
    const fresh = new Browser(app, { 'x-forwarded-for': '203.0.113.2' });
    const asked = await attempt(fresh, TEST_PASSWORD);
    expect([asked.status, asked.body.error.details.challenge.parameters.cost]).toEqual([429, 16_000]);
    expect((await attempt(fresh.with(stock), TEST_PASSWORD)).status).toBe(429);
    expect((await attempt(fresh.with(await solve(asked)), TEST_PASSWORD)).status).toBe(201);
    // A client has three wrong ones of this kind.
    await attempt(stranger.with(await solve(await attempt(stranger, 'the last'))), 'the last');
    await counters().where('key', 'like', 'sign-in:account:last:%').update({ points: 3 });
    expect((await attempt(stranger, 'no more')).body.error.details.challenge).toBeUndefined();
    const another = new Browser(app, { 'x-forwarded-for': '203.0.113.3' });
    expect((await attempt(another, TEST_PASSWORD)).body.error.details.challenge).toBeDefined();
  }, 60_000);
});
