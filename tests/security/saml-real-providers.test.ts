import { createSamlKeys, createSamlProvider, readSamlMetadata, type SamlKeys } from '../../server/src/saml';
import { base64, SP } from '../support/saml/identity-provider';
import { createPortal, outcomeOf } from '../support/saml/portal';
import { createPysaml2, hasPysaml2 } from '../support/saml/pysaml2';
import { createBrowser, formOf, hasSimpleSamlPhp, startSimpleSamlPhp, USER } from '../support/saml/simplesamlphp';

let keys: SamlKeys;
beforeAll(async () => {
  keys = await createSamlKeys('idp.example.com', new Date(), 2048);
});

const PERSON = { email: 'ada@example.com', emailVerified: true, firstName: 'Ada', lastName: 'Lovelace', customerReference: 'C-1001' };

if (!hasSimpleSamlPhp)
  console.warn('SimpleSAMLphp is not installed: apt-get install --no-install-recommends simplesamlphp php-cli php-xml');

(hasSimpleSamlPhp ? describe : describe.skip)('SimpleSAMLphp', () => {
  let server: Awaited<ReturnType<typeof startSimpleSamlPhp>>;
  beforeAll(async () => {
    server = await startSimpleSamlPhp(keys);
  });
  afterAll(() => {
    server.stop();
  });

  /** A portal and a provider that know each other by their metadata only. */
  async function connect() {
    const { settings } = readSamlMetadata(await server.metadata(), new Date());
    const portal = await createPortal(settings.certificates, settings);
    server.learn(portal.provider.metadata());
    return portal;
  }

  /** Signs in at the provider, as a person does, and brings back what it posts. */
  async function signIn(url: string, open = createBrowser(server.base)) {
    const page = await open(url);
    const form = formOf(page.html, page.url);
    const answer = await open(form.action, { ...form.fields, username: USER.name, password: USER.password });
    return { posted: formOf(answer.html, answer.url), open };
  }

  it('signs a person in, with a signed request and an encrypted assertion', async () => {
    const portal = await connect();
    const { posted } = await signIn(await portal.provider.requestUrl({ id: portal.ask(), relayState: 'opaque' }));
    expect(posted.action).toBe(SP.acs);
    expect(posted.fields.RelayState).toBe('opaque');
    const xml = Buffer.from(posted.fields.SAMLResponse!, 'base64').toString();
    expect(xml).toContain('EncryptedAssertion');
    expect(await portal.provider.verifyResponse(posted.fields.SAMLResponse!)).toMatchObject({
      ...PERSON,
      subject: 'ada',
      issuer: portal.parts.settings.entityId,
    });
    expect(await outcomeOf(portal.provider.verifyResponse(posted.fields.SAMLResponse!))).toBe('saml-wrong-request');
  });

  it('asks a person anew who is signed in there, when it is told to, and says when that was', async () => {
    const portal = await connect();
    const ask = async (forceAuthn: boolean) => portal.provider.requestUrl({ id: portal.ask(), relayState: 'opaque', forceAuthn });
    const { posted, open } = await signIn(await ask(false));
    const first = (await portal.provider.verifyResponse(posted.fields.SAMLResponse!)).authenticatedAt!;
    expect(Math.abs(Date.now() - first.getTime())).toBeLessThan(30_000);
    await new Promise((resolve) => setTimeout(resolve, 1100));

    // Without being told to it goes by the session that it has.
    const page = await open(await ask(false));
    const again = await portal.provider.verifyResponse(formOf(page.html, page.url).fields.SAMLResponse!);
    expect(again.authenticatedAt).toEqual(first);

    const forced = await ask(true);
    expect((await open(forced)).html).toContain('name="password"');
    const { posted: anew } = await signIn(forced, open);
    const second = (await portal.provider.verifyResponse(anew.fields.SAMLResponse!)).authenticatedAt!;
    expect(second.getTime()).toBeGreaterThan(first.getTime());
  });

  it('answers no request that anybody could have written', async () => {
    const portal = await connect();
    const unsigned = createSamlProvider({ ...portal.parts, settings: { ...portal.parts.settings, signRequests: false } });
    const { html } = await createBrowser(server.base)(await unsigned.requestUrl({ id: portal.ask(), relayState: 'opaque' }));
    expect(html).not.toContain('name="password"');
  });

  it('ends its session when the portal asks, and tells so', async () => {
    const portal = await connect();
    const { posted, open } = await signIn(await portal.provider.requestUrl({ id: portal.ask(), relayState: 'opaque' }));
    const { nameId, sessionIndex } = await portal.provider.verifyResponse(posted.fields.SAMLResponse!);
    expect(sessionIndex).not.toBeNull();
    const url = await portal.provider.logoutRequestUrl({ id: portal.ask(), relayState: 'bye', nameId, sessionIndex });
    const back = await open(url!);
    expect(back.url.split('?')[0]).toBe(SP.logout);
    expect(await portal.provider.verifyLogoutResponse(new URL(back.url).search.slice(1))).toEqual({ success: true, relayState: 'bye' });
    // Signed out there: it asks for the password again.
    const again = await open(await portal.provider.requestUrl({ id: portal.ask(), relayState: 'opaque' }));
    expect(again.html).toContain('name="password"');
  });

  it("asks the portal to end the person's session, and takes its answer", async () => {
    const portal = await connect();
    const { posted, open } = await signIn(await portal.provider.requestUrl({ id: portal.ask(), relayState: 'opaque' }));
    const { nameId, sessionIndex } = await portal.provider.verifyResponse(posted.fields.SAMLResponse!);
    const there = await open(
      `${server.base}/saml2/idp/SingleLogoutService.php?ReturnTo=${encodeURIComponent(`${server.base}/logout.php`)}`,
    );
    expect(there.url.split('?')[0]).toBe(SP.logout);
    const query = new URL(there.url).search.slice(1);
    const request = await portal.provider.verifyLogoutRequest(query);
    expect(request).toMatchObject({ nameId: { value: nameId.value }, sessionIndexes: [sessionIndex] });
    expect(await outcomeOf(portal.provider.verifyLogoutRequest(query))).toBe('saml-replayed');
    const end = await open(await request.answerUrl(true));
    expect(end.url).toContain('/logout.php');
  });
});

if (!hasPysaml2) console.warn('pysaml2 is not installed: apt-get install --no-install-recommends python3-pysaml2');

(hasPysaml2 ? describe : describe.skip)('pysaml2', () => {
  let server: ReturnType<typeof createPysaml2>;
  beforeAll(() => {
    server = createPysaml2(keys);
  });
  afterAll(() => {
    server.stop();
  });

  it('signs people in, whatever part of its answer it signs', async () => {
    const { settings } = readSamlMetadata(server.metadata(), new Date());
    // It names attributes by their object ids (X.500/LDAP attribute profile), but for one of the portal's own.
    const attributes = {
      email: 'urn:oid:0.9.2342.19200300.100.1.3',
      firstName: 'urn:oid:2.5.4.42',
      lastName: 'urn:oid:2.5.4.4',
      customerReference: 'account',
    };
    const portal = await createPortal(settings.certificates, { ...settings, attributes, signRequests: true });
    server.learn(portal.provider.metadata());
    const person = { mail: 'ada@example.com', givenName: 'Ada', sn: 'Lovelace', account: 'C-1001' };
    const parts = [
      { sign_response: false, sign_assertion: true, encrypt: false },
      { sign_response: true, sign_assertion: false, encrypt: false },
      { sign_response: true, sign_assertion: true, encrypt: false },
      // This version encrypts with Triple DES, and cannot do otherwise.
      { sign_response: true, sign_assertion: true, encrypt: true },
    ];
    const asked = parts.map(async (part) => ({
      url: await portal.provider.requestUrl({ id: portal.ask(), relayState: 'opaque' }),
      how: { ...part, algorithm: 'rsa-sha512', person },
    }));
    const answers = server.respond(await Promise.all(asked));
    expect(answers.map(({ action }) => action)).toEqual([SP.acs, SP.acs, SP.acs, SP.acs]);
    const encrypted = answers.pop();
    for (const { xml } of answers) {
      const account = await portal.provider.verifyResponse(base64(xml));
      expect(account).toMatchObject({ ...PERSON, subject: 'ada@example.com', issuer: settings.entityId });
    }
    expect(await outcomeOf(portal.provider.verifyResponse(base64(encrypted!.xml)))).toBe('saml-weak-encryption');
  });
});
