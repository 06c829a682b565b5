import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { startSandbox, type Behaviour, type Sandbox } from '../../../server/payment-sandbox';

const secret = 'secret-of-the-sandbox';
const asked = (reference: string, change: object = {}) => ({
  reference,
  customer: 'customer',
  language: 'en',
  returnUrl: 'https://portal.example.com/back',
  amount: 10_000,
  currency: 'EUR',
  description: 'Invoice <b>INV-00012</b>',
  save: false,
  offers: null,
  ...change,
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ secret });
});
afterAll(() => sandbox.stop());

const post = (route: string, body: unknown, headers: Record<string, string> = {}, { url } = sandbox): Promise<Response> =>
  fetch(`${url}/v1/${route}`, { method: 'POST', headers: { authorization: `Bearer ${secret}`, ...headers }, body: JSON.stringify(body) });

const start = async (reference: string, change: object = {}): Promise<{ id: string; url: string }> =>
  (await (await post('payments', asked(reference, change))).json()) as { id: string; url: string };

describe('the API', () => {
  it.each(['/v1/account', '/v1/payments?reference=x', '/control/payments', '/control/webhooks'])(
    '%s asks for the secret',
    async (route) => {
      const status = async (headers: Record<string, string>) => (await fetch(sandbox.url + route, { headers })).status;
      expect(await status({})).toBe(401);
      expect(await status({ authorization: 'Bearer secret-of-the-sandbox2' })).toBe(401);
      expect(await status({ authorization: 'Basic secret-of-the-sandbox' })).toBe(401);
      expect([200, 404]).toContain(await status({ authorization: `Bearer ${secret}` }));
    },
  );

  it('answers a key again as it did first, and with 409 where something else is asked for', async () => {
    const key = { 'idempotency-key': 'key-1' };
    const first = await post('payments', asked('key-1'), key);
    const { id } = (await first.json()) as { id: string };
    await sandbox.choose('key-1', 'card');
    // The same members in another order are the same parameters.
    const second = await post('payments', Object.fromEntries(Object.entries(asked('key-1')).reverse()), key);
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([null, 'true']);
    expect(await second.json()).toMatchObject({ id, state: 'open' });
    const other = await post('payments', asked('key-1', { amount: 1 }), key);
    expect([other.status, await other.json()]).toEqual([409, { error: { code: 'key_reused', message: expect.any(String) } }]);
    expect((await sandbox.payments()).filter(({ reference }) => reference === 'key-1')).toHaveLength(1);
  });

  it('keeps no answer of a request that was refused', async () => {
    const key = { 'idempotency-key': 'key-2' };
    expect((await post('payments', asked('key-2', { amount: -1 }), key)).status).toBe(400);
    expect((await post('payments', asked('key-2'), key)).status).toBe(201);
  });

  it.each([
    ['no JSON', '{'],
    ['an unknown member', JSON.stringify({ ...asked('bad'), card: '4242' })],
    ['half a cent', JSON.stringify(asked('bad', { amount: 0.5 }))],
    ['an unknown currency', JSON.stringify(asked('bad', { currency: 'XXX' }))],
    ['an address that is a script', JSON.stringify(asked('bad', { returnUrl: 'javascript:alert(1)' }))],
  ])('refuses %s', async (_, body) => {
    const headers = { authorization: `Bearer ${secret}`, 'idempotency-key': 'bad' };
    expect((await fetch(`${sandbox.url}/v1/payments`, { method: 'POST', headers, body })).status).toBe(400);
  });

  it('refuses a body that is too large', async () => {
    expect((await post('payments', asked('large', { description: 'x'.repeat(100_000) }))).status).toBe(413);
  });

  it('lists the methods of an account until they are detached', async () => {
    await post('set-ups', { reference: 'list', customer: 'lists', language: 'en', returnUrl: 'https://portal.example.com/', offers: null });
    await sandbox.choose('list', 'debit');
    const headers = { authorization: `Bearer ${secret}` };
    const setUp = await (await fetch(`${sandbox.url}/v1/set-ups?reference=list`, { headers })).json();
    const list = async () => (await fetch(`${sandbox.url}/v1/methods?account=${setUp.saved.account}`, { headers })).json();
    expect(await list()).toMatchObject({ methods: [{ id: setUp.saved.id, type: 'debit', brand: 'Example Bank' }] });
    await post(`methods/${setUp.saved.id}/detachment`, {});
    expect(await list()).toEqual({ methods: [] });
  });

  it('loses as many answers as it was told to, with the work done', async () => {
    await sandbox.behave({ loseAnswers: 1 });
    await expect(post('payments', asked('lost'))).rejects.toThrow();
    expect((await post('payments', asked('not-lost'))).status).toBe(201);
    expect((await sandbox.payments()).map(({ reference }) => reference)).toEqual(expect.arrayContaining(['lost', 'not-lost']));
  });

  it('answers with an error as often as it was told to, with nothing done', async () => {
    await sandbox.behave({ failAnswers: 1 });
    expect((await post('payments', asked('failing'))).status).toBe(500);
    expect((await sandbox.payments()).map(({ reference }) => reference)).not.toContain('failing');
    expect((await post('payments', asked('failing'))).status).toBe(201);
  });
});

describe('webhooks', () => {
  let seen: { type: string; id: string; at: number }[] = [];
  let refusals = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { type, id } = JSON.parse(Buffer.concat(chunks).toString()) as { type: string; id: string };
      if (refusals > 0) response.writeHead(503);
      else seen.push({ type, id, at: performance.now() });
      refusals -= 1;
      response.end();
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    seen = [];
  });

  async function pays(name: string, behaviour: Partial<Behaviour>, count: number): Promise<number> {
    await sandbox.behave({ webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ...behaviour });
    await start(name);
    const began = performance.now();
    await sandbox.choose(name, 'debit');
    await sandbox.settle(name, 'succeeded');
    while (seen.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    await sandbox.behave({ webhookUrl: null, webhookDelayMs: 0, webhookCopies: 1, webhookReorder: false });
    return began;
  }
  const types = (): string[] => seen.map(({ type }) => type);

  it('come once each, in order', async () => {
    await pays('in-order', {}, 2);
    expect(types().sort()).toEqual(['payment.pending', 'payment.succeeded']);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(2);
  });

  it('come twice, as the same event', async () => {
    await pays('twice', { webhookCopies: 2 }, 4);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(2);
  });

  it('come in the wrong order', async () => {
    await pays('reordered', { webhookReorder: true }, 2);
    expect(types()).toEqual(['payment.succeeded', 'payment.pending']);
  });

  it('come late', async () => {
    const began = await pays('late', { webhookDelayMs: 300 }, 2);
    expect(Math.min(...seen.map(({ at }) => at)) - began).toBeGreaterThanOrEqual(290);
  });

  it('do not come at all, until somebody sends one again', async () => {
    await pays('dropped', { webhookCopies: 0 }, 0);
    expect(seen).toEqual([]);
    await sandbox.behave({ webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    await sandbox.resend('dropped');
    while (seen.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(types()).toEqual(['payment.succeeded']);
    await sandbox.behave({ webhookUrl: null });
  });

  it('are sent again where they were not taken', async () => {
    refusals = 1;
    await pays('again', {}, 2);
    expect(types().sort()).toEqual(['payment.pending', 'payment.succeeded']);
    expect(
      (await sandbox.webhooks())
        .filter(({ event }) => event.data.reference === 'again')
        .map(({ tries }) => tries)
        .sort(),
    ).toEqual([1, 2]);
  });
});

describe('the journal', () => {
  it('brings everything back, but for the line that a kill has torn', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'payment-sandbox-'));
    const journal = path.join(folder, 'payments.jsonl');
    const key = { 'idempotency-key': 'kept' };
    const first = await startSandbox({ secret, journal });
    const before = await (await post('payments', asked('kept', { save: true }), key, first)).json();
    await first.choose('kept', 'card');
    await first.stop();
    fs.appendFileSync(journal, '["payments",{"id":"pay_torn","refer');

    const second = await startSandbox({ secret, journal });
    expect(await (await post('payments', asked('kept', { save: true }), key, second)).json()).toEqual({
      ...before,
      url: expect.stringContaining('/pay/'),
    });
    expect(await second.payments()).toMatchObject([{ id: before.id, state: 'succeeded', saved: { brand: 'Visa' } }]);
    await second.refund('kept');
    await second.stop();

    const third = await startSandbox({ secret, journal });
    expect(await third.payments()).toMatchObject([{ id: before.id, refunded: 10_000 }]);
    await third.stop();
    fs.rmSync(folder, { recursive: true });
  });
});

describe("the customer's page", () => {
  const press = (url: string, fields: Record<string, string>): Promise<Response> =>
    fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

  it('says that no money moves, has buttons and nothing to type into', async () => {
    const { url } = await start('page');
    const response = await fetch(url);
    const text = await response.text();
    expect(text).toContain('No money moves');
    expect(text).toContain('Pay €100.00');
    expect(text).toContain('Invoice &lt;b&gt;INV-00012&lt;/b&gt;');
    expect(text).not.toMatch(/<(?:input|textarea|select|script)\b/u);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' https://portal.example.com; base-uri 'none'; frame-ancestors 'none'",
    );
  });

  it('speaks German to a customer who reads German', async () => {
    const { url } = await start('german', { language: 'de-AT' });
    expect(await (await fetch(url)).text()).toContain('100,00\u00a0€ bezahlen');
  });

  it('sends the customer back, and is over then', async () => {
    const { url } = await start('back');
    const response = await press(url, { choice: 'card' });
    expect([response.status, response.headers.get('location')]).toEqual([303, 'https://portal.example.com/back']);
    expect(await (await press(url, { choice: 'card-declined' })).text()).toContain('The payment went through.');
    expect((await sandbox.payments()).find(({ reference }) => reference === 'back')?.state).toBe('succeeded');
  });

  it('asks for a confirmation before money is taken (3-D Secure)', async () => {
    const { url } = await start('confirm');
    const response = await press(url, { choice: 'card-confirm' });
    expect(new URL(response.headers.get('location') ?? '', url).href).toBe(url);
    expect(await (await fetch(url)).text()).toContain('Your bank asks you to confirm');
    await press(url, { confirm: 'no' });
    expect((await sandbox.payments()).find(({ reference }) => reference === 'confirm')?.state).toBe('failed');
  });

  it('offers what was asked for alone', async () => {
    const { url } = await start('debit', { offers: 'debit' });
    expect(await (await fetch(url)).text()).not.toContain('value="card"');
    expect((await press(url, { choice: 'card' })).status).toBe(400);
  });

  it('is found by its address alone', async () => {
    const { id } = await start('token');
    expect((await fetch(`${sandbox.url}/pay/${id}`)).status).toBe(404);
  });
});

describe('the control page', () => {
  const open = async (): Promise<string> => {
    const response = await fetch(sandbox.controlPage, { redirect: 'manual' });
    expect(response.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Path=\//u);
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  const press = (name: string, cookie: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${sandbox.url}/${name}`, { method: 'POST', headers: { cookie }, body: new URLSearchParams(fields), redirect: 'manual' });

  it('opens by its key alone', async () => {
    expect((await fetch(sandbox.url)).status).toBe(403);
    expect((await fetch(`${sandbox.url}/?key=wrong`)).status).toBe(403);
    expect((await press('end', '', { reference: 'x', as: 'succeeded' })).status).toBe(403);
    const page = await fetch(sandbox.url, { headers: { cookie: await open() } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Control page')]);
    expect(new URL(sandbox.controlPage).search).not.toContain(secret);
  });

  it('ends a pending debit at the press of a button', async () => {
    const cookie = await open();
    await start('press');
    await sandbox.choose('press', 'debit');
    expect((await press('end', cookie, { reference: 'press', as: 'failed' })).status).toBe(303);
    expect((await sandbox.payments()).find(({ reference }) => reference === 'press')).toMatchObject({ state: 'failed' });
    // Twice, or too late: it says so, and nothing changes.
    expect((await press('end', cookie, { reference: 'press', as: 'failed' })).status).toBe(409);
  });

  it('sets how the sandbox behaves, and back', async () => {
    const cookie = await open();
    const fields = { webhookUrl: '', webhookCopies: '2', webhookDelayMs: '50', webhookReorder: 'on', loseAnswers: '0' };
    const rest = { failAnswers: '0', answerDelayMs: '0', amountOff: '-5', refunds: 'wait' };
    expect((await press('behaviour', cookie, { ...fields, ...rest })).status).toBe(303);
    expect(await sandbox.behave({})).toMatchObject({
      webhookCopies: 2,
      webhookDelayMs: 50,
      webhookReorder: true,
      amountOff: -5,
      refunds: 'wait',
    });
    expect((await press('behaviour', cookie, { ...fields, ...rest, webhookDelayMs: '-1' })).status).toBe(400);
    await press('behaviour', cookie, { ...fields, ...rest, good: 'yes' });
    expect(await sandbox.behave({})).toMatchObject({ webhookCopies: 1, webhookReorder: false, amountOff: 0, refunds: 'succeed' });
  });
});

it('has its words in both languages', () => {
  const words = (language: string) =>
    JSON.parse(fs.readFileSync(path.join(__dirname, `../../../server/payment-sandbox/messages/${language}.json`), 'utf8')) as Record<
      string,
      string
    >;
  const [en, de] = [words('en'), words('de')];
  expect(Object.keys(de)).toEqual(Object.keys(en));
  const places = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/gu)].map(String).sort();
  for (const [id, text] of Object.entries(en)) expect([id, places(de[id])]).toEqual([id, places(text)]);
});

it('is not started with a secret that anybody guesses', async () => {
  await expect(startSandbox({ secret: 'short' })).rejects.toThrow('at least 16 characters');
});
