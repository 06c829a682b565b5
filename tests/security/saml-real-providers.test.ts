import { createSamlKeys, readSamlMetadata, type SamlKeys } from '../../server/src/access/saml';
import { SP } from '../support/saml/identity-provider';
import { createPortal, outcomeOf } from '../support/saml/portal';
import { createBrowser, formOf, hasSimpleSamlPhp, startSimpleSamlPhp, USER } from '../support/saml/simplesamlphp';

let keys: SamlKeys;
beforeAll(async () => {
  keys = await createSamlKeys('idp.example.com', new Date(), 2048);
});

const PERSON = { email: 'ada@example.com', emailVerified: true, firstName: 'Ada', lastName: 'Lovelace', customerReference: 'C-1001' };

if (!hasSimpleSamlPhp) console.warn('SimpleSAMLphp is not installed: apt-get install --no-install-recommends simplesamlphp php-cli php-xml');

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
    expect(await portal.provider.verifyResponse(posted.fields.SAMLResponse!)).toMatchObject({ ...PERSON, subject: 'ada', issuer: portal.parts.settings.entityId });
    expect(await outcomeOf(portal.provider.verifyResponse(posted.fields.SAMLResponse!))).toBe('saml-wrong-request');
  });
});
