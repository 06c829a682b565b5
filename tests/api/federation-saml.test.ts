import { inflateRawSync } from 'node:zlib';
import type { ConnectionView } from '../../plugin/contract/editor/connections';
import { Browser, signIn } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { addConnection } from '../support/oidc/connections';
import { begin, PORTAL } from '../support/oidc/travel';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { createIdentityProvider, IDP, type IdentityProvider, type Saying } from '../support/saml/identity-provider';
import { settingsFor } from '../support/saml/portal';
import { setLogin } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

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
  connection = await addConnection(editor, settingsFor([idp.keys.certificatePem]), '');
  customer = await createCustomer(app.strapi, { name: 'Alder Ltd', portalAccess: true, customerNumber: 'C-1001' });
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(async () => {
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

/** The id of the request that a redirect carries, and the key that comes back with the answer. */
function requestIn(url: string): { id: string; relayState: string; xml: string } {
  const { searchParams } = new URL(url);
  const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  return { id: / ID="([^"]+)"/u.exec(xml)?.[1] ?? '', relayState: searchParams.get('RelayState') ?? '', xml };
}

const post = (browser: Browser, response: string, relayState: string | null, key = connection.id) =>
  browser.postAcross(
    `/portal-sign-in/${key}/acs`,
    new URLSearchParams({ SAMLResponse: response, ...(relayState !== null && { RelayState: relayState }) }).toString(),
  );

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

  it('makes none of a customer that is not there, has no access, or is named by two', async () => {
    await createCustomer(app.strapi, { customerNumber: 'C-closed', portalAccess: false });
    for (let count = 0; count < 2; count += 1) await createCustomer(app.strapi, { customerNumber: 'C-twice', portalAccess: true });
    for (const account of ['C-9999', 'C-closed', 'C-twice', 'c-1001', '']) {
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
      for (const [browser, key] of [[new Browser(app), relayState], [asking, null], [asking, 'x'.repeat(43)]] as const) {
        expect((await post(browser, response, key)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
      }
    });
    const unasked = await idp.respond(null, said);
    expect((await post(asking, unasked, relayState)).headers.location).toMatch(/#problem=/u);
    // The answer that was asked for is still good, once.
    expect((await post(asking, response, relayState)).headers.location).toBe(PORTAL);
    expect((await post(asking, response, relayState)).headers.location).toBe(`${PORTAL}/sign-in#problem=login-expired`);
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
    expect(answers.map(({ headers }) => headers.location)).toEqual([PORTAL, ...Array<string>(2).fill(`${PORTAL}/sign-in#problem=login-expired`)]);
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

describe('switching to single sign-on', () => {
  const save = async (id: string, revision: number, changes: object) =>
    editor.put(`/connections/${id}`, { settings: settingsFor([idp.keys.certificatePem], changes), revision });
  const ready = async () => (await editor.get('/settings/login')).body.data.ssoReady as boolean;

  it('needs a connection that was tested, and holds on to it', async () => {
    expect(await ready()).toBe(false);
    const { test, url } = (await editor.post(`/connections/${connection.id}/test`)).body.data;
    const browser = new Browser(app);
    const opened = await browser.get((url as string).replace('http://localhost:1337', ''));
    const { id, relayState } = requestIn(opened.headers.location as string);
    const said = somebody();
    expect((await post(browser, await idp.respond(id, said), relayState)).text).toContain('You can close this window');
    const result = (await editor.get(`/connection-tests/${test}`)).body.data;
    expect(result).toMatchObject({ state: 'passed', account: { email: said.address, emailVerified: true, customerReference: 'C-1001' } });
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

  it('fails its test with the reason', async () => {
    const { test, url } = (await editor.post(`/connections/${connection.id}/test`)).body.data;
    const browser = new Browser(app);
    const opened = await browser.get((url as string).replace('http://localhost:1337', ''));
    const { id, relayState } = requestIn(opened.headers.location as string);
    await post(browser, await idp.respond(id, somebody({ audience: 'https://somebody-else.example' })), relayState);
    const result = (await editor.get(`/connection-tests/${test}`)).body.data;
    expect(result).toMatchObject({ state: 'failed', problem: 'saml-wrong-audience' });
    expect(await ready()).toBe(false);
  });
});
