import { createSign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ConnectionView } from '../../plugin/contract/editor/connections';
import { Browser, signIn } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { addConnection } from '../support/oidc/connections';
import { begin, PORTAL } from '../support/oidc/travel';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { createIdentityProvider, IDP, type IdentityProvider, type Saying } from '../support/saml/identity-provider';
import { settingsFor } from '../support/saml/portal';
import { postResponse, requestIn } from '../support/saml/travel';
import { setLogin } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

/** Customers whom the provider may put new contacts into; C-2002 is none of them. */
const LISTED = ['C-1001', 'C-9999', 'C-closed', 'C-twice', 'c-1001'];

let app: TestApp;
let editor: Editor;
let idp: IdentityProvider;
let connection: ConnectionView;
let customer: TestCustomer;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app);
  idp = await createIdentityProvider();
  connection = await addConnection(editor, settingsFor([idp.keys.certificatePem], { customerNumbers: LISTED }), '');
  customer = await createCustomer(app.strapi, { name: 'Alder Ltd', portalAccess: true, customerNumber: 'C-1001' });
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(async () => {
  // Mail of the test before is out: it would show where nothing may be written.
  await app.settle();
  await resetLimits(app);
  await setLogin(app, { signInMode: 'sso' });
});
afterEach(async () => {
  expect((await otherBrowser.get('/session')).body.data.contact.id).toBe(other.contact.documentId);
});
afterAll(() => app.stop());

const rows = (table: string) => app.strapi.db.getConnection(`customer_portal_${table}`);

let serial = 0;
/** Somebody at the identity provider. */
function somebody(changes: Partial<Saying> = {}): Partial<Saying> & { address: string } {
  serial += 1;
  const address = `person${serial}@example.com`;
  return {
    address,
    nameId: `id-${serial}`,
    attributes: { mail: [address], givenName: ['Ada'], sn: ['Lovelace'], account: ['C-1001'] },
    destination: connection.urls.acsUrl,
    recipient: connection.urls.acsUrl,
    audience: connection.urls.entityId,
    ...changes,
  };
}

const post = (browser: Browser, response: string, relayState: string | null, key = connection.id) =>
  postResponse(browser, key, response, relayState);

/** A dry run that an editor has begun in a browser. */
async function beginTest(browser: Browser) {
  const { test, url } = (await editor.post(`/connections/${connection.id}/test`)).body.data as { test: string; url: string };
  return { test, ...requestIn((await browser.get(url.replace('http://localhost:1337', ''))).headers.location as string) };
}

async function travel(browser: Browser, said: Partial<Saying>, wanted?: string) {
  const { id, relayState } = requestIn(await begin(browser, connection.id, wanted));
  return post(browser, await idp.respond(id, said), relayState);
}

describe('single sign-on', () => {
  it('is the only way in, and leads to the identity provider with a request', async () => {
    const { signIn: ways } = (await new Browser(app).get('/portal')).body.data;
    expect(ways).toMatchObject({ methods: [], connections: [{ key: connection.id, name: 'Example' }] });
    const browser = new Browser(app);
    const url = await begin(browser, connection.id);
    expect(url.startsWith(`${IDP.sso}?`)).toBe(true);
    expect(requestIn(url).xml).toContain(connection.urls.acsUrl);
    expect(browser.cookie('posted-flow')).toMatch(/^[\w-]{43}$/u);
  });

  it('signs a known contact of a configured domain in, and again by its lasting id', async () => {
    const said = somebody();
    const contact = await createContact(app.strapi, [customer], { email: said.address }, null);
    const browser = new Browser(app);
    const response = await travel(browser, said, '/profile');
    expect([response.status, response.headers.location]).toEqual([303, `${PORTAL}/profile`]);
    expect((await browser.get('/session')).body.data.contact.id).toBe(contact.documentId);
    const later = new Browser(app);
    expect((await travel(later, { ...said, attributes: { mail: ['renamed@example.com'] } })).headers.location).toBe(PORTAL);
    expect((await later.get('/session')).body.data.contact.id).toBe(contact.documentId);
    expect(await rows('identities').where('contact_id', contact.id)).toHaveLength(1);
  });

  it('makes a contact just in time, of the customer that the provider names', async () => {
    const said = somebody();
    const browser = new Browser(app);
    expect((await travel(browser, said)).headers.location).toBe(PORTAL);
    const session = (await browser.get('/session')).body.data;
    expect(session).toMatchObject({
      contact: { email: said.address, firstName: 'Ada', lastName: 'Lovelace' },
      customer: { id: customer.documentId },
      customers: [{ id: customer.documentId }],
    });
  });

  it('makes none of a customer that is not there, has no access, is named by two, or is not on the list', async () => {
    await createCustomer(app.strapi, { customerNumber: 'C-closed', portalAccess: false });
    for (let count = 0; count < 2; count += 1) await createCustomer(app.strapi, { customerNumber: 'C-twice', portalAccess: true });
    await createCustomer(app.strapi, { customerNumber: 'C-2002', portalAccess: true });
    for (const account of ['C-9999', 'C-closed', 'C-twice', 'c-1001', '', 'C-2002']) {
      const said = somebody();
      const browser = new Browser(app);
      const response = await travel(browser, { ...said, attributes: { ...said.attributes, account: [account] } });
      expect([account, response.headers.location]).toEqual([account, `${PORTAL}/sign-in#problem=account-unknown`]);
      expect(browser.cookie('-session')).toBeUndefined();
      expect(await rows('contacts').where('email', said.address)).toEqual([]);
    }
  });

  it('speaks for its own domains only', async () => {
    const said = somebody();
    const victim = other.contact.email;
    const response = await travel(new Browser(app), { ...said, attributes: { ...said.attributes, mail: [victim] } });
    expect(response.headers.location).toBe(`${PORTAL}/sign-in#problem=domain-not-allowed`);
    expect(await rows('identities').where('contact_id', other.contact.id)).toEqual([]);
  });

  it('of a browser that has not asked opens nothing, and without asking neither', async () => {
    const said = somebody();
    const asking = new Browser(app);
    const { id, relayState } = requestIn(await begin(asking, connection.id));
    const response = await idp.respond(id, said);
    await expectUntouched(app, async () => {
      for (const [browser, key] of [
        [new Browser(app), relayState],
        [asking, null],
        [asking, 'x'.repeat(43)],
      ] as const) {
        expect((await post(browser, response, key)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
      }
    });
    const unasked = await idp.respond(null, said);
    expect((await post(asking, unasked, relayState)).headers.location).toMatch(/#problem=/u);
    // The answer that was asked for is still good, once.
    expect((await post(asking, response, relayState)).headers.location).toBe(PORTAL);
    expect((await post(asking, response, relayState)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
  });

  it('takes an answer for the trip that asked for it only, of two that one browser has under way', async () => {
    const said = somebody();
    const browser = new Browser(app);
    const [one, two] = [requestIn(await begin(browser, connection.id)), requestIn(await begin(browser, connection.id))];
    expect((await post(browser, await idp.respond(one.id, said), two.relayState)).headers.location).toMatch(/#problem=login-expired$/u);
    expect(browser.cookie('-session')).toBeUndefined();
    for (const { id, relayState } of [one, two]) {
      expect((await post(browser, await idp.respond(id, said), relayState)).headers.location).toBe(PORTAL);
    }
  });

  it('signs exactly one of fifty in that post one answer at the same time', async () => {
    const said = somebody();
    const contact = await createContact(app.strapi, [customer], { email: said.address }, null);
    const browser = new Browser(app);
    const { id, relayState } = requestIn(await begin(browser, connection.id));
    const response = await idp.respond(id, said);
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(browser, response, relayState)));
    expect(answers.filter(({ headers }) => headers.location === PORTAL)).toHaveLength(1);
    expect(await rows('sessions').where('contact_id', contact.id)).toHaveLength(1);
  });

  it('counts the factors of the provider, unless the settings say otherwise', async () => {
    await setLogin(app, { signInMode: 'sso', mfaRequired: true });
    expect((await travel(new Browser(app), somebody())).headers.location).toBe(PORTAL);
    await setLogin(app, { signInMode: 'sso', mfaRequired: true, ssoFactorsCount: false });
    const browser = new Browser(app);
    expect((await travel(browser, somebody())).headers.location).toBe(`${PORTAL}/sign-in/challenge`);
    expect(browser.cookie('-session')).toBeUndefined();
  });

  it('takes what nobody asked for only where the connection allows it, and once', async () => {
    const allowing = await addConnection(editor, settingsFor([idp.keys.certificatePem], { allowIdpInitiated: true, name: 'Allowing' }), '');
    const { acsUrl, entityId } = allowing.urls;
    const said = somebody({ destination: acsUrl, recipient: acsUrl, audience: entityId });
    const response = await idp.respond(null, said);
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push(await post(new Browser(app), response, null, allowing.id));
    expect(answers.map(({ headers }) => headers.location)).toEqual([
      PORTAL,
      ...Array<string>(2).fill(`${PORTAL}/sign-in#problem=login-expired`),
    ]);
    await editor.delete(`/connections/${allowing.id}`);
  });

  it('is published by metadata, which names our addresses and no secret', async () => {
    const response = await new Browser(app).get(`/portal-sign-in/${connection.id}/metadata`);
    expect([response.status, response.headers['content-type']]).toEqual([200, 'application/samlmetadata+xml; charset=utf-8']);
    const text = Buffer.isBuffer(response.body) ? response.body.toString() : response.text;
    expect(text).toContain(`entityID="${connection.urls.entityId}"`);
    expect(text).toContain(connection.urls.acsUrl);
    expect(text).not.toMatch(/PRIVATE/u);
  });
});

/** A message of the identity provider in the HTTP-Redirect binding, signed. */
function redirect(kind: 'SAMLRequest' | 'SAMLResponse', xml: string, relayState = '', { privateKeyPem } = idp.keys): string {
  const parameters: [string, string][] = [[kind, deflateRawSync(xml).toString('base64')]];
  if (relayState) parameters.push(['RelayState', relayState]);
  parameters.push(['SigAlg', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256']);
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${query}&Signature=${encodeURIComponent(createSign('RSA-SHA256').update(query).sign(privateKeyPem).toString('base64'))}`;
}
const SAMLP = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0"';
const message = (name: string, attributes: string, content: string): string =>
  `<samlp:${name} ${SAMLP} ID="_${Math.random().toString(16).slice(2).padEnd(20, '0')}" IssueInstant="${new Date().toISOString()}" ` +
  `Destination="${connection.urls.logoutUrl}"${attributes}><saml:Issuer>${IDP.entityId}</saml:Issuer>${content}</samlp:${name}>`;

describe('single logout', () => {
  const path = () => `/portal-sign-in/${connection.id}/logout`;
  const logoutRequest = (nameId = '') => message('LogoutRequest', '', `<saml:NameID>${nameId}</saml:NameID>`);

  it('at the provider’s wish ends every session that began there, and answers it', async () => {
    const said = somebody();
    const [one, two] = [new Browser(app), new Browser(app)];
    await travel(one, said);
    await travel(two, said);
    const response = await new Browser(app).get(`${path()}?${redirect('SAMLRequest', logoutRequest(said.nameId), 'theirs')}`);
    expect(response.status).toBe(303);
    const answer = new URL(response.headers.location as string);
    expect(`${answer.origin}${answer.pathname}`).toBe(IDP.slo);
    expect(answer.searchParams.get('RelayState')).toBe('theirs');
    expect(answer.searchParams.get('Signature')).toMatch(/\S/u);
    for (const browser of [one, two]) expect((await browser.get('/session')).status).toBe(401);
  });

  it('needs the provider’s signature, and works once', async () => {
    const said = somebody();
    const browser = new Browser(app);
    await travel(browser, said);
    const stranger = await createIdentityProvider();
    const xml = logoutRequest(said.nameId);
    const unsigned = `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}`;
    for (const query of [unsigned, redirect('SAMLRequest', xml, '', stranger.keys), redirect('SAMLRequest', xml).replace('SigAlg', 'X')]) {
      expect((await browser.get(`${path()}?${query}`)).headers.location).toBe(`${PORTAL}/sign-in#problem=unexpected`);
      expect((await browser.get('/session')).status).toBe(200);
    }
    const good = redirect('SAMLRequest', xml);
    await browser.get(`${path()}?${good}`);
    expect((await browser.get('/session')).status).toBe(401);
    await travel(browser, said);
    await browser.get(`${path()}?${good}`);
    expect((await browser.get('/session')).status).toBe(200);
  });

  it('at the customer’s wish ends the session here first, then goes by the provider and comes back', async () => {
    const said = somebody();
    const browser = new Browser(app);
    await travel(browser, said);
    const { next } = (await browser.delete('/session')).body.data as { next: string };
    expect((await browser.get('/session')).status).toBe(401);
    expect(next.startsWith(`${IDP.slo}?`)).toBe(true);
    const { id, relayState, xml } = requestIn(next);
    expect(xml).toContain(said.nameId);
    expect(xml).toContain('session-1');
    expect(new URL(next).searchParams.get('Signature')).toMatch(/\S/u);
    const status = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>';
    const answer = redirect('SAMLResponse', message('LogoutResponse', ` InResponseTo="${id}"`, status), relayState);
    expect((await browser.get(`${path()}?${answer}`)).headers.location).toBe(`${PORTAL}/sign-in`);
    // A trip that ends a session begins none.
    expect((await post(browser, await idp.respond(id, said), relayState)).headers.location).toMatch(/problem=login-expired$/u);
  });

  it('is no part of signing out of a session that began otherwise', async () => {
    const { contact } = await createPair(app.strapi);
    await setLogin(app, {});
    const browser = await signIn(app, contact);
    expect((await browser.delete('/session')).body.data).toEqual({ signedOut: true, next: null });
  });
});

describe('switching to single sign-on', () => {
  const save = async (id: string, revision: number, changes: object) =>
    editor.put(`/connections/${id}`, { settings: settingsFor([idp.keys.certificatePem], changes), revision });
  const ready = async () => (await editor.get('/settings/login')).body.data.ssoReady as boolean;

  it('needs a connection that was tested, and holds on to it', async () => {
    expect(await ready()).toBe(false);
    const browser = new Browser(app);
    const { test, id, relayState } = await beginTest(browser);
    const said = somebody();
    expect((await post(browser, await idp.respond(id, said), relayState)).text).toContain('You can close this window');
    const result = (await editor.get(`/connection-tests/${test}`)).body.data;
    expect(result).toMatchObject({
      state: 'passed',
      account: { email: said.address, emailVerified: true, customerReference: 'C-1001', customerAllowed: true },
    });
    expect(result.claims).toEqual(expect.arrayContaining([{ name: 'NameID', value: said.nameId }]));
    expect(await rows('contacts').where('email', said.address)).toEqual([]);
    expect(await ready()).toBe(true);

    for (const change of [{ enabled: false }, { entityId: 'https://other.example' }, { domains: ['other.example'] }]) {
      expect((await save(connection.id, 1, change)).body.error.details.code).toBe('conflict');
    }
    expect((await editor.delete(`/connections/${connection.id}`)).body.error.details.code).toBe('conflict');
    // A second certificate and another name are no danger.
    const second = await createIdentityProvider();
    const rotated = await editor.put(`/connections/${connection.id}`, {
      settings: settingsFor([idp.keys.certificatePem, second.keys.certificatePem], { name: 'Renamed' }),
      revision: 1,
    });
    expect(rotated.body.data).toMatchObject({ revision: 2, lastTest: { passed: true, current: true } });
    expect(await ready()).toBe(true);
    // Off again, everything may change.
    await setLogin(app, { signInMode: 'default' });
    expect((await save(connection.id, 2, { enabled: true })).status).toBe(200);
  });

  it('ends what began by other ways, those under way included, and says before who could not come in any more', async () => {
    await setLogin(app, { signInMode: 'default' });
    const tester = new Browser(app);
    const { test, ...asked } = await beginTest(tester);
    await post(tester, await idp.respond(asked.id, somebody()), asked.relayState);
    expect((await editor.get(`/connection-tests/${test}`)).body.data.state).toBe('passed');

    const { lockedOut } = (await editor.get('/settings/login')).body.data as { lockedOut: { contacts: number; customers: number } };
    const pairOf = (email: string, contact: object = {}, customer: object = {}) =>
      createPair(app.strapi, { customer, contact: { email, ...contact } });
    const [outside, inside] = [await pairOf('ada@mail.example.com'), await pairOf('inside@example.com')];
    for (const more of [[{ blocked: true }], [{}, { portalAccess: false }]]) await pairOf(`no-${more.length}@elsewhere.example`, ...more);
    const view = (await editor.get('/settings/login')).body.data;
    expect(view.lockedOut).toEqual({ contacts: lockedOut.contacts + 1, customers: lockedOut.customers + 1 });

    const own = await signIn(app, inside.contact);
    for (const { contact } of [outside, other]) await editor.post(`/contacts/${contact.documentId}/sign-in-link`);
    await app.settle();
    const helped = new Browser(app);
    expect((await helped.post('/session/link', { token: app.mailbox.tokenTo(outside.contact.email) })).status).toBe(201);
    const browsers: Browser[] = [];
    let over = false;
    const signingIn = async (): Promise<void> => {
      while (!over) {
        const browser = new Browser(app);
        browsers.push(browser);
        await browser.post('/session', { email: inside.contact.email, password: inside.contact.password });
      }
    };
    const loops = [signingIn(), signingIn()];
    while (!browsers.some((browser) => browser.cookie('-session'))) await new Promise((resolve) => setTimeout(resolve, 20));
    const saved = await editor.put('/settings/login', { values: { ...view.values, signInMode: 'sso' }, revision: view.revision });
    over = true;
    await Promise.all(loops);
    expect(saved.status).toBe(200);
    for (const browser of [own, ...browsers]) expect((await browser.get('/session')).status).toBe(401);
    // Editors' links work whatever the ways in are, and so do their sessions.
    expect((await helped.get('/session')).status).toBe(200);
    const password = { currentPassword: 'tuba-Lagoon-41-violet', newPassword: 'granite-Meadow-77-otter' };
    expect((await helped.put('/password', password)).body.error.details.code).toBe('sso-only');
    expect((await otherBrowser.post('/session/link', { token: app.mailbox.tokenTo(other.contact.email) })).status).toBe(201);
  });

  it('fails its test with the reason', async () => {
    const browser = new Browser(app);
    const { test, id, relayState } = await beginTest(browser);
    await post(browser, await idp.respond(id, somebody({ audience: 'https://somebody-else.example' })), relayState);
    const result = (await editor.get(`/connection-tests/${test}`)).body.data;
    expect(result).toMatchObject({ state: 'failed', problem: 'saml-wrong-audience' });
    expect(await ready()).toBe(false);
  });
});

describe('answers that are refused', () => {
  /** An answer of the right form that nobody signed. */
  const forged = async (id: string) => (await createIdentityProvider()).respond(id, somebody());

  it('end a trip after a handful, and are one row of the activity, however many come at once', async () => {
    const browser = new Browser(app);
    const { id, relayState } = requestIn(await begin(browser, connection.id));
    const [wrong, before] = [await forged(id), await rows('activities').where('kind', 'sign-in-failed')];
    const told = (await Promise.all(Array.from({ length: 24 }, () => post(browser, wrong, relayState)))).map(({ headers }) =>
      String(headers.location).replace(/^.*#problem=/u, ''),
    );
    expect(told.filter((problem) => problem === 'unexpected')).toHaveLength(5);
    expect(new Set(told)).toEqual(new Set(['unexpected', 'login-expired']));
    expect(await rows('activities').where('kind', 'sign-in-failed')).toHaveLength(before.length + 1);
    // Ended is ended, for the right answer too; a new trip works.
    expect((await post(browser, await idp.respond(id, somebody()), relayState)).headers.location).toBe(
      `${PORTAL}/sign-in#problem=login-expired`,
    );
    expect((await travel(browser, somebody())).headers.location).toBe(PORTAL);
  });

  it('do not use up a trip when there are few: any page can post one through the browser', async () => {
    const browser = new Browser(app);
    const { id, relayState } = requestIn(await begin(browser, connection.id));
    for (let count = 0; count < 4; count += 1) await post(browser, await forged(id), relayState);
    expect((await post(browser, await idp.respond(id, somebody()), relayState)).headers.location).toBe(PORTAL);
  });

  it('are limited by address where they belong to no trip, and keep nobody there from signing in', async () => {
    const begun = await addConnection(
      editor,
      settingsFor([idp.keys.certificatePem], { name: 'Begins by itself', allowIdpInitiated: true }),
      '',
    );
    for (let count = 0; count < 34; count += 1) {
      const { location } = (await post(new Browser(app), await forged('_none'), null, begun.id)).headers;
      expect(location).toMatch(count < 30 ? /#problem=unexpected$/u : /#problem=busy$/u);
    }
    expect((await travel(new Browser(app), somebody())).headers.location).toBe(PORTAL);
  });
});
