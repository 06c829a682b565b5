import type { ConnectionView } from '../../plugin/contract/editor/connections';
import { federationOf } from '../../server/src/federation';
import { Browser, signIn } from '../support/client';
import { resetLimits } from '../support/limits';
import { CLIENT } from '../support/oidc/connections';
import { startStage, type Stage } from '../support/oidc/stage';
import { away, back, begin, PORTAL, travel } from '../support/oidc/travel';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { setLogin } from '../support/settings';
import { snapshot } from '../support/snapshot';
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
  await resetLimits(app);
  await setLogin(app, {});
});
afterEach(async () => {
  expect((await otherBrowser.get('/session')).body.data.contact.id).toBe(other.contact.documentId);
});
afterAll(() => stage.stop());

const identitiesOf = (contact: TestContact) => stage.rows('identities').where('contact_id', contact.id);

describe('the first sign-in through a connection', () => {
  it('is offered on the sign-in page, and leads to the provider with PKCE, a state and a nonce', async () => {
    const { signIn: ways } = (await new Browser(app).get('/portal')).body.data;
    expect(ways.connections).toEqual([{ key: connection.id, name: 'Acme', icon: 'generic' }]);
    const browser = new Browser(app);
    const url = new URL(await begin(browser, connection.id));
    expect(url.origin).toBe(stage.provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT.id,
      response_type: 'code',
      redirect_uri: `http://localhost:1337/portal-sign-in/${connection.id}/callback`,
      scope: 'openid email profile',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/u),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/u),
      nonce: expect.stringMatching(/^[\w-]{43}$/u),
    });
    expect(browser.cookie('-flow')).toMatch(/^[\w-]{43}$/u);
    expect(JSON.stringify(await snapshot(app))).not.toContain(url.searchParams.get('state'));
    expect(JSON.stringify(await snapshot(app))).not.toContain(browser.cookie('-flow'));
  });

  it('of somebody with an account mails its owner a link, and connects and signs in when the link is confirmed', async () => {
    const person = await stage.sit();
    const { contact } = await createPair(app.strapi, { contact: { email: person.email } });
    const browser = new Browser(app);
    const response = await travel(browser, connection.id);
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=link-mailed`);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['referrer-policy']).toBe('no-referrer');
    expect(browser.cookie('-session')).toBeUndefined();
    expect(await identitiesOf(contact)).toEqual([]);

    const token = await stage.mailedToken(person.email);
    expect(token).toHaveLength(43);
    const preview = await new Browser(app).post('/link/preview', { purpose: 'connection-link', token });
    expect(preview.body.data.email).toBe(person.email);
    const confirmed = await browser.post('/connections/link/confirm', { token });
    expect(confirmed.status).toBe(201);
    expect(confirmed.body.data.contact.id).toBe(contact.documentId);
    expect((await browser.get('/session')).status).toBe(200);
    expect(await identitiesOf(contact)).toMatchObject([{ subject: person.sub, issuer: stage.provider.issuer, connection: connection.id }]);
    await app.settle();
    expect(app.mailbox.to(person.email).at(-1)?.subject).toBe('Our organisation: a login was connected');
    const kinds = await stage.rows('activities').where('contact_id', contact.id).pluck('kind');
    expect(kinds).toEqual(expect.arrayContaining(['identity-linked', 'sign-in']));
    // Once.
    const again = await new Browser(app).post('/connections/link/confirm', { token });
    expect([again.status, again.body.error.details.code]).toEqual([400, 'invalid-link']);
  });

  it('connects for exactly one of twenty who confirm at the same time', async () => {
    const person = await stage.sit();
    const { contact } = await createPair(app.strapi, { contact: { email: person.email } });
    await travel(new Browser(app), connection.id);
    const token = await stage.mailedToken(person.email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => new Browser(app).post('/connections/link/confirm', { token })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await identitiesOf(contact)).toHaveLength(1);
    expect(await stage.rows('sessions').where('contact_id', contact.id)).toHaveLength(1);
  });

  it('of nobody known opens nothing, unless people may sign up by themselves', async () => {
    const person = await stage.sit();
    const response = await travel(new Browser(app), connection.id);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=account-unknown`);
    expect(await stage.rows('contacts').where('email', person.email)).toEqual([]);

    await setLogin(app, { selfSignUp: true });
    const browser = new Browser(app);
    const joined = await travel(browser, connection.id, '/profile');
    expect(joined.headers.location).toBe(`${PORTAL}/profile`);
    const session = (await browser.get('/session')).body.data;
    expect(session).toMatchObject({ contact: { email: person.email, firstName: 'Ada', lastName: 'Berg' }, customer: { name: 'Ada Berg' } });
  });

  it.each([[undefined], [false], ['true'], [1], ['yes'], [null]])('with email_verified %p proves no address', async (verified) => {
    const person = await stage.sit({ email_verified: verified });
    const { contact } = await createPair(app.strapi, { contact: { email: person.email } });
    await setLogin(app, { selfSignUp: true });
    const response = await travel(new Browser(app), connection.id);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=account-unknown`);
    await app.settle();
    expect(app.mailbox.to(person.email)).toEqual([]);
    expect(await identitiesOf(contact)).toEqual([]);
  });

  it('mails nothing to who is blocked, or without access, and tells the same', async () => {
    const person = await stage.sit();
    await createPair(app.strapi, { contact: { email: person.email, blocked: true } });
    const response = await travel(new Browser(app), connection.id);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=link-mailed`);
    await app.settle();
    expect(app.mailbox.to(person.email)).toEqual([]);
  });
});

describe('the second sign-in', () => {
  it('goes straight in, to the page that was wanted', async () => {
    const { contact, person } = await stage.connected();
    const browser = new Browser(app);
    await stage.provider.sit(person);
    const response = await travel(browser, connection.id, '/profile?x=1#y');
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe(`${PORTAL}/profile?x=1#y`);
    const session = await browser.get('/session');
    expect(session.body.data.contact.id).toBe(contact.documentId);
    expect(await stage.rows('sessions').where('contact_id', contact.id).pluck('method')).toContain(connection.id);
  });

  it('is of the identity, whatever has become of the address at the provider', async () => {
    const { contact, person } = await stage.connected();
    await stage.provider.sit({ ...person, email: other.contact.email, email_verified: true });
    const browser = new Browser(app);
    await travel(browser, connection.id);
    expect((await browser.get('/session')).body.data.contact.id).toBe(contact.documentId);
  });

  it('by another person at the provider with the same address opens nothing', async () => {
    const { contact, person } = await stage.connected();
    await stage.provider.sit({ ...person, sub: 'somebody-else-with-the-address' });
    const browser = new Browser(app);
    const response = await travel(browser, connection.id);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=link-mailed`);
    expect(browser.cookie('-session')).toBeUndefined();
    expect(await identitiesOf(contact)).toHaveLength(1);
  });

  it('is refused to who is blocked, and to who has no customer with access', async () => {
    const { contact } = await stage.connected();
    await stage.rows('contacts').where('id', contact.id).update({ blocked: true });
    const browser = new Browser(app);
    const response = await travel(browser, connection.id);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=access-off`);
    expect(browser.cookie('-session')).toBeUndefined();
  });

  it('goes on to the second factor where there is one to prove', async () => {
    await stage.connected();
    await setLogin(app, { mfaRequired: true });
    const browser = new Browser(app);
    const response = await travel(browser, connection.id);
    expect(response.headers.location).toBe(`${PORTAL}/sign-in/challenge`);
    expect(browser.cookie('-session')).toBeUndefined();
    expect((await browser.get('/session')).status).toBe(401);
    expect((await browser.get('/challenge')).body.data.step).toBe('enrol');
  });
});

describe('a login on the security page', () => {
  it('is connected at once by who is signed in, and disconnected again', async () => {
    const { contact } = await createPair(app.strapi);
    const person = await stage.sit({ email_verified: undefined });
    const browser = await signIn(app, contact);
    const { url } = (await browser.post(`/connections/${connection.id}/link`)).body.data;
    expect((await back(browser, await away(url))).headers.location).toBe(`${PORTAL}/security#connected`);
    const [listed] = (await browser.get('/security')).body.data.connections;
    expect(listed).toMatchObject({ key: connection.id, name: 'Acme', identity: { email: person.email } });
    const fresh = new Browser(app);
    await travel(fresh, connection.id);
    expect((await fresh.get('/session')).body.data.contact.id).toBe(contact.documentId);

    const foreign = await otherBrowser.delete(`/connections/identities/${listed.identity.id}`);
    expect([foreign.status, foreign.body.error.details.code]).toEqual([404, 'not-found']);
    expect((await browser.delete(`/connections/identities/${listed.identity.id}`)).status).toBe(200);
    expect(await identitiesOf(contact)).toEqual([]);
    await app.settle();
    expect(app.mailbox.to(contact.email).map(({ subject }) => subject)).toEqual([
      'Our organisation: a login was connected',
      'Our organisation: a login was disconnected',
    ]);
  });

  it('takes the sessions along that it opened, and every other, when it is disconnected', async () => {
    const { contact } = await stage.connected();
    const thief = new Browser(app);
    await travel(thief, connection.id);
    const browser = await signIn(app, contact);
    const [listed] = (await browser.get('/security')).body.data.connections;
    expect((await browser.delete(`/connections/identities/${listed.identity.id}`)).status).toBe(200);
    expect((await thief.get('/session')).status).toBe(401);
    expect((await browser.get('/session')).status).toBe(200);
  });

  it('leaves no session of those who were coming in by it, when it is disconnected at the same time', async () => {
    for (let round = 0; round < 3; round += 1) {
      await resetLimits(app);
      const { contact } = await stage.connected();
      const browser = await signIn(app, contact);
      const [listed] = (await browser.get('/security')).body.data.connections;
      const coming = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const thief = new Browser(app);
          return { thief, answer: await away(await begin(thief, connection.id)) };
        }),
      );
      const [removed] = await Promise.all([
        browser.delete(`/connections/identities/${listed.identity.id}`),
        ...coming.map(({ thief, answer }) => back(thief, answer)),
      ]);
      expect(removed.status).toBe(200);
      for (const { thief } of coming) expect((await thief.get('/session')).status).toBe(401);
      expect((await browser.get('/session')).status).toBe(200);
      expect(await identitiesOf(contact)).toEqual([]);
    }
  });

  it('is not taken from another account', async () => {
    const { person } = await stage.connected();
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const { url } = (await browser.post(`/connections/${connection.id}/link`)).body.data;
    await stage.provider.sit(person);
    expect((await back(browser, await away(url))).headers.location).toBe(`${PORTAL}/security#problem=already-connected`);
    expect(await identitiesOf(contact)).toEqual([]);
  });

  it('is not connected when the session ended on the way', async () => {
    const { contact } = await createPair(app.strapi);
    await stage.sit();
    const browser = await signIn(app, contact);
    const { url } = (await browser.post(`/connections/${connection.id}/link`)).body.data;
    const answer = await away(url);
    await browser.delete('/session');
    expect((await back(browser, answer)).headers.location).toBe(`${PORTAL}/security#problem=login-expired`);
    expect(await identitiesOf(contact)).toEqual([]);
  });

  it('stays while it is the only way in, also when the last two go at once', async () => {
    const { person, contact } = await stage.connected();
    const browser = await signIn(app, contact);
    await stage.provider.sit({ ...person, sub: `${person.sub}-second` });
    const { url } = (await browser.post(`/connections/${connection.id}/link`)).body.data;
    await back(browser, await away(url));
    await stage.rows('credentials').where('contact_id', contact.id).delete();
    const ids = await identitiesOf(contact).pluck('document_id');
    expect(ids).toHaveLength(2);
    const answers = await Promise.all(ids.map((id) => browser.delete(`/connections/identities/${id}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [left] = await identitiesOf(contact).pluck('document_id');
    const last = await browser.delete(`/connections/identities/${left}`);
    expect([last.status, last.body.error.details.code]).toEqual([409, 'last-way-in']);
  });
});

it('of a contact who is deleted goes with the clean-up', async () => {
  const { contact } = await stage.connected();
  await stage.rows('contacts').where('id', contact.id).delete();
  await federationOf(app.strapi).cleanUp();
  expect(await stage.rows('identities').whereNull('contact_id')).toEqual([]);
});
