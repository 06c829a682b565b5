import type { ConnectionView } from '../../plugin/contract/editor/connections';
import { Browser, signIn } from '../support/client';
import { createEditor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { addConnection } from '../support/oidc/connections';
import { begin, PORTAL } from '../support/oidc/travel';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { createIdentityProvider, type IdentityProvider, type Saying } from '../support/saml/identity-provider';
import { settingsFor } from '../support/saml/portal';
import { postResponse, requestIn } from '../support/saml/travel';
import { setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/** Under single sign-on it is the identity provider that asks once more (ForceAuthn, AuthnInstant). */
let app: TestApp;
let idp: IdentityProvider;
let connection: ConnectionView;
let customer: TestCustomer;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;

beforeAll(async () => {
  app = await startApp({ quiet: true });
  idp = await createIdentityProvider();
  const settings = settingsFor([idp.keys.certificatePem], { allowIdpInitiated: true });
  connection = await addConnection(await createEditor(app), settings, '');
  customer = await createCustomer(app.strapi, { portalAccess: true });
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

/** The statement of somebody who proved who they are to the provider so many seconds ago. */
const statement = (secondsAgo: number): string =>
  `<saml:AuthnStatement AuthnInstant="${new Date(Date.now() - secondsAgo * 1000).toISOString()}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`;

let serial = 0;
async function somebody(): Promise<{ said: Partial<Saying>; contact: TestContact }> {
  serial += 1;
  const email = `person${serial}@example.com`;
  const contact = await createContact(app.strapi, [customer], { email }, null);
  const { acsUrl, entityId } = connection.urls;
  const said = { nameId: `id-${serial}`, attributes: { mail: [email] }, destination: acsUrl, recipient: acsUrl, audience: entityId };
  return { said, contact };
}

/** A session of the person's that began with a sign-in at the provider so long ago. */
async function enter(said: Partial<Saying>, secondsAgo = 120): Promise<Browser> {
  const browser = new Browser(app);
  const { id, relayState } = requestIn(await begin(browser, connection.id));
  const response = await idp.respond(id, { ...said, statement: statement(secondsAgo) });
  expect((await postResponse(browser, connection.id, response, relayState)).headers.location).toBe(PORTAL);
  return browser;
}

async function ask(browser: Browser) {
  const response = await browser.post(`/connections/${connection.id}/step-up`, { wanted: '/security' });
  return requestIn(response.body.data.url as string);
}

async function stepUp(browser: Browser, said: Partial<Saying>, secondsAgo: number): Promise<string> {
  const { id, relayState } = await ask(browser);
  const response = await idp.respond(id, { ...said, statement: statement(secondsAgo) });
  return (await postResponse(browser, connection.id, response, relayState)).headers.location as string;
}

const mayChange = async (browser: Browser): Promise<boolean> => (await browser.post('/security/totp')).status === 200;

it('a sign-in is a step-up only of who proved who they are for it', async () => {
  const { said } = await somebody();
  expect(await mayChange(await enter(said, 120))).toBe(false);
  expect(await mayChange(await enter(said, 0))).toBe(true);
});

it('what nobody asked for is no step-up, however new', async () => {
  const { said } = await somebody();
  const browser = new Browser(app);
  await postResponse(browser, connection.id, await idp.respond(null, { ...said, statement: statement(0) }), null);
  expect((await browser.get('/session')).status).toBe(200);
  expect(await mayChange(browser)).toBe(false);
});

it('the provider is told to ask anew, and only then', async () => {
  const { said } = await somebody();
  const browser = await enter(said);
  expect((await ask(browser)).xml).toContain('ForceAuthn="true"');
  expect(requestIn(await begin(browser, connection.id)).xml).not.toContain('ForceAuthn');
});

it('an answer with a new sign-in confirms, under a new token; one with an old sign-in does not', async () => {
  const { said, contact } = await somebody();
  const browser = await enter(said);
  for (const secondsAgo of [120, -3600]) {
    expect(await stepUp(browser, said, secondsAgo)).toBe(`${PORTAL}/security#problem=not-anew`);
    expect(await mayChange(browser)).toBe(false);
  }
  const before = new Browser(app, { cookie: browser.cookieHeader });
  expect(await stepUp(browser, said, 0)).toBe(`${PORTAL}/security#confirmed`);
  expect((await before.get('/session')).status).toBe(401);
  expect((await browser.get('/session')).body.data.contact.id).toBe(contact.documentId);
  expect(await mayChange(browser)).toBe(true);
});

it('another person at the provider confirms nothing, known here or not', async () => {
  const [{ said }, colleague] = [await somebody(), await somebody()];
  const browser = await enter(said);
  await enter(colleague.said);
  for (const nameId of [colleague.said.nameId, 'nobody-here']) {
    expect(await stepUp(browser, { ...said, nameId }, 0)).toBe(`${PORTAL}/security#problem=another-person`);
    expect(await mayChange(browser)).toBe(false);
  }
});

it('an answer without a request, or to a request for a sign-in, confirms nothing', async () => {
  const { said } = await somebody();
  const browser = await enter(said);
  const { relayState } = await ask(browser);
  const signingIn = requestIn(await begin(browser, connection.id));
  for (const id of [null, signingIn.id]) {
    const response = await idp.respond(id, { ...said, statement: statement(0) });
    expect((await postResponse(browser, connection.id, response, relayState)).headers.location).toBe(
      `${PORTAL}/security#problem=login-expired`,
    );
  }
  // The first is what the provider began by itself: this connection takes that, but not for a step-up.
  expect(await mayChange(browser)).toBe(false);
});
