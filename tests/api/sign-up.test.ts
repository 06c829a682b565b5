import type { LoginSettings } from '../../plugin/settings/login';
import { table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { Browser, signIn } from '../support/client';
import { createEditor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createContact, createCustomer, createPair, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { setLogin } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const reads = (type: string) => ({
  action: 'plugin::content-manager.explorer.read',
  subject: `plugin::customer-portal.${type}`,
  properties: { fields: ['name', 'email'] },
});

let app: TestApp;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;

beforeAll(async () => {
  app = await startApp();
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(async () => {
  await resetLimits(app);
  app.mailbox.clear();
  await open({});
});
afterEach(async () => {
  const { customers } = (await otherBrowser.get('/session')).body.data as { customers: { id: string }[] };
  expect(customers.map(({ id }) => id)).toEqual([other.customer.documentId]);
});
afterAll(() => app.stop());

const open = (changes: Partial<LoginSettings>) => setLogin(app, { selfSignUp: true, ...changes });
const codeOf = (response: { body: unknown }): string | undefined =>
  (response.body as { error?: { details?: { code?: string } } }).error?.details?.code;

let serial = 0;
const person = (change: object = {}) => {
  serial += 1;
  return { email: `new${serial}@elm.example`, firstName: 'Nora', lastName: 'Elm', organisation: 'Elm AS', ...change };
};

/** Asks to sign up and returns the token of the mailed link, if a mail with one came. */
async function request(body: ReturnType<typeof person>): Promise<string | undefined> {
  const response = await new Browser(app).post('/sign-up', body);
  expect(response.status).toBe(202);
  await app.settle();
  return /\/sign-up\/confirm#token=([\w-]{43})/u.exec(app.mailbox.to(body.email).at(-1)?.text ?? '')?.[1];
}

const counts = async () => ({
  customers: await table(app.strapi, UID.customer).count({}),
  contacts: await table(app.strapi, UID.contact).count({}),
});

describe('signing up', () => {
  it('mails nothing that a stranger typed to somebody else’s address', async () => {
    const typed = { firstName: 'win at evil.example', lastName: 'evil.example', organisation: 'www.evil.example' };
    for (const body of [person(typed), { ...person(typed), email: other.contact.email }]) {
      await request(body);
      const mail = app.mailbox.to(body.email).at(-1);
      expect(mail?.text).toMatch(/^Hello,/u);
      expect(`${mail?.subject} ${mail?.text} ${String(mail?.html)}`).not.toContain('evil.example');
    }
  });

  it('makes nothing that others can see until the mailed link was used, then an account of its own', async () => {
    const before = await counts();
    const body = person({ language: 'de' });
    const token = await request(body);
    expect(await counts()).toEqual(before);
    const mail = app.mailbox.to(body.email).at(-1);
    expect(mail?.subject).toContain('Registrierung');

    const browser = new Browser(app);
    const preview = await browser.post('/sign-up/preview', { token });
    expect(preview.body.data).toEqual({ email: body.email, firstName: 'Nora', customer: 'Elm AS', joins: false, language: 'de' });
    const response = await browser.post('/sign-up/confirm', { token, password: TEST_PASSWORD });
    expect(response.status).toBe(201);
    expect(response.body.data).toMatchObject({
      contact: { email: body.email, firstName: 'Nora', lastName: 'Elm', language: 'de' },
      customer: { name: 'Elm AS', kind: 'customer' },
      customers: [{ name: 'Elm AS' }],
    });
    expect(await counts()).toEqual({ customers: before.customers + 1, contacts: before.contacts + 1 });
    // The link is used up, and the password signs in from now on.
    expect(codeOf(await new Browser(app).post('/sign-up/confirm', { token, password: TEST_PASSWORD }))).toBe('invalid-link');
    await signIn(app, { email: body.email, password: TEST_PASSWORD });
  });

  it('takes a person without a company under the own name', async () => {
    const token = await request(person({ organisation: '' }));
    const response = await new Browser(app).post('/sign-up/confirm', { token, password: TEST_PASSWORD });
    expect(response.body.data.customer.name).toBe('Nora Elm');
  });

  it('joins the customer that an editor opened to the domain, and shows it before', async () => {
    const customer = await createCustomer(app.strapi, { name: 'Spruce Group', portalAccess: true });
    await open({ signUpDomains: [{ domain: 'spruce.example', customer: customer.documentId }] });
    const token = await request(person({ email: `someone${(serial += 1)}@spruce.example` }));
    expect((await new Browser(app).post('/sign-up/preview', { token })).body.data).toMatchObject({ customer: 'Spruce Group', joins: true });
    const response = await new Browser(app).post('/sign-up/confirm', { token, password: TEST_PASSWORD });
    expect(response.body.data.customer.id).toBe(customer.documentId);

    // Neither a sub-domain nor a look-alike is the domain.
    for (const email of ['x@mail.spruce.example', 'x@notspruce.example', 'x@spruce.example.evil.example']) {
      const elsewhere = await request(person({ email }));
      expect((await new Browser(app).post('/sign-up/preview', { token: elsewhere })).body.data.joins).toBe(false);
    }
  });

  it('does not join a customer whose portal access is off', async () => {
    const customer = await createCustomer(app.strapi, { name: 'Closed Group', portalAccess: false });
    await open({ signUpDomains: [{ domain: 'closed.example', customer: customer.documentId }] });
    const token = await request(person({ email: 'x@closed.example' }));
    expect((await new Browser(app).post('/sign-up/preview', { token })).body.data.joins).toBe(false);
  });

  it('answers the same for an address that has an account, and tells only the address itself', async () => {
    const known = person({ email: other.contact.email });
    const unknown = person();
    const [first, second] = [await new Browser(app).post('/sign-up', known), await new Browser(app).post('/sign-up', unknown)];
    expect({ status: first.status, text: first.text }).toEqual({ status: second.status, text: second.text });
    await app.settle();
    const mail = app.mailbox.to(known.email).at(-1);
    expect(mail?.subject).toContain('have an account already');
    expect(mail?.text).not.toContain('token=');
  });

  it('makes one account of parallel uses of one link, and of two links for one address', async () => {
    const body = person();
    const old = await request(body);
    const token = await request(body);
    // Only the latest link counts.
    expect(codeOf(await new Browser(app).post('/sign-up/confirm', { token: old, password: TEST_PASSWORD }))).toBe('invalid-link');
    const before = await counts();
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => new Browser(app).post('/sign-up/confirm', { token, password: TEST_PASSWORD })),
    );
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(responses.map(codeOf))).toEqual(new Set([undefined, 'invalid-link']));
    expect(await counts()).toEqual({ customers: before.customers + 1, contacts: before.contacts + 1 });
  });

  it('leaves the link usable when the password is refused, and void when the address got an account meanwhile', async () => {
    const body = person();
    const token = await request(body);
    expect(codeOf(await new Browser(app).post('/sign-up/confirm', { token, password: 'password' }))).toBe('weak-password');
    await createContact(app.strapi, [other.customer], { email: body.email }, null);
    expect(codeOf(await new Browser(app).post('/sign-up/confirm', { token, password: TEST_PASSWORD }))).toBe('invalid-link');
    await table(app.strapi, UID.contact).deleteMany({ where: { email: body.email } });
  });

  it('is refused where it is switched off, also with a link that was mailed before', async () => {
    const token = await request(person());
    await setLogin(app, {});
    await expectUntouched(app, async () => {
      expect(codeOf(await new Browser(app).post('/sign-up', person()))).toBe('preference-off');
      expect(codeOf(await new Browser(app).post('/sign-up/confirm', { token, password: TEST_PASSWORD }))).toBe('preference-off');
    });
    expect((await new Browser(app).get('/portal')).body.data.signIn.selfSignUp).toBe(false);
    await open({});
    expect((await new Browser(app).get('/portal')).body.data.signIn.selfSignUp).toBe(true);
  });

  it('is bounded for one client, whatever addresses it names', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 13; attempt += 1) statuses.push((await new Browser(app).post('/sign-up', person())).status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
  });

  it('asks for a second factor where the settings do', async () => {
    await open({ mfaRequired: true });
    const token = await request(person());
    const browser = new Browser(app);
    expect(codeOf(await browser.post('/sign-up/confirm', { token, password: TEST_PASSWORD }))).toBe('factor-required');
    expect((await browser.get('/challenge')).body.data.step).toBe('enrol');
  });
});

describe('a sign-in link by email', () => {
  const ask = async (email: string): Promise<string | undefined> => {
    const response = await new Browser(app).post('/session/link/request', { email });
    expect(response.status).toBe(202);
    await app.settle();
    return /\/sign-in\/link#token=([\w-]{43})/u.exec(app.mailbox.to(email).at(-1)?.text ?? '')?.[1];
  };

  beforeEach(() => open({ emailLinkSignIn: true }));

  it('signs in once, and looking at it uses nothing up', async () => {
    const { contact } = await createPair(app.strapi);
    const token = await ask(contact.email);
    const look = await new Browser(app).post('/link/preview', { purpose: 'sign-in', token });
    expect(look.body.data.email).toBe(contact.email);
    const responses = await Promise.all(Array.from({ length: 6 }, () => new Browser(app).post('/session/link', { token })));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400, 400]);
    expect(responses.find(({ status }) => status === 201)?.body.data.contact.email).toBe(contact.email);
  });

  it('is not mailed to who has no access, with the same answer', async () => {
    const { contact } = await createPair(app.strapi, { contact: { blocked: true } });
    expect(await ask(contact.email)).toBeUndefined();
    expect(await ask('nobody@example.org')).toBeUndefined();
    expect(app.mailbox.messages).toHaveLength(0);
  });

  it('is worth nothing for another purpose, and other links are worth nothing for it', async () => {
    const { contact } = await createPair(app.strapi);
    const token = await ask(contact.email);
    expect(codeOf(await new Browser(app).post('/password/reset', { token, password: TEST_PASSWORD }))).toBe('invalid-link');
    expect(codeOf(await new Browser(app).post('/invitation/accept', { token, password: TEST_PASSWORD }))).toBe('invalid-link');
    expect((await new Browser(app).post('/session/link', { token })).status).toBe(201);
  });

  it('stops working when it is switched off, unless an editor sent it', async () => {
    const { contact } = await createPair(app.strapi);
    const token = await ask(contact.email);
    await setLogin(app, {});
    expect(codeOf(await new Browser(app).post('/session/link', { token }))).toBe('invalid-link');
    expect(codeOf(await new Browser(app).post('/session/link/request', { email: contact.email }))).toBe('preference-off');

    const editor = await createEditor(app, ['people.sign-in-link'], [reads('customer'), reads('contact')]);
    expect((await editor.post(`/contacts/${contact.documentId}/sign-in-link`)).body.data).toEqual({ sent: true });
    await app.settle();
    const sent = /#token=([\w-]{43})/u.exec(app.mailbox.to(contact.email).at(-1)?.text ?? '')?.[1];
    expect((await new Browser(app).post('/session/link', { token: sent })).status).toBe(201);
  });

  it('is not sent by an editor to who could not use it', async () => {
    const editor = await createEditor(app);
    const { contact } = await createPair(app.strapi, { customer: { portalAccess: false } });
    expect(codeOf(await editor.post(`/contacts/${contact.documentId}/sign-in-link`))).toBe('not-allowed');
    await app.settle();
    expect(app.mailbox.to(contact.email)).toHaveLength(0);
  });
});

describe('the ways to sign in', () => {
  it('are saved by editors who may, and refused where they make no sense', async () => {
    const editor = await createEditor(app, ['settings.login.read', 'settings.login.update'], [reads('customer')]);
    const { values, revision } = (await editor.get('/settings/login')).body.data as { values: LoginSettings; revision: number };
    const save = (change: object, at = revision) => editor.put('/settings/login', { values: { ...values, ...change }, revision: at });
    await expectUntouched(app, async () => {
      const untested = await save({ signInMode: 'sso' });
      expect(untested.body.error.details.errors).toMatchObject([{ path: ['values', 'signInMode'], code: 'connection-untested' }]);
      const nobody = await save({ signUpDomains: [{ domain: 'x.example', customer: 'a'.repeat(24) }] });
      expect(nobody.body.error.details.errors).toMatchObject([{ code: 'no-such-customer' }]);
      const { documentId: customer } = other.customer;
      const twice = await save({
        signUpDomains: [
          { domain: 'x.example', customer },
          { domain: 'X.example', customer },
        ],
      });
      expect(twice.status).toBe(400);
      expect(codeOf(await save({}, revision + 5))).toBe('conflict');
    });
    const saved = await save({ signUpDomains: [{ domain: 'X.Example', customer: other.customer.documentId }] });
    expect(saved.body.data).toMatchObject({
      values: { signUpDomains: [{ domain: 'x.example' }] },
      customers: [{ id: other.customer.documentId, name: 'Birch Ltd' }],
      ssoReady: false,
    });
    const { body } = await (await createEditor(app, ['settings.login.read'])).get('/settings/login');
    expect(body.data.customers).toEqual([{ id: other.customer.documentId, name: '' }]);
    expect((await (await createEditor(app, ['settings.general.read'])).get('/settings/login')).status).toBe(403);
  });

  it('are told to everybody before the sign-in', async () => {
    await setLogin(app, { emailLinkSignIn: true, passkeySignIn: false });
    expect((await new Browser(app).get('/portal')).body.data.signIn).toEqual({
      methods: ['password', 'email-link'],
      connections: [],
      selfSignUp: false,
    });
  });
});
