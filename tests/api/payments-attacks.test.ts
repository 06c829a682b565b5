import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { LINK_HEADER } from '../../plugin/plugin-id';
import { documentsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { API, Browser, signIn } from '../support/client';
import { createDraft, createLinked } from '../support/documents';
import { createGateway } from '../support/gateway';
import { resetLimits } from '../support/limits';
import { createContact, createPair, giveRole, type TestContact, type TestCustomer } from '../support/people';
import { sendRaw, type RawRequest } from '../support/raw';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

/** Whoever sends webhooks, and whoever tries stolen cards. WEBHOOKS says how many come at once. */
const WEBHOOKS = Number(process.env.WEBHOOKS ?? 200);
const TOTAL = 11_900;
const UID = 'plugin::customer-portal';
const LIMITS = { perContact: 3, perAddress: 5, failuresPerPortal: 10 };

let app: TestApp;
let customer: TestCustomer;
let contact: TestContact;
const gateway = createGateway();

beforeAll(async () => {
  const providers = { gateway: { provider: gateway.module } };
  app = await startApp({ config: { payments: { providers, ...LIMITS } }, behindProxy: true, quiet: true });
  ({ customer, contact } = await createPair(app.strapi));
  await saveSettings(app, 'payments', { onlinePayments: true, preventDuplicatePayments: false });
  await saveSettings(app, 'public-links', { publicLinks: true });
});
beforeEach(() => resetLimits(app));
afterAll(() => app.stop());

let serial = 0;
const next = (): number => (serial += 1);
/** Another client address each time. */
const elsewhere = () => ({ 'x-forwarded-for': `203.0.113.${(next() % 250) + 1}` });

async function invoice(): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', customer);
  await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}
const begin = (browser: Browser, document: string) =>
  browser
    .prepare('post', '/payments')
    .set('Idempotency-Key', `key-${next()}`)
    .send({
      currency: 'EUR',
      parts: [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }],
      with: { provider: 'gateway', save: false },
    });

describe('webhooks', () => {
  const path = `${API}/payment-webhooks/gateway`;
  const signed = { 'x-signature': gateway.secret, 'content-type': 'application/json' };
  const hint = (reference: string, event: string) =>
    JSON.stringify({ event, about: { kind: 'payment', reference, providerPayment: null } });
  const send = (change: Partial<RawRequest>) => sendRaw(app, { method: 'POST', path, headers: signed, ...change });
  const begun = async (): Promise<string> => {
    await resetLimits(app);
    return ((await begin(await signIn(app, contact), await invoice())).body as { data: { id: string } }).data.id;
  };

  it(`${WEBHOOKS} at once, each of them twice, are worked off once each`, async () => {
    const id = await begun();
    gateway.turn(id, 'succeeded');
    const before = gateway.odd.calls.length;
    const bodies = Array.from({ length: WEBHOOKS }, (_, index) => hint(id, `burst-${index}`));
    const statuses = new Set<number>();
    const queue = [...bodies, ...bodies];
    const one = async (): Promise<void> => {
      for (let body = queue.pop(); body !== undefined; body = queue.pop()) statuses.add((await send({ body })).status);
    };
    await Promise.all(Array.from({ length: 50 }, one));
    expect([...statuses]).toEqual([200]);
    await app.settle();
    const events = await app.strapi.db.query(`${UID}.payment-event`).count({ where: { onceKey: { $contains: ':burst-' } } });
    expect([events, gateway.odd.calls.slice(before).filter((call) => call === 'retrieve').length]).toEqual([WEBHOOKS, WEBHOOKS]);
    expect((await paymentsOf(app.strapi).store.load(id)).state).toBe('succeeded');
    expect(await paymentsOf(app.strapi).check()).toEqual([]);
    await expectUntouched(app, async () => {
      for (const body of bodies.slice(0, 5)) expect((await send({ body })).status).toBe(200);
    });
  });

  const huge = Buffer.alloc(10 * 1024 * 1024, 'x');
  it.each<[what: string, status: number, request: Partial<RawRequest>]>([
    ['of 10 MB', 413, { body: huge }],
    ['of 10 MB that announce no length', 413, { body: huge, chunked: true }],
    ['that nobody signed', 403, { body: hint('x', 'e'), headers: { 'content-type': 'application/json' } }],
    [
      'of another content type, and signed by another',
      403,
      { body: 'event=1', headers: { 'x-signature': 'x', 'content-type': 'text/xml' } },
    ],
    ['without a body', 403, { headers: {} }],
    ['for a provider that is not set up', 403, { body: hint('x', 'e'), path: `${API}/payment-webhooks/stripe` }],
    ['for a transfer, which has none', 403, { body: hint('x', 'e'), path: `${API}/payment-webhooks/transfer` }],
    ['for no key of a provider', 403, { body: hint('x', 'e'), path: `${API}/payment-webhooks/%2e%2e` }],
  ])('%s are refused, and nothing is written', async (_, status, change) => {
    await expectUntouched(app, async () => expect((await send(change)).status).toBe(status));
  });

  it('whose bodies come slowly, or never, hold up nobody, and write nothing', async () => {
    const id = await begun();
    const { port } = app.server.address() as AddressInfo;
    const body = hint(id, 'slow');
    await expectUntouched(app, async () => {
      const slow = Array.from({ length: 20 }, () => {
        const request = http.request({
          host: '127.0.0.1',
          port,
          method: 'POST',
          path,
          headers: { ...signed, 'content-length': body.length },
        });
        request.on('error', () => undefined);
        request.write(body.slice(0, -1));
        return request;
      });
      expect((await send({ body: hint(id, 'x'), headers: {} })).status).toBe(403);
      for (const request of slow) request.destroy();
    });
    // Node ends what takes longer.
    expect(app.server.requestTimeout).toBeGreaterThan(0);
    expect(app.server.requestTimeout).toBeLessThanOrEqual(300_000);
    gateway.turn(id, 'succeeded');
    expect((await send({ body: hint(id, 'quick') })).status).toBe(200);
    await app.settle();
    expect((await paymentsOf(app.strapi).store.load(id)).state).toBe('succeeded');
  });
});

describe('whoever tries cards', () => {
  const count = (statuses: readonly number[], status: number): number => statuses.filter((one) => one === status).length;
  const begunNow = () => app.strapi.db.query(`${UID}.payment`).count();
  const colleague = async (): Promise<Browser> => {
    const made = await createContact(app.strapi, [customer]);
    await giveRole(app.strapi, made, 'owner');
    return signIn(app, made);
  };
  const linked = async (): Promise<string> => (await createLinked(app.strapi, 'invoice', customer)).token;
  const byLink = (token: string, address: Record<string, string>) =>
    new Browser(app)
      .with({ [LINK_HEADER]: token, ...address })
      .prepare('post', '/public-link/payments')
      .set('Idempotency-Key', `key-${next()}`)
      .send({ currency: 'EUR', amount: TOTAL, left: TOTAL, provider: 'gateway' });

  it('begins three payments an hour as a contact, from however many addresses at once', async () => {
    const browser = await signIn(app, contact);
    const document = await invoice();
    const before = await begunNow();
    const answers = await Promise.all(Array.from({ length: 12 }, () => begin(browser.with(elsewhere()), document)));
    const statuses = answers.map(({ status }) => status);
    expect([count(statuses, 201), count(statuses, 429), (await begunNow()) - before]).toEqual([3, 9, 3]);
  });

  it('begins five an hour from one address, as however many contacts and by however many links', async () => {
    const document = await invoice();
    const address = elsewhere();
    const statuses: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      statuses.push((await begin((await colleague()).with(address), document)).status);
      statuses.push((await begin((await colleague()).with(address), document)).status);
      statuses.push((await byLink(await linked(), address)).status);
    }
    expect([count(statuses, 201), count(statuses, 429)]).toEqual([5, 4]);
  });

  it('begins three an hour by one link, from however many addresses at once', async () => {
    const token = await linked();
    const statuses = (await Promise.all(Array.from({ length: 12 }, () => byLink(token, elsewhere())))).map(({ status }) => status);
    expect([count(statuses, 201), count(statuses, 429)]).toEqual([3, 9]);
  });

  it('stops all links where ten payments by links have failed within the hour, and no customer that has signed in', async () => {
    for (let index = 0; index < LIMITS.failuresPerPortal; index += 1) {
      const { status, body } = await byLink(await linked(), elsewhere());
      expect([index, status]).toEqual([index, 201]);
      const { id } = (body as { data: { id: string } }).data;
      gateway.turn(id, 'failed');
      await paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(id));
    }
    const token = await linked();
    const before = await begunNow();
    const refused = await byLink(token, elsewhere());
    expect([refused.status, Number(refused.headers['retry-after']) > 0, (await begunNow()) - before]).toEqual([429, true, 0]);
    expect((await begin((await colleague()).with(elsewhere()), await invoice())).status).toBe(201);
  });
});
