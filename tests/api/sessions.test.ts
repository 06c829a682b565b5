import { passwordOf } from '../../server/src/password';
import { sessionsOf } from '../../server/src/sessions';
import { MOST_CHALLENGES } from '../../server/src/sessions/challenges';
import { activityOf } from '../../server/src/activity';
import { configOf } from '../../server/src/platform/config';
import { hashToken } from '../../server/src/platform/crypto';
import { table, tableName } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { addAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createContact, createCustomer, createPair, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

const SESSIONS = 'customer_portal_sessions';
const MINUTE = 60_000;
const IDLE_SECONDS = 3600;
const ABSOLUTE_SECONDS = 24 * 3600;

let app: TestApp;
let editor: Editor;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;
beforeAll(async () => {
  app = await startApp({ config: { session: { idleSeconds: IDLE_SECONDS, absoluteSeconds: ABSOLUTE_SECONDS } } });
  editor = await createEditor(app);
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(() => resetLimits(app));
afterEach(async () => {
  expect((await otherBrowser.get('/session')).body.data.customer.id).toBe(other.customer.documentId);
});
afterAll(() => app.stop());

const rowOf = (browser: Browser) => app.strapi.db.getConnection(SESSIONS).where('token_hash', hashToken(browser.cookie('session') ?? ''));
const statusOf = async (browser: Browser): Promise<number> => (await browser.get('/session')).status;
const countRows = async (browser: Browser): Promise<number> => ((await rowOf(browser).select('id')) as unknown[]).length;
const update = (uid: string, documentId: string, data: object) =>
  app.strapi.documents(`plugin::customer-portal.${uid}` as never).update({ documentId, data: data as never });

describe('how long a session lasts', () => {
  it('ends when it was not used for the idle time', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await rowOf(browser).update({ last_seen_at: new Date(Date.now() - (IDLE_SECONDS - 30) * 1000) });
    expect(await statusOf(browser)).toBe(200);
    // Being used was noted: the idle time starts again.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [row] = await rowOf(browser).select('last_seen_at');
    expect(Date.now() - new Date(row.last_seen_at as string).getTime()).toBeLessThan(MINUTE);
    await rowOf(browser).update({ last_seen_at: new Date(Date.now() - (IDLE_SECONDS + 1) * 1000) });
    expect(await statusOf(browser)).toBe(401);
    expect(await statusOf(browser)).toBe(401);
  });

  it('ends after the absolute time however much it is used', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const { expiresAt } = (await browser.get('/session')).body.data as { expiresAt: string };
    expect(Math.abs(new Date(expiresAt).getTime() - Date.now() - ABSOLUTE_SECONDS * 1000)).toBeLessThan(MINUTE);
    await rowOf(browser).update({ last_seen_at: new Date(), expires_at: new Date(Date.now() - 1000) });
    expect(await statusOf(browser)).toBe(401);
  });

  it('is not made longer by use', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await rowOf(browser).update({ last_seen_at: new Date(Date.now() - 10 * MINUTE) });
    const first = (await browser.get('/session')).body.data.expiresAt as string;
    expect((await browser.get('/session')).body.data.expiresAt).toBe(first);
  });

  it('is over for good: the clean-up removes what ended and keeps what lives', async () => {
    const { contact } = await createPair(app.strapi);
    const [idle, old, live] = [await signIn(app, contact), await signIn(app, contact), await signIn(app, contact)];
    await rowOf(idle).update({ last_seen_at: new Date(Date.now() - (IDLE_SECONDS + 1) * 1000) });
    await rowOf(old).update({ expires_at: new Date(Date.now() - 1000) });
    await sessionsOf(app.strapi).cleanUp();
    expect([await countRows(idle), await countRows(old), await countRows(live)]).toEqual([0, 0, 1]);
    expect(await statusOf(live)).toBe(200);
  });
});

describe('signing out', () => {
  it('ends this session at once and no other', async () => {
    const { contact, customer } = await createPair(app.strapi);
    const colleague = await signIn(app, await createContact(app.strapi, [customer]));
    const [here, there] = [await signIn(app, contact), await signIn(app, contact)];
    const stolen = new Browser(app, { cookie: here.cookieHeader });
    const response = await here.delete('/session');
    expect(response.status).toBe(200);
    expect(response.headers['set-cookie']?.[0]).toMatch(/^__Host-customer-portal-session=;.*Expires=Thu, 01 Jan 1970/u);
    expect(here.cookie('session')).toBeUndefined();
    expect(await statusOf(stolen)).toBe(401);
    expect((await stolen.delete('/session')).status).toBe(401);
    expect([await statusOf(there), await statusOf(colleague)]).toEqual([200, 200]);
  });
});

describe('a contact that is not let in any more', () => {
  it('is out at once when blocked, everywhere, and back only by signing in', async () => {
    const { contact } = await createPair(app.strapi);
    const browsers = [await signIn(app, contact), await signIn(app, contact)];
    await update('contact', contact.documentId, { blocked: true });
    for (const browser of browsers) {
      expect(await statusOf(browser)).toBe(401);
      expect(await countRows(browser)).toBe(0);
    }
    await update('contact', contact.documentId, { blocked: false });
    expect(await statusOf(browsers[0]!)).toBe(401);
    expect(await statusOf(await signIn(app, contact))).toBe(200);
  });

  it('is out when blocked behind our back, by a statement in the database', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await app.strapi.db.getConnection('customer_portal_contacts').where('id', contact.id).update({ blocked: true });
    expect(await statusOf(browser)).toBe(401);
  });

  it('is out when deleted, and nothing of its password remains', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await app.strapi.documents('plugin::customer-portal.contact' as never).delete({ documentId: contact.documentId });
    expect(await statusOf(browser)).toBe(401);
    expect((await new Browser(app).post('/session', { email: contact.email, password: TEST_PASSWORD })).status).toBe(401);
    await passwordOf(app.strapi).cleanUp();
    const orphans = await app.strapi.db.getConnection('customer_portal_credentials').whereNull('contact_id').select('id');
    expect(orphans).toEqual([]);
  });

  it('is out when it is no member any more', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await app.strapi.db.query('plugin::customer-portal.membership').deleteMany({ where: { contact: contact.id } });
    expect(await statusOf(browser)).toBe(401);
    expect((await browser.post('/session', { email: contact.email, password: TEST_PASSWORD })).status).toBe(403);
  });
});

describe('a customer whose access is switched off', () => {
  it('ends the sessions of all its contacts; switching it on again does not bring them back', async () => {
    const { contact, customer } = await createPair(app.strapi);
    const browsers = [await signIn(app, contact), await signIn(app, await createContact(app.strapi, [customer]))];
    expect((await editor.post(`/customers/${customer.documentId}/disable-access`)).status).toBe(200);
    for (const browser of browsers) expect(await statusOf(browser)).toBe(401);
    const refused = await new Browser(app).post('/session', { email: contact.email, password: TEST_PASSWORD });
    expect([refused.status, refused.body.error.details.code]).toEqual([403, 'no-access']);
    const wrong = await new Browser(app).post('/session', { email: contact.email, password: 'wrong' });
    expect([wrong.status, wrong.body.error.details.code]).toEqual([401, 'wrong-credentials']);

    expect((await editor.post(`/customers/${customer.documentId}/invite`)).status).toBe(200);
    for (const browser of browsers) expect(await statusOf(browser)).toBe(401);
    expect(await statusOf(await signIn(app, contact))).toBe(200);
  });

  it('is shut even where the switch was thrown behind our back', async () => {
    const { contact, customer } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await app.strapi.db.getConnection('customer_portal_customers').where('id', customer.id).update({ portal_access: false });
    expect(await statusOf(browser)).toBe(401);
  });

  it('ends what acts for it when it is deleted, and leaves the contact its other customers', async () => {
    const one = await createCustomer(app.strapi, { name: 'A gone', portalAccess: true });
    const two = await createCustomer(app.strapi, { name: 'B stays', portalAccess: true });
    const contact = await createContact(app.strapi, [one, two]);
    const [forOne, forTwo] = [await signIn(app, contact), await signIn(app, contact)];
    expect((await forTwo.put('/session/customer', { customer: two.documentId })).status).toBe(200);
    await app.strapi.documents('plugin::customer-portal.customer' as never).delete({ documentId: one.documentId });
    expect(await statusOf(forOne)).toBe(401);
    expect((await forTwo.get('/session')).body.data.customers).toEqual([expect.objectContaining({ name: 'B stays' })]);
    expect((await (await signIn(app, contact)).get('/session')).body.data.customer.id).toBe(two.documentId);
  });
});

describe('a contact of two customers', () => {
  async function member() {
    const first = await createCustomer(app.strapi, { name: 'First', portalAccess: true, city: 'Faro' });
    const second = await createCustomer(app.strapi, { name: 'Second', kind: 'vendor', portalAccess: true, city: 'Split' });
    const contact = await createContact(app.strapi, [second, first]);
    return { first, second, contact, browser: await signIn(app, contact) };
  }
  const cityOf = async (browser: Browser) =>
    ((await browser.get('/profile')).body.data.customer as { name: string; value: unknown }[]).find(({ name }) => name === 'city')?.value;

  it('acts for one at a time, in each browser by itself', async () => {
    const { first, second, contact, browser } = await member();
    const elsewhere = await signIn(app, contact);
    expect((await browser.get('/session')).body.data).toMatchObject({
      customer: { id: first.documentId },
      customers: [{ id: first.documentId }, { id: second.documentId }],
    });
    const switched = await browser.put('/session/customer', { customer: second.documentId });
    expect(switched.body.data.customer).toEqual({ id: second.documentId, name: 'Second', kind: 'vendor' });
    expect([await cityOf(browser), await cityOf(elsewhere)]).toEqual(['Split', 'Faro']);
  });

  it('cannot act for a customer that is not its own', async () => {
    const { first, browser } = await member();
    const response = await browser.put('/session/customer', { customer: other.customer.documentId });
    expect([response.status, response.body.error.details.code]).toEqual([404, 'not-found']);
    expect((await browser.get('/session')).body.data.customer.id).toBe(first.documentId);
  });

  it('keeps the other when one is switched off', async () => {
    const { first, second, contact, browser } = await member();
    const forSecond = await signIn(app, contact);
    await forSecond.put('/session/customer', { customer: second.documentId });
    await editor.post(`/customers/${first.documentId}/disable-access`);
    expect(await statusOf(browser)).toBe(401);
    expect((await forSecond.get('/session')).body.data.customers).toEqual([{ id: second.documentId, name: 'Second', kind: 'vendor' }]);
    expect((await forSecond.put('/session/customer', { customer: first.documentId })).status).toBe(404);
    expect((await (await signIn(app, contact)).get('/session')).body.data.customer.id).toBe(second.documentId);
  });
});

describe('session cookies', () => {
  it.each([
    ['none', ''],
    ['an empty one', '__Host-customer-portal-session='],
    ['a short one', '__Host-customer-portal-session=abc'],
    ['a long one', `__Host-customer-portal-session=${'x'.repeat(4000)}`],
    ['a hash in place of the token', `__Host-customer-portal-session=${'0'.repeat(64)}`],
    ['a quoted one', '__Host-customer-portal-session="x"'],
    ['broken percent signs', '__Host-customer-portal-session=%E0%A4%A'],
    ['a wildcard', `__Host-customer-portal-session=${'%'.repeat(43)}`],
  ])('that are none of ours are no session: %s', async (_name, cookie) => {
    const response = await new Browser(app, cookie ? { cookie } : {}).get('/session');
    expect(response.status).toBe(401);
    expect(response.body.error.details.code).toBe('signed-out');
  });
});

describe('what a contact fills by signing in', () => {
  const rows = (uid: string) => table(app.strapi, uid);
  const config = () => configOf(app.strapi);
  const before = { session: 0, activity: 0 };
  beforeEach(() => Object.assign(before, { session: config().session.perContact, activity: config().activity.perContact }));
  afterEach(() => {
    Object.assign(config().session, { perContact: before.session });
    Object.assign(config().activity, { perContact: before.activity });
  });

  it('has sessions end at their number at once, those that were used longest ago, and in the clean-up', async () => {
    Object.assign(config().session, { perContact: 2 });
    const { contact } = await createPair(app.strapi);
    const browsers: Browser[] = [];
    for (let index = 0; index < 5; index += 1) browsers.push(await signIn(app, contact));
    const statuses = async (): Promise<number[]> => Promise.all(browsers.map(statusOf));
    expect(await statuses()).toEqual([401, 401, 401, 200, 200]);
    Object.assign(config().session, { perContact: 1 });
    await sessionsOf(app.strapi).cleanUp();
    expect(await statuses()).toEqual([401, 401, 401, 401, 200]);
  });

  it('bounds activity while it is written and in the clean-up', async () => {
    Object.assign(config().activity, { perContact: 3 });
    const { contact } = await createPair(app.strapi);
    const entry = { kind: 'sign-in', email: contact.email, contactId: contact.id } as const;
    const count = (): Promise<number> => rows(UID.activity).count({ where: { contact: contact.id } });
    const others = await rows(UID.activity).count({ where: { contact: other.contact.id } });
    for (let index = 0; index < 210; index += 1) await activityOf(app.strapi).record(entry);
    expect(await count()).toBeLessThan(103);
    await activityOf(app.strapi).removeOld();
    expect(await count()).toBe(3);
    expect([others > 0, await rows(UID.activity).count({ where: { contact: other.contact.id } })]).toEqual([true, others]);
  });

  it('bounds the sign-ins that wait for a second factor, the newest stay', async () => {
    const { contact } = await createPair(app.strapi);
    await addAuthenticator(await signIn(app, contact));
    const expiresAt = new Date(Date.now() + 60_000);
    const waiting = { step: 'prove', expiresAt, epoch: 0 };
    const one = await app.strapi.db.query(UID.challenge).create({ data: { ...waiting, tokenHash: 'waiting', contact: contact.id } });
    const of = () => app.strapi.db.getConnection(tableName(app.strapi, UID.challenge));
    const { id: _id, ...row } = (await of().where('id', one.id).first()) as { id: number };
    const more = Array.from({ length: MOST_CHALLENGES + 100 }, (_, index) => ({ ...row, token_hash: `waiting ${index}` }));
    await app.strapi.db.connection.batchInsert(tableName(app.strapi, UID.challenge), more, 500);
    const browser = new Browser(app);
    expect((await browser.post('/session', { email: contact.email, password: TEST_PASSWORD })).status).toBe(401);
    expect(await rows(UID.challenge).count({ where: { contact: contact.id } })).toBe(MOST_CHALLENGES);
    expect((await browser.get('/challenge')).status).toBe(200);
  });
});
