import { createHash } from 'node:crypto';
import { Browser, signIn } from '../support/client';
import { resetLimits } from '../support/limits';
import { createContact, createCustomer, createPair, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { expectUntouched, snapshot } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;
beforeAll(async () => {
  app = await startApp();
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(() => resetLimits(app));
afterEach(async () => {
  // Whatever happened to one, the other customer's contact is still signed in.
  expect((await otherBrowser.get('/session')).body.data.customer.id).toBe(other.customer.documentId);
});
afterAll(() => app.stop());

const tryIn = (email: unknown, password: unknown, browser = new Browser(app)) => browser.post('/session', { email, password });

describe('signing in with email and password', () => {
  it('opens a session for the contact and its customer, and only for them', async () => {
    const one = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
    const browser = await signIn(app, one.contact);
    const response = await browser.get('/session');
    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({
      contact: { id: one.contact.documentId, email: one.contact.email },
      customer: { id: one.customer.documentId, name: 'Alder Ltd', kind: 'customer' },
      customers: [{ id: one.customer.documentId }],
    });
    expect(response.text).not.toContain(other.customer.documentId);
  });

  it('puts the token into a cookie that only this host gets, and nowhere else', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = new Browser(app);
    const response = await tryIn(contact.email, TEST_PASSWORD, browser);
    const cookies = response.headers['set-cookie'] as unknown as string[];
    const session = cookies.find((line) => line.startsWith('__Host-customer-portal-session='));
    const attributes = session?.split('; ').slice(1) ?? [];
    expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']));
    expect(attributes.join()).not.toMatch(/domain/iu);
    for (const line of cookies) expect(line).toMatch(/^__Host-[^;]+;.*HttpOnly.*Secure/u);

    const token = browser.cookie('session') ?? '';
    expect(token).toMatch(/^[\w-]{43}$/u);
    expect(response.text).not.toContain(token);
    expect(JSON.stringify(response.headers).split(token)).toHaveLength(2);
    const stored = JSON.stringify(await snapshot(app));
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(TEST_PASSWORD);
    expect(stored).toContain(createHash('sha256').update(token).digest('hex'));
    expect(stored).toContain('$argon2id$');
  });

  it('finds the account whatever the spelling of the address, and takes the password as typed', async () => {
    const { contact } = await createPair(app.strapi, { contact: { email: 'Mixed.Case@Example.ORG' } });
    expect((await tryIn('  mixed.CASE@example.org ', TEST_PASSWORD)).status).toBe(201);
    for (const password of [` ${TEST_PASSWORD}`, `${TEST_PASSWORD} `, TEST_PASSWORD.toUpperCase()]) {
      expect((await tryIn(contact.email, password)).status).toBe(401);
    }
  });

  it('takes the same password typed in another Unicode form', async () => {
    const customer = await createCustomer(app.strapi, { portalAccess: true });
    const contact = await createContact(app.strapi, [customer], {}, 'Caf\u00e9-Z\u00fcrich-71');
    expect((await tryIn(contact.email, 'Cafe\u0301-Zu\u0308rich-71')).status).toBe(201);
  });

  it('starts a new token each time, and ends the session that the browser had', async () => {
    const one = await createPair(app.strapi);
    const two = await createPair(app.strapi);
    const browser = await signIn(app, one.contact);
    const old = new Browser(app, { cookie: browser.cookieHeader });
    const before = browser.cookie('session');
    expect((await tryIn(two.contact.email, TEST_PASSWORD, browser)).status).toBe(201);
    expect(browser.cookie('session')).not.toBe(before);
    expect((await browser.get('/session')).body.data.contact.id).toBe(two.contact.documentId);
    expect((await old.get('/session')).status).toBe(401);
  });

  it('does not take over a token that somebody else planted', async () => {
    const { contact } = await createPair(app.strapi);
    const planted = 'P'.repeat(43);
    const victim = new Browser(app, { cookie: `__Host-customer-portal-session=${planted}` });
    const response = await tryIn(contact.email, TEST_PASSWORD, victim);
    expect(response.status).toBe(201);
    expect(response.headers['set-cookie']).not.toContain(planted);
    const attacker = new Browser(app, { cookie: `__Host-customer-portal-session=${planted}` });
    expect((await attacker.get('/session')).status).toBe(401);
  });

  it('notes when the contact was here last', async () => {
    const { contact } = await createPair(app.strapi);
    await signIn(app, contact);
    const row = await app.strapi.db.query('plugin::customer-portal.contact').findOne({ where: { id: contact.id } });
    expect(Date.now() - new Date(row.lastSignInAt as string).getTime()).toBeLessThan(60_000);
  });
});

describe('a refused sign-in', () => {
  it('looks the same for a wrong password, an unknown address, no password yet and a blocked contact', async () => {
    const known = await createPair(app.strapi);
    const blocked = await createPair(app.strapi, { contact: { blocked: true } });
    const off = await createPair(app.strapi, { customer: { portalAccess: false } });
    const bare = await createContact(app.strapi, [known.customer], {}, null);
    await expectUntouched(app, async () => {
      const answers = [];
      for (const email of [known.contact.email, 'nobody@example.org', blocked.contact.email, off.contact.email, bare.email]) {
        const response = await tryIn(email, 'not the password');
        expect(response.status).toBe(401);
        expect(response.headers['set-cookie']).toBeUndefined();
        answers.push([response.text, Object.keys(response.headers).sort().join()]);
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]?.[0]).toContain('wrong-credentials');
    });
  });

  it('says that access is off only to who knows the password', async () => {
    const off = await createPair(app.strapi, { customer: { portalAccess: false } });
    const blocked = await createPair(app.strapi, { contact: { blocked: true } });
    const nowhere = await createContact(app.strapi, []);
    await expectUntouched(app, async () => {
      for (const email of [off.contact.email, blocked.contact.email, nowhere.email]) {
        const response = await tryIn(email, TEST_PASSWORD);
        expect(response.status).toBe(403);
        expect(response.body.error.details.code).toBe('no-access');
        expect(response.headers['set-cookie']).toBeUndefined();
      }
    });
  });

  it('is the answer to the hash, the empty password and another contact’s password', async () => {
    const { contact } = await createPair(app.strapi);
    const customer = await createCustomer(app.strapi, { portalAccess: true });
    await createContact(app.strapi, [customer], { email: 'second@example.org' }, 'another-Harbour-52');
    const { passwordHash } = await app.strapi.db.query('plugin::customer-portal.credential').findOne({ where: { contact: contact.id } });
    expect((await tryIn(contact.email, passwordHash)).status).toBe(401);
    expect((await tryIn(contact.email, 'another-Harbour-52')).status).toBe(401);
    expect((await tryIn(contact.email, '')).body.error.details.errors[0].path).toEqual(['password']);
  });

  it('finds nobody by a pattern, though it has the form of an address', async () => {
    await createPair(app.strapi, { contact: { email: 'anybody@patterns.example' } });
    for (const email of ['%@patterns.example', '_______@patterns.example', '*@patterns.example'])
      expect((await tryIn(email, TEST_PASSWORD)).status).toBe(401);
  });

  it.each([[{ $ne: null }], [['a@example.org']], [{ email: 'x' }], [true], [7], [null], ["' or 1=1--"], ['%@']])(
    'refuses %p as an address',
    async (email) => {
      const response = await tryIn(email, TEST_PASSWORD);
      expect(response.status).toBe(400);
      expect(response.body.error.details).toMatchObject({ code: 'invalid-request', errors: [{ path: ['email'] }] });
    },
  );

  it('is given to look-alikes of an address, which some databases compare as equal', async () => {
    await createPair(app.strapi, { contact: { email: 'jose@example.org' } });
    expect((await tryIn('josé@example.org', TEST_PASSWORD)).status).not.toBe(201);
    expect((await tryIn('jose@example.org.', TEST_PASSWORD)).status).not.toBe(201);
    expect((await tryIn('ＪＯＳＥ@example.org', TEST_PASSWORD)).status).not.toBe(201);
  });
});
