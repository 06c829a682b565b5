import request, { type Response } from 'supertest';
import type { Core } from '@strapi/strapi';
import { Browser, signIn } from '../support/client';
import { createEditor, saveGeneral, type Editor } from '../support/editor';
import { createPair } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

/** The plugin's helpers for a team's own controllers, as far as these routes use them. */
interface Helpers {
  identity(ctx: object): Promise<{ customer: { name: string }; contact: { email: string } } | null>;
  owned(ctx: object, contentType: string): Promise<{ count(): Promise<number>; claim(documentId: string): Promise<void> }>;
  scope(ctx: object): Promise<{ customer: { read(fields: string[]): Promise<{ name: string }> } }>;
}
interface Context {
  body: unknown;
  state: { auth?: { credentials?: { contact?: { email: string } } }; customerPortal?: { contact: { email: string } } };
}

/** Routes that a team could write, beside the playground's own `GET /api/notices`. */
function addRoutes({ strapi }: { strapi: Core.Strapi }): void {
  const helpers = (): Helpers => strapi.plugin('customer-portal').service('portal');
  const named = { strategies: ['customer-portal'], scope: [] };
  const policies = ['plugin::customer-portal.signed-in'];
  const echo = (ctx: Context): void => {
    ctx.body = { email: ctx.state.auth?.credentials?.contact?.email ?? ctx.state.customerPortal?.contact.email ?? null };
  };
  const scoped = async (ctx: Context): Promise<void> => {
    ctx.body = { name: (await (await helpers().scope(ctx)).customer.read(['name'])).name };
  };
  const owned = async (ctx: Context): Promise<void> => {
    ctx.body = { count: await (await helpers().owned(ctx, 'api::notice.notice')).count() };
  };
  const owns = { name: 'plugin::customer-portal.owns-document', config: { contentType: 'api::notice.notice', param: 'id' } };
  const maybe = async (ctx: Context): Promise<void> => {
    ctx.body = { name: (await helpers().identity(ctx))?.customer.name ?? null };
  };
  strapi.get('apis').get('notice').routes.team = {
    type: 'content-api',
    routes: [
      { method: 'GET', path: '/team/strategy', handler: echo, config: { auth: named } },
      { method: 'POST', path: '/team/strategy', handler: echo, config: { auth: named } },
      { method: 'POST', path: '/team/policy', handler: echo, config: { auth: false, policies } },
      { method: 'GET', path: '/team/scoped', handler: scoped, config: { auth: false } },
      { method: 'GET', path: '/team/owned', handler: owned, config: { auth: false } },
      { method: 'GET', path: '/team/mine/:id', handler: echo, config: { auth: false, policies: [owns] } },
      { method: 'GET', path: '/team/maybe', handler: maybe, config: { auth: false } },
      // Names no strategy: Strapi tries all that are registered.
      { method: 'GET', path: '/team/closed', handler: echo, config: {} },
    ],
  };
}

let app: TestApp;
let editor: Editor;
let browser: Browser;
let other: Browser;
let pair: Awaited<ReturnType<typeof createPair>>;

beforeAll(async () => {
  app = await startApp({ prepare: addRoutes });
  editor = await createEditor(app);
  pair = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
  const second = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  [browser, other] = [await signIn(app, pair.contact), await signIn(app, second.contact)];
  for (const title of ['One', 'Two']) {
    await app.strapi.documents('api::notice.notice' as never).create({ data: { title, body: `Body of ${title}` } as never });
  }
});
afterAll(() => app.stop());

const codeOf = ({ status, body }: Response): unknown => [status, body.error?.name];

/** A token of the users-permissions plugin for a user of its own. */
async function userToken(): Promise<string> {
  const { id } = await app.strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } });
  const user = await app.strapi.plugin('users-permissions').service('user').add({
    username: 'member',
    email: pair.contact.email,
    password: 'Member-Password-1',
    confirmed: true,
    provider: 'local',
    role: id,
  });
  return app.strapi.plugin('users-permissions').service('jwt').issue({ id: user.id }) as string;
}

describe("a team's route behind the policy", () => {
  it('opens for a signed-in customer, and says which', async () => {
    const response = await browser.get('/api/notices');
    expect(response.status).toBe(200);
    expect(response.body.data.map(({ title }: { title: string }) => title).sort()).toEqual(['One', 'Two']);
    expect(response.body.meta).toEqual({ customer: 'Alder Ltd' });
    expect((await other.get('/api/notices')).body.meta).toEqual({ customer: 'Birch Ltd' });
  });

  it('stays closed for nobody, made-up sessions, editors and users of other kinds', async () => {
    const token = await userToken();
    const apiToken = await app.strapi.service('admin::api-token').create({ name: 'full', type: 'full-access', lifespan: null });
    for (const headers of [
      {},
      { cookie: '__Host-customer-portal-session=' },
      { cookie: `__Host-customer-portal-session=${'a'.repeat(43)}` },
      { cookie: browser.cookieHeader.replace('__Host-', '') },
      { authorization: `Bearer ${token}` },
      { authorization: `Bearer ${editor.token}` },
      { authorization: `Bearer ${apiToken.accessKey as string}` },
      { authorization: `Bearer ${browser.cookie('session') ?? ''}` },
    ] as Record<string, string>[]) {
      for (const path of ['/api/notices', '/api/team/strategy', '/api/team/scoped']) {
        const response = await new Browser(app, headers).get(path);
        expect([path, headers, codeOf(response)]).toEqual([path, headers, [401, 'UnauthorizedError']]);
      }
    }
  });

  it('closes when the session ends, the customer is switched off or the portal is', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const leaving = await signIn(app, contact);
    const disabled = await signIn(app, contact);
    const open = async (who: Browser): Promise<number[]> => [
      (await who.get('/api/notices')).status,
      (await who.get('/api/team/strategy')).status,
    ];
    expect(await open(leaving)).toEqual([200, 200]);
    const { cookieHeader } = leaving;
    await leaving.delete('/session');
    expect(await open(new Browser(app, { cookie: cookieHeader }))).toEqual([401, 401]);
    expect(await open(disabled)).toEqual([200, 200]);
    await editor.post(`/customers/${customer.documentId}/disable-access`);
    expect(await open(disabled)).toEqual([401, 401]);
    await saveGeneral(editor, { portalEnabled: false });
    expect(await open(browser)).toEqual([401, 401]);
    await saveGeneral(editor, { portalEnabled: true });
    expect(await open(browser)).toEqual([200, 200]);
  });

  it('refuses what another site may have caused', async () => {
    for (const path of ['/api/team/policy', '/api/team/strategy']) {
      expect((await browser.post(path)).status).toBe(200);
      const cookie = browser.cookieHeader;
      const without = await request(app.server).post(path).set('cookie', cookie);
      const foreign = await new Browser(app, { cookie, origin: 'https://evil.example' }).post(path);
      const crossSite = await new Browser(app, { cookie, 'sec-fetch-site': 'cross-site' }).post(path);
      expect([without.status, foreign.status, crossSite.status]).toEqual([403, 403, 403]);
    }
  });
});

describe("reading a team's route for a page of another origin", () => {
  const paths = ['/api/notices', '/api/team/strategy', '/api/team/scoped', '/api/team/owned', '/api/team/mine/anything'];
  const read = (path: string, headers: Record<string, string>): Promise<Response> =>
    new Browser(app, { cookie: browser.cookieHeader, ...headers }).get(path);

  it.each([
    { origin: 'https://blog.example.org', 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    // A browser that is too old for Sec-Fetch-Site.
    { origin: 'https://blog.example.org' },
  ])('is refused, by policies, strategy and helpers alike: %j', async (headers) => {
    for (const path of paths) {
      const { status, text } = await read(path, headers as unknown as Record<string, string>);
      expect([path, status]).toEqual([path, 403]);
      expect(text).not.toMatch(/Alder|One/u);
    }
    // It does not refuse anybody: the page is told what a visitor is.
    expect((await read('/api/team/maybe', headers as unknown as Record<string, string>)).body).toEqual({ name: null });
  });

  it('is open to the portal, to what is typed into the address bar and to programs', async () => {
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, {}] as Record<
      string,
      string
    >[]) {
      const answers = await Promise.all(paths.map((path) => read(path, headers)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404]);
      expect((await read('/api/team/maybe', headers)).body).toEqual({ name: 'Alder Ltd' });
    }
  });
});

describe('the auth strategy', () => {
  it('opens a route that names it, and gives the handler who calls', async () => {
    expect((await browser.get('/api/team/strategy')).body).toEqual({ email: pair.contact.email });
  });

  it('opens no other route of the content API', async () => {
    for (const path of ['/api/team/closed', '/api/users/me', '/api/users', '/api/upload/files', '/api/customer-portal/customers']) {
      const [signedIn, nobody] = [await browser.get(path), await new Browser(app).get(path)];
      expect([path, signedIn.status]).toEqual([path, nobody.status]);
      expect([401, 403, 404]).toContain(signedIn.status);
    }
  });

  it('leaves the doors of users-permissions and of API tokens as they were', async () => {
    const apiToken = await app.strapi.service('admin::api-token').create({ name: 'reader', type: 'full-access', lifespan: null });
    const headers = { authorization: `Bearer ${apiToken.accessKey as string}` };
    expect((await new Browser(app, headers).get('/api/team/closed')).status).toBe(200);
    expect((await new Browser(app, { ...headers, cookie: browser.cookieHeader }).get('/api/team/closed')).body).toEqual({ email: null });
  });
});

describe('the helpers', () => {
  it('give the caller’s own data, or nothing', async () => {
    expect((await browser.get('/api/team/scoped')).body).toEqual({ name: 'Alder Ltd' });
    expect((await other.get('/api/team/scoped')).body).toEqual({ name: 'Birch Ltd' });
    expect((await browser.get('/api/team/maybe')).body).toEqual({ name: 'Alder Ltd' });
    expect((await new Browser(app).get('/api/team/maybe')).body).toEqual({ name: null });
  });
});

describe("Strapi's own API", () => {
  it('does not serve the types of the plugin to anybody but editors', async () => {
    const types = [
      'customers',
      'contacts',
      'memberships',
      'credentials',
      'jobs',
      'settings',
      'one-time-tokens',
      'factors',
      'activities',
      'connections',
      'identities',
    ];
    for (const type of types) {
      for (const path of [`/api/${type}`, `/api/customer-portal/${type}`]) expect((await browser.get(path)).status).toBe(404);
    }
    // `/api/customer-portal/sessions` is an endpoint of the portal's: the contact's own.
    expect((await browser.get('/api/sessions')).status).toBe(404);
  });
});
