import type { StrategyContext } from '../../config';
import { federationOf } from '../../server/src/federation';
import { Browser, signIn } from '../support/client';
import { createEditor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { begin, PORTAL } from '../support/oidc/travel';
import { createPair } from '../support/people';
import { setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

interface Plugged {
  redirect(url: string): void;
  success(account: unknown): void;
  fail(info: unknown): void;
  error(error: Error): void;
}
interface Seen {
  query: Record<string, string>;
  session: Record<string, unknown>;
}

/** What a team might write: a Passport strategy for a sign-in of its own. */
class IntranetStrategy {
  name = 'intranet';

  constructor(
    private readonly callbackUrl: string,
    private readonly sendsState: boolean,
  ) {}

  authenticate(this: IntranetStrategy & Plugged, request: Seen, options: { state?: string; prompt?: string; maxAge?: number }): void {
    const { ticket } = request.query;
    if (ticket === undefined) {
      asked.push(options);
      request.session.nonce = 'kept-between-the-requests';
      const state = this.sendsState ? `&state=${options.state}` : '';
      return this.redirect(`https://intranet.example/login?service=${encodeURIComponent(this.callbackUrl)}${state}`);
    }
    if (request.session.nonce !== 'kept-between-the-requests') return this.error(new Error('The session is gone.'));
    if (ticket === 'refused') return this.fail({ message: 'Not you' });
    if (ticket === 'broken') return this.error(new Error('The intranet is down.'));
    const { anew, ...account } = JSON.parse(ticket) as { anew?: boolean };
    this.success({ ...account, ...(anew && { authenticatedAt: new Date() }) });
  }
}

const asked: object[] = [];
const contexts: StrategyContext[] = [];
const strategy = (key: string, sendsState = true) => ({
  key,
  name: 'Intranet',
  createStrategy(context: StrategyContext) {
    contexts.push(context);
    return new IntranetStrategy(context.callbackUrl, sendsState);
  },
});

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ quiet: true, config: { signIn: { strategies: [strategy('intranet'), strategy('careless', false)] } } });
});
beforeEach(async () => {
  await resetLimits(app);
  await setLogin(app, {});
});
afterAll(() => app.stop());

async function travel(browser: Browser, ticket: unknown) {
  const { searchParams } = new URL(await begin(browser, 'intranet'));
  const answer = new URLSearchParams({
    ticket: typeof ticket === 'string' ? ticket : JSON.stringify(ticket),
    state: searchParams.get('state') ?? '',
  });
  return browser.get(`/portal-sign-in/intranet/callback?${answer.toString()}`);
}

describe('a Passport strategy of the configuration', () => {
  it('is a button beside the others, and stands in the list of editors with its callback address', async () => {
    const offered = (await new Browser(app).get('/portal')).body.data.signIn.connections;
    expect(offered).toContainEqual({ key: 'intranet', name: 'Intranet', icon: 'generic' });
    const editor = await createEditor(app);
    const callbackUrl = 'http://localhost:1337/portal-sign-in/intranet/callback';
    expect((await editor.get('/connections')).body.data.strategies).toContainEqual({
      key: 'intranet',
      name: 'Intranet',
      icon: 'generic',
      callbackUrl,
    });
    await begin(new Browser(app), 'intranet');
    expect(contexts.filter((context) => context.callbackUrl === callbackUrl)).toHaveLength(1);
  });

  it('is linked by who is signed in and signs in from then on, each answer once', async () => {
    const { contact } = await createPair(app.strapi);
    const { contact: other } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const { url } = (await browser.post('/connections/intranet/link')).body.data;
    const state = new URL(url).searchParams.get('state') ?? '';
    const path = `/portal-sign-in/intranet/callback?${new URLSearchParams({ ticket: '{"subject":"u-1"}', state }).toString()}`;
    expect((await browser.get(path)).headers.location).toBe(`${PORTAL}/security#connected`);
    expect((await browser.get(path)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
    const fresh = new Browser(app);
    expect((await travel(fresh, { subject: 'u-1', email: other.email, emailVerified: true })).headers.location).toBe(PORTAL);
    expect((await fresh.get('/session')).body.data.contact.id).toBe(contact.documentId);
  });

  it('signs exactly one of twenty answers to one trip in, though the strategy takes them all', async () => {
    const { contact } = await createPair(app.strapi);
    const owner = await signIn(app, contact);
    const { url } = (await owner.post('/connections/intranet/link')).body.data;
    const answer = (state: string | null) =>
      `/portal-sign-in/intranet/callback?${new URLSearchParams({ ticket: '{"subject":"u-9"}', state: state ?? '' }).toString()}`;
    await owner.get(answer(new URL(url).searchParams.get('state')));
    const browser = new Browser(app);
    const path = answer(new URL(await begin(browser, 'intranet')).searchParams.get('state'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.get(path)));
    expect(answers.filter(({ headers }) => headers.location === PORTAL)).toHaveLength(1);
    // One of the password, one of the strategy.
    expect(await app.strapi.db.getConnection('customer_portal_sessions').where('contact_id', contact.id)).toHaveLength(2);
  });

  it('has its trip used up by one of fifty who take it up at once', async () => {
    await begin(new Browser(app), 'intranet');
    const [trip] = (await app.strapi.db.getConnection('customer_portal_login_flows').orderBy('id', 'desc').limit(1)) as { id: number }[];
    const { requests } = federationOf(app.strapi);
    const taken = await Promise.all(Array.from({ length: 50 }, () => requests.consume({ id: trip!.id })));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('is told to ask anew for a step-up, which needs its word that it did', async () => {
    const { contact } = await createPair(app.strapi);
    const owner = await signIn(app, contact);
    const { url } = (await owner.post('/connections/intranet/link')).body.data;
    const answer = (from: string, ticket: object) =>
      `/portal-sign-in/intranet/callback?${new URLSearchParams({ ticket: JSON.stringify(ticket), state: new URL(from).searchParams.get('state') ?? '' }).toString()}`;
    await owner.get(answer(url, { subject: 'u-7' }));
    expect(asked.at(-1)).not.toHaveProperty('prompt');
    await app.strapi.db.getConnection('customer_portal_credentials').where('contact_id', contact.id).delete();
    const browser = new Browser(app);
    await travel(browser, { subject: 'u-7' });
    for (const [anew, told, status] of [
      [false, 'problem=not-anew', 403],
      [true, 'confirmed', 200],
    ] as const) {
      const begun = (await browser.post('/connections/intranet/step-up', { wanted: '/security' })).body.data;
      expect(asked.at(-1)).toMatchObject({ prompt: 'login', maxAge: 0 });
      expect((await browser.get(answer(begun.url, { subject: 'u-7', anew }))).headers.location).toBe(`${PORTAL}/security#${told}`);
      expect((await browser.post('/security/totp')).status).toBe(status);
    }
  });

  it('proves an address only where it says so', async () => {
    const { contact } = await createPair(app.strapi);
    for (const emailVerified of [undefined, false]) {
      const response = await travel(new Browser(app), { subject: 'u-2', email: contact.email, emailVerified });
      expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=account-unknown`);
    }
    const response = await travel(new Browser(app), { subject: 'u-2', email: contact.email, emailVerified: true });
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=link-mailed`);
  });

  it.each([
    ['refused', 'provider-refused'],
    ['broken', 'unexpected'],
    [{ email: 'x@example.org' }, 'unexpected'],
    [{ subject: '' }, 'unexpected'],
    [{ subject: 7 }, 'unexpected'],
    [{ subject: 'x', emailVerified: 'true', email: 'x@example.org' }, 'unexpected'],
  ])('that hands over %j opens nothing', async (ticket, problem) => {
    const browser = new Browser(app);
    expect((await travel(browser, ticket)).headers.location).toBe(`${PORTAL}/sign-in#problem=${problem}`);
    expect(browser.cookie('-session')).toBeUndefined();
  });

  it('needs the browser that began, and a state', async () => {
    const { searchParams } = new URL(await begin(new Browser(app), 'intranet'));
    const answer = new URLSearchParams({ ticket: '{"subject":"u-1"}', state: searchParams.get('state') ?? '' });
    const thief = new Browser(app);
    expect((await thief.get(`/portal-sign-in/intranet/callback?${answer.toString()}`)).headers.location).toMatch(/problem=login-expired$/u);
    expect((await new Browser(app).post('/connections/careless/start', {})).status).toBe(500);
  });

  it('leaves the authenticator of the admin panel alone', async () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the very instance that Strapi has
    const shared = require('koa-passport') as { _strategies?: object };
    expect(Object.keys(shared._strategies ?? {})).not.toContain('intranet');
  });
});
