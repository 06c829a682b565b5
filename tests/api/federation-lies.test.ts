import type { ConnectionView } from '../../plugin/contract/editor/connections';
import * as guard from '../../server/src/platform/guarded-fetch';
import { Browser, signIn } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { addConnection, CLIENT, oidcSettings } from '../support/oidc/connections';
import { startCrookedProvider, type Bend, type CrookedProvider } from '../support/oidc/crooked-provider';
import { away, back, begin, PORTAL, travel } from '../support/oidc/travel';
import { createPair, type TestContact } from '../support/people';
import { setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/** What no real provider can be brought to do: every lie of one is refused, and the editor is told which it was. */
let app: TestApp;
let editor: Editor;
let provider: CrookedProvider;
let connection: ConnectionView;
let contact: TestContact;
let otherBrowser: Browser;

beforeAll(async () => {
  app = await startApp({ quiet: true, config: { federation: { allowPrivateAddresses: true, timeoutSeconds: 1 } } });
  editor = await createEditor(app);
  provider = await startCrookedProvider();
  connection = await addConnection(editor, oidcSettings(provider.issuer));
  ({ contact } = await createPair(app.strapi));
  provider.person = { sub: 'ada', email: contact.email, email_verified: true };
  await link(connection);
  const other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(async () => {
  await resetLimits(app);
  provider.bend = {};
});
afterEach(async () => {
  expect((await otherBrowser.get('/session')).status).toBe(200);
});
afterAll(async () => {
  await provider.stop();
  await app.stop();
});

async function link({ id }: ConnectionView): Promise<void> {
  const browser = await signIn(app, contact);
  const { url } = (await browser.post(`/connections/${id}/link`)).body.data;
  expect((await back(browser, await away(url))).headers.location).toBe(`${PORTAL}/security#connected`);
}

/** Why the last sign-in failed, as the activity has it. */
async function reason(): Promise<string> {
  const rows = await app.strapi.db
    .getConnection('customer_portal_activities')
    .where('kind', 'sign-in-failed')
    .orderBy('id', 'desc')
    .limit(1);
  return (rows as { detail: string }[])[0]?.detail ?? '';
}

it('signs in while the provider tells the truth', async () => {
  const browser = new Browser(app);
  expect((await travel(browser, connection.id)).headers.location).toBe(PORTAL);
  expect((await browser.get('/session')).body.data.contact.id).toBe(contact.documentId);
});

const change = (claims: object): Bend => ({ claims: (all) => ({ ...all, ...claims }) });
const without = (name: string): Bend => ({ claims: ({ [name]: _gone, ...rest }) => rest });
const past = Math.floor(Date.now() / 1000) - 3600;

const LIES: [what: string, code: string, bend: Bend][] = [
  ['an ID token of another issuer', 'wrong-issuer', change({ iss: 'https://evil.example' })],
  ['an ID token of an issuer that differs by a slash', 'wrong-issuer', { claims: (all) => ({ ...all, iss: `${String(all.iss)}/` }) }],
  ['an ID token for another client', 'wrong-audience', change({ aud: 'somebody-else' })],
  ['an ID token for us and others, by others', 'wrong-audience', change({ aud: ['portal', 'other'], azp: 'other' })],
  ['another nonce', 'wrong-nonce', change({ nonce: 'N'.repeat(43) })],
  ['no nonce', '', without('nonce')],
  ['an ID token that has expired', 'token-expired', change({ exp: past, iat: past - 300 })],
  ['an ID token without an end', '', without('exp')],
  ['an ID token without a subject', '', without('sub')],
  ['an empty subject', '', change({ sub: '' })],
  ['a subject that is no text', '', change({ sub: 7 })],
  ['an ID token signed by somebody else', 'wrong-signature', { foreignKey: true }],
  [
    'an ID token signed with a key that is not in the set',
    'wrong-signature',
    { foreignKey: true, header: (all) => ({ ...all, kid: 'two' }) },
  ],
  ['an ID token without a signature', '', { header: () => ({ alg: 'none' }), signature: '' }],
  ['an ID token signed with the client secret', '', { header: (all) => ({ ...all, alg: 'HS256' }) }],
  ['an ID token whose signature was changed', 'wrong-signature', { signature: 'A'.repeat(342) }],
  ['no ID token at all', '', { token: ({ body }) => ({ status: 200, body: { ...(body as object), id_token: undefined } }) }],
  [
    'an error at the token endpoint',
    'token-refused',
    { token: () => ({ status: 400, body: { error: 'invalid_client', error_description: 'Who?' } }) },
  ],
  ['a server error at the token endpoint', '', { token: () => ({ status: 500, body: {} }) }],
  ['a page in place of tokens', '', { token: () => ({ status: 200, body: '<html>' }) }],
  ['another issuer in the answer (RFC 9207)', 'wrong-issuer', { answer: (answer) => void answer.set('iss', 'https://evil.example') }],
  ['two codes', '', { answer: (answer) => void answer.append('code', 'x') }],
  ['no code', '', { answer: (answer) => void answer.delete('code') }],
  ['two states', '', { answer: (answer) => void answer.append('state', 'x') }],
];

describe('a sign-in is refused for', () => {
  it.each(LIES)('%s', async (_what, code, bend) => {
    provider.bend = bend;
    const browser = new Browser(app);
    const before = await app.strapi.db.getConnection('customer_portal_sessions').count('* as count');
    const response = await travel(browser, connection.id);
    expect(response.status).toBe(303);
    expect(response.headers.location).toMatch(/\/sign-in#problem=(?:unexpected|provider-unreachable)$/u);
    expect(browser.cookie('-session')).toBeUndefined();
    expect(await app.strapi.db.getConnection('customer_portal_sessions').count('* as count')).toEqual(before);
    expect(await reason()).toMatch(new RegExp(`^Acme: ${code || '[a-z-]+'}`, 'u'));
  });

  it('a verifier that is not of this trip: the code alone is worth nothing', async () => {
    const thief = new Browser(app);
    const owner = new Browser(app);
    const stolen = new URL(`http://x${(await away(await begin(owner, connection.id))).path}`).searchParams.get('code') ?? '';
    const state = new URL(await begin(thief, connection.id)).searchParams.get('state') ?? '';
    const response = await thief.get(`/portal-sign-in/${connection.id}/callback?code=${stolen}&state=${state}`);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=unexpected`);
    expect(await reason()).toContain('invalid_grant');
  });
});

describe('an address of the discovery document', () => {
  it.each(['/.well-known/openid-configuration', '/jwks', '/token', '/userinfo'])(
    '%s is reached through the guard, and not when it refuses',
    async (closed) => {
      const fresh = await addConnection(editor, oidcSettings(provider.issuer, { name: 'Fresh' }));
      provider.bend = {
        metadata: (all) => ({ ...all, userinfo_endpoint: `${provider.issuer}/userinfo` }),
        claims: ({ email: _gone, ...rest }) => rest,
      };
      const { guardedFetch: real } = guard;
      const reached: string[] = [];
      jest.spyOn(guard, 'guardedFetch').mockImplementation(async (url, options) => {
        const { pathname } = new URL(url);
        reached.push(pathname);
        if (pathname === closed) throw new guard.FetchRefused('The host is not on the public internet.');
        return real(url, options);
      });
      try {
        const browser = new Browser(app);
        const started = await browser.post(`/connections/${fresh.id}/start`, {});
        if (closed.startsWith('/.')) expect(started.status).toBe(502);
        else {
          const { headers } = await back(browser, await away(started.body.data.url as string));
          expect(headers.location).toBe(`${PORTAL}/sign-in#problem=provider-unreachable`);
          expect(await reason()).toBe('Fresh: address-refused: The host is not on the public internet.');
        }
        expect(reached).toContain(closed);
        expect(browser.cookie('-session')).toBeUndefined();
      } finally {
        provider.bend = {};
        await editor.delete(`/connections/${fresh.id}`);
      }
    },
  );

  it('that leads elsewhere by a redirect is not followed: the client secret goes with the request', async () => {
    const elsewhere = await startCrookedProvider();
    provider.bend = { token: () => ({ status: 307, body: {}, location: `${elsewhere.issuer}/token` }) };
    try {
      expect((await travel(new Browser(app), connection.id)).headers.location).toMatch(/#problem=(?:unexpected|provider-unreachable)$/u);
      expect(elsewhere.seen).toEqual([]);
    } finally {
      await elsewhere.stop();
    }
  });
});

it('a connection that is deleted takes the sessions along that it opened', async () => {
  const doubtful = await addConnection(editor, oidcSettings(provider.issuer, { name: 'Doubtful' }));
  await link(doubtful);
  const [through, beside] = [new Browser(app), await signIn(app, contact)];
  expect((await travel(through, doubtful.id)).headers.location).toBe(PORTAL);
  await editor.delete(`/connections/${doubtful.id}`);
  expect((await through.get('/session')).status).toBe(401);
  expect((await beside.get('/session')).status).toBe(200);
});

describe('a provider that knows neither nonce nor PKCE', () => {
  it('signs in where the connection says so, still for the browser that began only', async () => {
    const loose = await addConnection(editor, oidcSettings(provider.issuer, { name: 'Loose', nonce: 'not-sent', pkce: 'none' }));
    try {
      await link(loose);
      const browser = new Browser(app);
      const url = await begin(browser, loose.id);
      expect([...new URL(url).searchParams.keys()].filter((name) => /nonce|challenge/u.test(name))).toEqual([]);
      const answer = await away(url);
      expect((await back(new Browser(app), answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
      expect((await back(browser, answer)).headers.location).toBe(PORTAL);
      expect((await browser.get('/session')).body.data.contact.id).toBe(contact.documentId);
      expect(provider.seen.at(-1)?.form.has('code_verifier')).toBe(false);
      // A nonce that nobody sent is an ID token of some other sign-in.
      provider.bend = change({ nonce: 'N'.repeat(43) });
      expect((await travel(new Browser(app), loose.id)).headers.location).toBe(`${PORTAL}/sign-in#problem=unexpected`);
    } finally {
      await editor.delete(`/connections/${loose.id}`);
    }
  });

  it('is refused by a connection that was made strict on the way', async () => {
    const loose = await addConnection(editor, oidcSettings(provider.issuer, { name: 'Loose', nonce: 'not-sent', pkce: 'none' }));
    const browser = new Browser(app);
    const answer = await away(await begin(browser, loose.id));
    const saved = await editor.put(`/connections/${loose.id}`, {
      settings: oidcSettings(provider.issuer, { name: 'Loose' }),
      revision: loose.revision,
    });
    expect(saved.status).toBe(200);
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
    await editor.delete(`/connections/${loose.id}`);
  });
});

describe('the name that is posted beside the first answer', () => {
  it.each([
    [JSON.stringify({ name: { firstName: 'Ada', lastName: 'King' }, email: 'victim@example.org' }), 'Ada', 'King'],
    [JSON.stringify({ name: { firstName: 'A\nda', lastName: 7 } }), 'A da', ''],
    ['{', '', ''],
    ['null', '', ''],
    [JSON.stringify({ name: { firstName: 'x'.repeat(3000) } }), '', ''],
  ])('%j names a new contact, and nothing else of it is believed', async (user, firstName, lastName) => {
    await setLogin(app, { selfSignUp: true });
    const posting = await addConnection(editor, oidcSettings(provider.issuer, { name: 'Posting', responseMode: 'form_post' }));
    const known = provider.person;
    provider.person = { sub: `new-${Date.now()}-${user.length}`, email: `new-${Date.now()}@example.org`, email_verified: true };
    try {
      const browser = new Browser(app);
      const { path } = await away(await begin(browser, posting.id));
      const [to = '', query = ''] = path.split('?');
      const form = new URLSearchParams(query);
      form.set('user', user);
      expect((await back(browser, { path: to, form: form.toString() })).headers.location).toBe(PORTAL);
      const session = (await browser.get('/session')).body.data;
      expect(session.contact).toMatchObject({ firstName, lastName, email: provider.person.email });
    } finally {
      provider.person = known;
      await editor.delete(`/connections/${posting.id}`);
      await setLogin(app, {});
    }
  });
});

describe('every answer that is refused', () => {
  const answers = (values: Record<string, string>): Bend => ({
    answer: (answer) => {
      answer.delete('code');
      for (const [name, value] of Object.entries(values)) answer.set(name, value);
    },
  });
  const tokens = (body: unknown, status = 200): Bend => ({ token: () => ({ status, body }) });

  it.each<[what: string, problem: string, logged: RegExp, bend: Bend]>([
    ['the person refused', 'provider-refused', /access_denied/u, answers({ error: 'access_denied' })],
    ['nobody is signed in there', 'provider-refused', /login_required/u, answers({ error: 'login_required' })],
    ['it is out of order', 'provider-unreachable', /temporarily_unavailable/u, answers({ error: 'temporarily_unavailable' })],
    ['an error and nothing to say', 'provider-refused', /provider-refused/u, answers({ error: 'x_y', error_description: '' })],
    ['text in place of tokens', '(?:unexpected|provider-unreachable)', /provider-answer|not-verified/u, tokens('<html>')],
    ['tokens that are no object', '(?:unexpected|provider-unreachable)', /provider-answer|not-verified/u, tokens([])],
    [
      'an encrypted ID token',
      'unexpected',
      /not-verified/u,
      { token: ({ body }) => ({ status: 200, body: { ...(body as object), id_token: 'a.b.c.d.e' } }) },
    ],
    ['an algorithm that was not agreed on', 'unexpected', /./u, { header: (all) => ({ ...all, alg: 'ES256' }) }],
    ['a clock that is far off', 'unexpected', /token-/u, change({ iat: past, exp: past + 60 })],
  ])('%s: has words for the person, and a reason in the log', async (_what, problem, logged, bend) => {
    provider.bend = bend;
    const warn = jest.spyOn(app.strapi.log, 'warn');
    expect((await travel(new Browser(app), connection.id)).headers.location).toMatch(new RegExp(`#problem=${problem}$`, 'u'));
    const lines = warn.mock.calls
      .map(([line]) => JSON.stringify(line))
      .filter((line) => line.includes('a login through a connection failed'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(logged);
    expect(lines[0]).not.toContain(CLIENT.secret);
  });
});

describe('a mix-up of two providers', () => {
  it('sends the code of one to the other never: the address and the state are of one connection', async () => {
    const attacker = await startCrookedProvider();
    const second = await addConnection(editor, oidcSettings(attacker.issuer, { name: 'Mallory' }));
    try {
      const browser = new Browser(app);
      const answer = await away(await begin(browser, connection.id));
      const elsewhere = answer.path.replace(connection.id, second.id);
      expect((await browser.get(elsewhere)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
      expect(attacker.seen).toEqual([]);
      expect((await back(browser, answer)).headers.location).toBe(PORTAL);
      // The same person's id at another connection, or another issuer, is somebody else.
      attacker.person = provider.person;
      const impostor = new Browser(app);
      expect((await travel(impostor, second.id)).headers.location).toBe(`${PORTAL}/sign-in#problem=link-mailed`);
      expect(impostor.cookie('-session')).toBeUndefined();
    } finally {
      await editor.delete(`/connections/${second.id}`);
      await attacker.stop();
    }
  });
});

describe('a provider that cannot be reached', () => {
  const start = (id: string) => new Browser(app).post(`/connections/${id}/start`, {});

  it.each<[string, Bend]>([
    ['names another issuer in its discovery', { metadata: (all) => ({ ...all, issuer: 'https://evil.example' }) }],
    ['names itself with a slash too many', { metadata: (all) => ({ ...all, issuer: `${String(all.issuer)}/` }) }],
    ['has no authorization endpoint', { metadata: ({ authorization_endpoint: _gone, ...rest }) => rest }],
    ['takes time and never answers', { silent: true }],
  ])('since it %s, says so before the browser leaves', async (_what, bend) => {
    const fresh = await addConnection(editor, oidcSettings(provider.issuer));
    provider.bend = bend;
    try {
      const response = await start(fresh.id);
      expect([response.status, response.body.error.details.code]).toEqual([502, 'provider-unreachable']);
      expect(response.text).not.toMatch(/evil|127\.0\.0\.1/u);
      provider.bend = {};
      // A failure is not kept.
      expect((await start(fresh.id)).status).toBe(200);
    } finally {
      provider.bend = {};
      await editor.delete(`/connections/${fresh.id}`);
    }
  });

  it('when it is down is told as that, at the start and on the way back', async () => {
    const gone = await startCrookedProvider();
    const fresh = await addConnection(editor, oidcSettings(gone.issuer));
    const browser = new Browser(app);
    const answer = await away(await begin(browser, fresh.id));
    await gone.stop();
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=provider-unreachable`);
    const late = await addConnection(editor, oidcSettings(gone.issuer));
    expect((await start(late.id)).body.error.details.code).toBe('provider-unreachable');
    for (const { id } of [fresh, late]) await editor.delete(`/connections/${id}`);
  });
});
