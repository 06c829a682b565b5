import type { ConnectionView } from '../../plugin/contract/editor/connections';
import { federationOf } from '../../server/src/federation';
import { addAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { resetLimits } from '../support/limits';
import { addConnection, oidcSettings } from '../support/oidc/connections';
import { startCrookedProvider, type CrookedProvider } from '../support/oidc/crooked-provider';
import type { Person } from '../support/oidc/real-provider';
import { startStage, type Stage } from '../support/oidc/stage';
import { away, back, PORTAL, travel, type Jar } from '../support/oidc/travel';
import { createPair, setPassword, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { setLogin } from '../support/settings';
import type { TestApp } from '../support/strapi';

/** A contact without password and factor confirms that it is them by signing in anew where it has its login. */
let stage: Stage;
let app: TestApp;
let connection: ConnectionView;
let crooked: CrookedProvider;
let crookedConnection: ConnectionView;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;

beforeAll(async () => {
  stage = await startStage();
  ({ app, connection } = stage);
  crooked = await startCrookedProvider();
  crookedConnection = await addConnection(stage.editor, oidcSettings(crooked.issuer, { name: 'Crooked' }));
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(async () => {
  await resetLimits(app);
  await setLogin(app, {});
  crooked.bend = {};
});
afterEach(async () => {
  expect((await otherBrowser.get('/session')).body.data.contact.id).toBe(other.contact.documentId);
});
afterAll(async () => {
  await crooked.stop();
  await stage.stop();
});

const codeOf = (response: { body: unknown }): string | undefined =>
  (response.body as { error?: { details?: { code?: string } } }).error?.details?.code;

/** The changes that want a step-up answer with this. */
const mayChange = async (browser: Browser): Promise<string> => codeOf(await browser.post('/security/totp')) ?? 'yes';

const ask = (browser: Browser, key: string, wanted = '/security') => browser.post(`/connections/${key}/step-up`, { wanted });
const urlOf = async (browser: Browser, key: string): Promise<string> => (await ask(browser, key)).body.data.url as string;
const stepUp = async (browser: Browser, key: string, jar?: Jar) => back(browser, await away(await urlOf(browser, key), jar));

const forgetPassword = (contact: TestContact) => stage.rows('credentials').where('contact_id', contact.id).delete();
const kindsOf = (contact: TestContact) => stage.rows('activities').where('contact_id', contact.id).orderBy('id').pluck('kind');

/** Somebody whose only way in is the real provider, signed in through it; `jar` is their session there. */
async function elsewhere() {
  const { person, contact } = await stage.connected();
  await forgetPassword(contact);
  const browser = new Browser(app);
  const jar: Jar = new Map<string, string>();
  expect((await travel(browser, connection.id, undefined, jar)).headers.location).toBe(PORTAL);
  return { person, contact, browser, jar };
}

describe('at a provider that asks anew', () => {
  it('is what a session needs that began with an old sign-in there, and moves it to a new token', async () => {
    const { contact, browser, jar } = await elsewhere();
    expect(await mayChange(browser)).toBe('step-up-required');
    expect((await browser.get('/session/step-up')).body.data).toEqual({
      ways: ['sign-in'],
      connections: [{ key: connection.id, name: 'Acme', icon: 'generic' }],
      enrol: false,
    });
    const url = new URL(await urlOf(browser, connection.id));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });

    const before = new Browser(app, { cookie: browser.cookieHeader });
    const answer = await away(url.href, jar);
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/security#confirmed`);
    expect((await before.get('/session')).status).toBe(401);
    expect((await browser.get('/session')).body.data.contact.id).toBe(contact.documentId);
    expect(await mayChange(browser)).toBe('yes');
    expect((await kindsOf(contact)).at(-1)).toBe('step-up');

    // Once, and in the browser that asked.
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
  });

  it('confirms nobody else: not another login, nor one of another contact’s', async () => {
    const { contact, browser } = await elsewhere();
    const { person: anothers } = await stage.connected();
    for (const person of [{ sub: 'nobody-here' }, anothers] as Person[]) {
      await stage.provider.sit(person);
      expect((await stepUp(browser, connection.id)).headers.location).toBe(`${PORTAL}/security#problem=another-person`);
      expect(await mayChange(browser)).toBe('step-up-required');
    }
    expect((await browser.get('/session')).body.data.contact.id).toBe(contact.documentId);
    expect((await kindsOf(contact)).at(-1)).toBe('step-up-failed');
  });

  it('confirms nothing when the person refuses there', async () => {
    const { browser } = await elsewhere();
    await stage.provider.sit(null);
    expect((await stepUp(browser, connection.id)).headers.location).toBe(`${PORTAL}/security#problem=provider-refused`);
    expect(await mayChange(browser)).toBe('step-up-required');
  });

  it('is for the browser and the session that asked', async () => {
    const { browser } = await elsewhere();
    const answer = await away(await urlOf(browser, connection.id));
    const thief = new Browser(app);
    expect((await back(thief, answer)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
    expect(thief.cookie('-session')).toBeUndefined();
    await browser.delete('/session');
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/security#problem=login-expired`);
    expect(browser.cookie('-session')).toBeUndefined();
  });

  it('is not what an answer to a sign-in can be made into', async () => {
    const { browser, jar } = await elsewhere();
    const state = new URL(await urlOf(browser, connection.id)).searchParams.get('state') ?? '';
    const { url } = (await browser.post(`/connections/${connection.id}/start`, {})).body.data as { url: string };
    const answer = new URL((await away(url, jar)).path, 'http://localhost:1337');
    answer.searchParams.set('state', state);
    const response = await back(browser, { path: `${answer.pathname}${answer.search}` });
    expect(response.headers.location).toBe(`${PORTAL}/security#problem=unexpected`);
    expect(await mayChange(browser)).toBe('step-up-required');
  });

  it('ends on the page that asked for it, and nowhere else', async () => {
    const { browser } = await elsewhere();
    const asked = await ask(browser, connection.id, '/profile?x=1#y');
    expect((await back(browser, await away(asked.body.data.url as string))).headers.location).toBe(`${PORTAL}/profile?x=1#confirmed`);
    for (const wanted of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a\r\nset-cookie: x=y', 'x']) {
      expect([wanted, (await ask(browser, connection.id, wanted)).status]).toEqual([wanted, 400]);
    }
    const climbing = await ask(browser, connection.id, '/../../admin');
    expect((await back(browser, await away(climbing.body.data.url as string))).headers.location).toBe(`${PORTAL}#confirmed`);
  });
});

describe('where the contact can confirm otherwise', () => {
  it('is not offered to who has a password or a factor', async () => {
    const { contact, browser } = await elsewhere();
    await stepUp(browser, connection.id);
    await addAuthenticator(browser);
    expect((await browser.get('/session/step-up')).body.data).toMatchObject({ ways: ['totp', 'recovery-code'], connections: [] });
    expect(codeOf(await ask(browser, connection.id))).toBe('not-found');

    const { contact: second } = await stage.connected();
    const withPassword = await signIn(app, second);
    expect((await withPassword.get('/session/step-up')).body.data).toMatchObject({ ways: ['password'], connections: [] });
    expect(codeOf(await ask(withPassword, connection.id))).toBe('not-found');
    expect(contact.id).not.toBe(second.id);
  });

  it('is not at a connection that is not theirs, is off, or is not there', async () => {
    const { browser } = await elsewhere();
    for (const key of [crookedConnection.id, 'a'.repeat(24), 'nothing'])
      expect([key, codeOf(await ask(browser, key))]).toEqual([key, 'not-found']);
    await setLogin(app, { signInMode: 'sso' });
    expect((await browser.get('/session/step-up')).body.data.connections).toEqual([]);
    expect(codeOf(await ask(browser, connection.id))).toBe('not-found');
  });

  it('counts no longer when a password was set on the way', async () => {
    const { contact, browser } = await elsewhere();
    const answer = await away(await urlOf(browser, connection.id));
    await setPassword(app.strapi, contact, TEST_PASSWORD);
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/security#problem=login-expired`);
    expect(await mayChange(browser)).toBe('step-up-required');
  });

  it('counts no longer when the login was disconnected, or the contact blocked, on the way', async () => {
    const { contact, browser } = await elsewhere();
    const [first, second] = [await away(await urlOf(browser, connection.id)), await away(await urlOf(browser, connection.id))];
    await stage.rows('contacts').where('id', contact.id).update({ blocked: true });
    expect((await back(browser, first)).headers.location).toBe(`${PORTAL}/security#problem=access-off`);
    await stage.rows('contacts').where('id', contact.id).update({ blocked: false });
    await stage.rows('identities').where('contact_id', contact.id).delete();
    expect((await back(browser, second)).headers.location).toBe(`${PORTAL}/security#problem=another-person`);
    expect(await stage.rows('sessions').where('contact_id', contact.id).whereNotNull('stepped_up_at')).toHaveLength(1);
  });
});

describe('at a provider that does not ask anew', () => {
  const seconds = () => Math.floor(Date.now() / 1000);

  async function signedIn() {
    const { contact } = await createPair(app.strapi);
    await forgetPassword(contact);
    const sub = `crooked-${contact.id}`;
    crooked.person = { sub, email: contact.email };
    const account = { connection: crookedConnection.id, issuer: crooked.issuer, subject: sub, email: null, emailVerified: false };
    await federationOf(app.strapi).identities.link(
      { ...account, firstName: '', lastName: '', customerReference: null, authenticatedAt: null, claims: {} },
      contact.id,
    );
    const browser = new Browser(app);
    await travel(browser, crookedConnection.id);
    return browser;
  }

  it.each([
    ['no time', () => ({})],
    ['a time before the trip', () => ({ auth_time: seconds() - 120 })],
    ['milliseconds', () => ({ auth_time: Date.now() })],
    ['a time to come', () => ({ auth_time: seconds() + 3600 })],
  ])('nothing is confirmed: %s', async (_what, claims) => {
    const browser = await signedIn();
    crooked.bend = { claims: (all) => ({ ...all, ...claims() }) };
    expect((await stepUp(browser, crookedConnection.id)).headers.location).toBe(`${PORTAL}/security#problem=not-anew`);
    expect(await mayChange(browser)).toBe('step-up-required');
  });

  it.each([[`${seconds()}`], [0], [-1], [[seconds()]], [{}], [Number.MAX_VALUE], [true], [null]])(
    'nothing is confirmed by auth_time %p',
    async (auth_time) => {
      const browser = await signedIn();
      crooked.bend = { claims: (all) => ({ ...all, auth_time }) };
      expect((await stepUp(browser, crookedConnection.id)).headers.location).toMatch(/#problem=(?:not-anew|unexpected)$/u);
      expect(await mayChange(browser)).toBe('step-up-required');
    },
  );

  it('a time of the trip itself confirms, and makes a sign-in a step-up, too', async () => {
    const browser = await signedIn();
    crooked.bend = { claims: (all) => ({ ...all, auth_time: seconds() }) };
    expect((await stepUp(browser, crookedConnection.id)).headers.location).toBe(`${PORTAL}/security#confirmed`);
    expect(await mayChange(browser)).toBe('yes');
    const later = new Browser(app);
    await travel(later, crookedConnection.id);
    expect(await mayChange(later)).toBe('yes');
    crooked.bend = { claims: (all) => ({ ...all, auth_time: seconds() - 120 }) };
    await travel(later, crookedConnection.id);
    expect(await mayChange(later)).toBe('step-up-required');
  });
});
