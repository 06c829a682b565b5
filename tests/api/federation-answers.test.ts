import type { ConnectionView } from '../../plugin/contract/editor/connections';
import { Browser, signIn, solve } from '../support/client';
import { resetLimits } from '../support/limits';
import { addConnection, CLIENT, oidcSettings } from '../support/oidc/connections';
import { startStage, type Stage } from '../support/oidc/stage';
import { away, back, begin, PORTAL, travel } from '../support/oidc/travel';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { setLogin } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import type { TestApp } from '../support/strapi';

let stage: Stage;
let app: TestApp;
let connection: ConnectionView;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;

beforeAll(async () => {
  stage = await startStage();
  ({ app, connection } = stage);
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(async () => {
  // Mail of the test before is out: it would show where nothing may be written.
  await app.settle();
  await resetLimits(app);
  await setLogin(app, {});
});
afterEach(async () => {
  expect((await otherBrowser.get('/session')).body.data.contact.id).toBe(other.contact.documentId);
});
afterAll(() => stage.stop());

describe('an answer of the provider', () => {
  it('works once: a replayed state, or code, opens nothing', async () => {
    await stage.connected();
    const browser = new Browser(app);
    const answer = await away(await begin(browser, connection.id));
    expect((await back(browser, answer)).headers.location).toBe(PORTAL);
    await expectUntouched(app, async () => {
      const again = await back(browser, answer);
      expect(again.headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
      expect(again.headers['set-cookie']).toBeUndefined();
    });
    // The code under a new state.
    const next = new URL(await begin(browser, connection.id));
    const replayed = new URL(`http://localhost:1337${answer.path}`);
    replayed.searchParams.set('state', next.searchParams.get('state') ?? '');
    const response = await back(browser, { path: `${replayed.pathname}${replayed.search}` });
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=unexpected`);
  });

  it('signs exactly one of ten in that come at the same time', async () => {
    const { contact } = await stage.connected();
    const browser = new Browser(app);
    const answer = await away(await begin(browser, connection.id));
    const before = (await stage.rows('sessions').where('contact_id', contact.id)).length;
    const answers = await Promise.all(Array.from({ length: 10 }, () => back(browser, answer)));
    expect(answers.filter(({ headers }) => headers.location === PORTAL)).toHaveLength(1);
    expect(await stage.rows('sessions').where('contact_id', contact.id)).toHaveLength(before + 1);
  });

  it('is worth nothing in another browser, and stays good in the one that began', async () => {
    await stage.connected();
    const mine = new Browser(app);
    const answer = await away(await begin(mine, connection.id));
    await expectUntouched(app, async () => {
      const bare = new Browser(app);
      expect((await back(bare, answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
      expect(bare.cookie('-session')).toBeUndefined();
    });
    const victim = new Browser(app);
    await begin(victim, connection.id);
    expect((await back(victim, answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
    expect(victim.cookie('-session')).toBeUndefined();
    expect((await back(mine, answer)).headers.location).toBe(PORTAL);
  });

  it('is too late after a quarter of an hour', async () => {
    await stage.connected();
    const browser = new Browser(app);
    const answer = await away(await begin(browser, connection.id));
    await stage.rows('login_flows').update({ expires_at: new Date(Date.now() - 1000) });
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
  });

  it('that says that the person refused is told as that', async () => {
    await stage.provider.sit(null);
    const response = await travel(new Browser(app), connection.id);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=provider-refused`);
  });

  it('may be posted by its page, where the connection says so', async () => {
    const { person, contact } = await stage.connected();
    const posting = await addConnection(stage.editor, oidcSettings(stage.provider.issuer, { responseMode: 'form_post', name: 'Posting' }));
    await stage.provider.register([{ ...CLIENT, redirectUri: posting.urls.redirectUri }]);
    try {
      await stage.provider.sit(person);
      const browser = await signIn(app, contact);
      const { url } = (await browser.post(`/connections/${posting.id}/link`)).body.data;
      const answer = await away(url);
      expect(answer.form).toContain('code=');
      expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/security#connected`);
      const fresh = new Browser(app);
      expect((await travel(fresh, posting.id)).headers.location).toBe(PORTAL);
      expect((await fresh.get('/session')).status).toBe(200);
    } finally {
      await stage.editor.delete(`/connections/${posting.id}`);
      await stage.provider.register([{ ...CLIENT, redirectUri: connection.urls.redirectUri }]);
    }
  });
});

describe('the way back', () => {
  it('is a page of the portal, whatever was wanted', async () => {
    const { person } = await stage.connected();
    await stage.provider.sit(person);
    for (const wanted of ['/../../../evil', '/%2e%2e/%2e%2e/evil', '/profile/../../../api']) {
      const { location } = (await travel(new Browser(app), connection.id, wanted)).headers;
      expect(new URL(location as string).href.startsWith(PORTAL)).toBe(true);
    }
    for (const wanted of ['//evil.example', 'https://evil.example', '/\\evil.example', 'profile', '/\nx']) {
      expect((await new Browser(app).post(`/connections/${connection.id}/start`, { wanted })).status).toBe(400);
    }
  });

  it('for a key that is no connection’s leads to the sign-in page, and nothing is written', async () => {
    await expectUntouched(app, async () => {
      for (const path of ['nobody00nobody00nobody00/callback?state=x&code=y', 'x/callback']) {
        expect((await new Browser(app).get(`/portal-sign-in/${path}`)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
      }
      for (const key of ['nobody00nobody00nobody00', 'x']) {
        const response = await new Browser(app).post(`/connections/${key}/start`, {});
        expect([response.status, response.body.error.details.code]).toEqual([404, 'not-found']);
        expect((await new Browser(app).get(`/portal-sign-in/${key}/metadata`)).status).toBe(404);
      }
      expect((await new Browser(app).get(`/portal-sign-in/${'x'.repeat(100)}/callback`)).status).toBe(404);
    });
  });

  it('takes forms only, within a size', async () => {
    const path = `/portal-sign-in/${connection.id}/callback`;
    const json = await new Browser(app).post(path, { state: 'x' });
    expect(json.status).toBe(415);
    const large = await new Browser(app).postAcross(path, `state=${'x'.repeat(200_000)}`);
    expect(large.status).toBe(413);
    const within = await new Browser(app).postAcross(path, `state=${'x'.repeat(100_000)}`);
    expect(within.headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
  });

  it('is closed when the connection was switched off, and under single sign-on', async () => {
    const { person } = await stage.connected();
    await stage.provider.sit(person);
    const browser = new Browser(app);
    const answer = await away(await begin(browser, connection.id));
    await setLogin(app, { signInMode: 'sso' });
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
    expect((await new Browser(app).post(`/connections/${connection.id}/start`, {})).status).toBe(404);
    expect((await new Browser(app).get('/portal')).body.data.signIn.connections).toEqual([]);
  });
});

it('limits how often one address begins without an end, asks for work then, and keeps no office out that signs in', async () => {
  await stage.connected();
  await resetLimits(app);
  const start = (browser = new Browser(app)) => browser.post(`/connections/${connection.id}/start`, {});
  const trip = await begin(new Browser(app), connection.id);
  expect(trip).toContain('http');
  for (let count = 0; count < 97; count += 1) await start();
  // Trips that end in a session are given back.
  for (let count = 0; count < 4; count += 1) {
    const browser = new Browser(app);
    expect((await back(browser, await away(await begin(browser, connection.id)))).headers.location).toBe(PORTAL);
  }
  expect([(await start()).status, (await start()).status]).toEqual([200, 200]);
  const refused = await start();
  expect(refused.body.error.details).toMatchObject({ code: 'too-many-requests', challenge: {} });
  expect((await start(new Browser(app, await solve(refused)))).status).toBe(200);
});
