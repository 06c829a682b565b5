import { Browser, signIn } from '../support/client';
import { allBut, createEditor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createContact, createCustomer, createPair, linkFor, TEST_PASSWORD } from '../support/people';
import { sendRaw } from '../support/raw';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const HOSTILE = {
  host: 'evil.example',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '8443',
  forwarded: 'host=evil.example;proto=https',
  'x-original-url': 'https://evil.example/',
};

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ behindProxy: true });
});
beforeEach(() => resetLimits(app));
afterAll(() => app.stop());

describe('links in mail', () => {
  it('lead to the configured address whatever host a request names, proxy trusted or not', async () => {
    const { contact } = await createPair(app.strapi);
    const customer = await createCustomer(app.strapi);
    const invited = await createContact(app.strapi, [customer], {}, null);
    expect((await new Browser(app, HOSTILE).post('/password/forgotten', { email: contact.email })).status).toBe(202);
    const editor = await createEditor(app);
    const path = `/customer-portal/customers/${customer.documentId}/invite`;
    const sent = await sendRaw(app, { method: 'POST', path, headers: { ...HOSTILE, authorization: `Bearer ${editor.token}` } });
    expect(sent.status).toBe(200);
    await app.settle();
    const mails = [...app.mailbox.to(contact.email), ...app.mailbox.to(invited.email)];
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      const everything = `${mail.text} ${String(mail.html)} ${JSON.stringify([...mail.headers])}`;
      expect(everything).not.toContain('evil.example');
      expect(everything).toMatch(/http:\/\/localhost:1337\/portal\/customers\/(reset-password|invitation)#token=/u);
    }
  });

  it('are not made of what a request says in what the portal shows of itself either', async () => {
    const response = await new Browser(app, HOSTILE).get('/portal');
    expect(response.text).not.toContain('evil.example');
    expect(response.body.data.url).toBe('http://localhost:1337/portal/customers');
    expect((await new Browser(app, HOSTILE).get('/openapi.json')).text).not.toContain('evil.example');
  });
});

describe("the plugin's own tables", () => {
  let callers: Browser[];
  beforeAll(async () => {
    callers = [new Browser(app), await signIn(app, (await createPair(app.strapi)).contact)];
  });

  it.each([
    'sessions',
    'credentials',
    'one-time-tokens',
    'document-links',
    'link-codes',
    'link-visitors',
    'document-pdfs',
    'document-files',
    'jobs',
    'settings',
    'custom-tabs',
    'customers',
    'contacts',
    'memberships',
    'factors',
    'recovery-codes',
    'challenges',
    'remembered-browsers',
    'sign-ups',
    'activities',
    'connections',
    'identities',
    'login-flows',
    'idempotency-keys',
    'digests',
    'mail-refusals',
    'invoices',
    'quotes',
    'retainer-invoices',
    'sales-orders',
    'credit-notes',
    'number-series-list',
    'allocations',
    'refunds',
    'reviews',
    'shared-files',
    'payment-proofs',
    'projects',
    'time-entries',
  ])('are not served by the content API: %s', async (name) => {
    // `/api/customer-portal/sessions` `shared-files` and `projects` are endpoints of the portal's: the contact's and the customer's own.
    const below = ['sessions', 'shared-files', 'projects'].includes(name) ? [] : [`/api/customer-portal/${name}`];
    for (const path of [`/api/${name}`, ...below, `/api/customer-portal-${name}`]) {
      for (const browser of callers) {
        const response = await browser.get(path);
        expect([path, response.status]).toEqual([path, 404]);
      }
    }
  });

  it('keep their secrets in the Content Manager, whose super admins may read every type', async () => {
    const { contact } = await createPair(app.strapi);
    await signIn(app, contact);
    await linkFor(app.strapi, 'invitation', contact);
    const [admin, editor] = [await createEditor(app), await createEditor(app, allBut())];
    for (const name of ['session', 'credential', 'one-time-token', 'job', 'setting', 'custom-tab', 'contact', 'customer']) {
      const path = `//content-manager/collection-types/plugin::customer-portal.${name}`;
      expect([name, (await editor.get(path)).status]).toEqual([name, 403]);
      for (const query of [
        '',
        '?populate=*',
        '?populate=deep',
        '?fields=tokenHash',
        '?sort=tokenHash:asc',
        '?filters[tokenHash][$startsWith]=a',
      ]) {
        const response = await admin.get(path + query);
        expect([name, query, response.status < 500]).toEqual([name, query, true]);
        expect(response.text).not.toMatch(/argon2|[0-9a-f]{64}/u);
      }
    }
  });
});

describe('a session of the portal', () => {
  it('opens nothing of Strapi itself', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const token = browser.cookie('session') ?? '';
    await expectUntouched(app, async () => {
      for (const path of [
        '/admin/users/me',
        '/content-manager/content-types',
        '/customer-portal/settings/general',
        '/api/users/me',
        '/api/users',
      ]) {
        const attempts: Record<string, string>[] = [{ cookie: browser.cookieHeader }, { authorization: `Bearer ${token}` }];
        for (const headers of attempts) {
          const response = await sendRaw(app, { method: 'GET', path, headers });
          expect([path, [401, 403].includes(response.status)]).toEqual([path, true]);
        }
      }
    });
  });

  it('is not opened by an account of Strapi’s own users', async () => {
    const plugin = app.strapi.plugin('users-permissions');
    const users: { add(data: object): Promise<{ id: number }> } = plugin.service('user');
    const jwt: { issue(data: object): string } = plugin.service('jwt');
    const { contact } = await createPair(app.strapi);
    const user = await users.add({
      username: 'someone',
      email: contact.email,
      password: TEST_PASSWORD,
      confirmed: true,
      provider: 'local',
    });
    const token = jwt.issue({ id: user.id });
    for (const path of ['/session', '/profile', '/tabs']) {
      expect((await new Browser(app, { authorization: `Bearer ${token}` }).get(path)).status).toBe(401);
    }
  });
});

describe('answers about people', () => {
  it('are kept by nobody on the way', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    for (const path of ['/session', '/profile', '/tabs', '/nothing']) {
      expect((await browser.get(path)).headers['cache-control']).toBe('no-store');
    }
    const editor = await createEditor(app);
    expect((await editor.get('/settings/general')).headers['cache-control']).toBe('no-store');
  });

  it('do not depend on the case or the end of the path', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    for (const path of ['/API/Customer-Portal/SESSION', '/api/customer-portal/session/']) {
      const response = await sendRaw(app, { method: 'GET', path, headers: { cookie: browser.cookieHeader } });
      expect(response.headers['cache-control']).toBe('no-store');
      expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/u);
    }
    const form = await sendRaw(app, {
      method: 'POST',
      path: '/API/Customer-Portal/SESSION',
      headers: { 'x-customer-portal': '1', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'email=a@example.org&password=x',
    });
    expect(form.status).toBe(415);
  });
});
