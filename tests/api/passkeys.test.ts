import { addAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { resetLimits } from '../support/limits';
import { createPair, TEST_PASSWORD, type TestContact } from '../support/people';
import { setLogin } from '../support/settings';
import { SoftwarePasskey, type Bend } from '../support/software-passkey';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let other: TestContact;
let otherBrowser: Browser;
let othersPasskey: SoftwarePasskey;

beforeAll(async () => {
  app = await startApp();
  other = (await createPair(app.strapi, { customer: { name: 'Birch Ltd' } })).contact;
  otherBrowser = await signIn(app, other);
  othersPasskey = await addPasskey(otherBrowser);
});
beforeEach(async () => {
  await resetLimits(app);
  await setLogin(app, {});
});
afterEach(async () => {
  expect((await otherBrowser.get('/security')).body.data.factors).toHaveLength(1);
});
afterAll(() => app.stop());

const codeOf = (response: { body: unknown }): string | undefined =>
  (response.body as { error?: { details?: { code?: string } } }).error?.details?.code;
const optionsFrom = async (browser: Browser, path: string) =>
  (await browser.post(path)).body.data as { challenge: string; rpId?: string; rp?: { id: string }; excludeCredentials?: { id: string }[] };

async function addPasskey(browser: Browser, passkey = new SoftwarePasskey()): Promise<SoftwarePasskey> {
  const response = await browser.post('/security/passkeys', {
    response: passkey.create(await optionsFrom(browser, '/security/passkeys/options')),
    name: 'Laptop',
  });
  if (response.status !== 201) throw new Error(`No passkey: ${JSON.stringify(response.body)}`);
  return passkey;
}

async function withPasskey() {
  const { contact } = await createPair(app.strapi);
  const browser = await signIn(app, contact);
  return { contact, browser, passkey: await addPasskey(browser) };
}

async function signInBy(passkey: SoftwarePasskey, bend?: Bend, browser = new Browser(app)) {
  const options = await optionsFrom(browser, '/session/passkey/options');
  return browser.post('/session/passkey', { response: passkey.get(options, bend) });
}

async function halfway(contact: TestContact): Promise<Browser> {
  const browser = new Browser(app);
  expect(codeOf(await browser.post('/session', { email: contact.email, password: TEST_PASSWORD }))).toBe('factor-required');
  return browser;
}

describe('a passkey', () => {
  it('signs in by itself, as both factors, and only its own contact', async () => {
    const { contact, passkey } = await withPasskey();
    await setLogin(app, { mfaRequired: true });
    const browser = new Browser(app);
    const response = await signInBy(passkey, {}, browser);
    expect(response.status).toBe(201);
    expect(response.body.data).toMatchObject({ contact: { email: contact.email }, factorOwed: false });
    expect((await browser.get('/tabs')).status).toBe(200);
    expect((await signInBy(othersPasskey)).body.data.contact.email).toBe(other.email);
  });

  it.each<[string, Bend]>([
    ['made for another site', { origin: 'https://evil.example' }],
    ['made for another relying party', { rpId: 'evil.example' }],
    ['to another challenge', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
    ['of another kind', { type: 'webauthn.create' }],
    ['signed with another key', { foreignKey: true }],
    ['whose user was not verified', { unverified: true }],
  ])('does not sign in with an answer %s', async (_what, bend) => {
    const { passkey } = await withPasskey();
    const browser = new Browser(app);
    expect(codeOf(await signInBy(passkey, bend, browser))).toBe('wrong-passkey');
    expect((await browser.get('/session')).status).toBe(401);
    expect((await signInBy(passkey)).status).toBe(201);
  });

  it('does not sign in when its counter went back, as a copy of it would', async () => {
    const { passkey } = await withPasskey();
    expect((await signInBy(passkey, { signCount: 50 })).status).toBe(201);
    expect(codeOf(await signInBy(passkey, { signCount: 20 }))).toBe('wrong-passkey');
    expect((await signInBy(passkey, { signCount: 51 })).status).toBe(201);
  });

  it('signs in once for one challenge, also of 20 parallel posts, and not from another browser', async () => {
    const { passkey } = await withPasskey();
    const browser = new Browser(app);
    const response = passkey.get(await optionsFrom(browser, '/session/passkey/options'));
    expect(codeOf(await new Browser(app).post('/session/passkey', { response }))).toBe('wrong-passkey');
    const responses = await Promise.all(Array.from({ length: 20 }, () => browser.prepare('post', '/session/passkey').send({ response })));
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('that nobody added signs nobody in', async () => {
    expect(codeOf(await signInBy(new SoftwarePasskey()))).toBe('wrong-passkey');
  });

  it('proves the second factor after the password, of its own contact only', async () => {
    const { contact, passkey } = await withPasskey();
    const browser = await halfway(contact);
    expect((await browser.get('/challenge')).body.data.factors).toEqual(['passkey', 'recovery-code']);
    const options = await optionsFrom(browser, '/challenge/passkey/options');
    expect(codeOf(await browser.post('/challenge/passkey', { response: othersPasskey.get(options) }))).toBe('wrong-passkey');
    // Each answer uses the challenge up.
    expect(codeOf(await browser.post('/challenge/passkey', { response: passkey.get(options) }))).toBe('wrong-passkey');
    // As a second factor, being there is enough.
    const response = passkey.get(await optionsFrom(browser, '/challenge/passkey/options'), { unverified: true });
    expect((await browser.post('/challenge/passkey', { response })).status).toBe(201);
  });

  it('confirms that it is the contact', async () => {
    const { browser, passkey } = await withPasskey();
    expect((await browser.get('/session/step-up')).body.data.ways).toEqual(['passkey', 'recovery-code']);
    const response = passkey.get(await optionsFrom(browser, '/session/step-up/passkey/options'));
    expect((await browser.post('/session/step-up', { way: 'passkey', response })).status).toBe(200);
    expect(codeOf(await browser.post('/session/step-up', { way: 'passkey', response }))).toBe('wrong-passkey');
  });

  it('comes with recovery codes when it is the first factor, and none when it is not', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await addAuthenticator(browser);
    const passkey = new SoftwarePasskey();
    const response = await browser.post('/security/passkeys', {
      response: passkey.create(await optionsFrom(browser, '/security/passkeys/options')),
    });
    expect(response.body.data.recoveryCodes).toBeNull();
    expect((await browser.get('/security')).body.data).toMatchObject({
      factors: [
        { kind: 'totp', name: 'Phone' },
        { kind: 'passkey', name: '' },
      ],
      recoveryCodesLeft: 10,
    });
  });

  it('is added once, to one contact, for a challenge of that contact only', async () => {
    const { browser, passkey } = await withPasskey();
    const options = await optionsFrom(browser, '/security/passkeys/options');
    expect(options.excludeCredentials).toMatchObject([{ id: passkey.id }]);
    expect(codeOf(await browser.post('/security/passkeys', { response: passkey.create(options) }))).toBe('conflict');
    const theirs = await withPasskey();
    const stolen = await optionsFrom(theirs.browser, '/security/passkeys/options');
    const fresh = new SoftwarePasskey();
    expect(codeOf(await browser.post('/security/passkeys', { response: fresh.create(stolen) }))).toBe('wrong-passkey');
    const elsewhere = await optionsFrom(browser, '/security/passkeys/options');
    const response = fresh.create(elsewhere, { origin: 'https://evil.example' });
    expect(codeOf(await browser.post('/security/passkeys', { response }))).toBe('wrong-passkey');
  });

  it('is renamed and removed by its contact, and then signs in no more', async () => {
    const { browser, passkey } = await withPasskey();
    const { factors } = (await browser.get('/security')).body.data as { factors: { id: string }[] };
    const id = factors[0]?.id ?? '';
    expect((await browser.patch(`/security/factors/${id}`, { name: 'Work laptop' })).body.data.name).toBe('Work laptop');
    expect((await browser.delete(`/security/factors/${id}`)).status).toBe(200);
    expect(codeOf(await signInBy(passkey))).toBe('wrong-passkey');
  });

  it('does not sign in where that is switched off, but proves the second factor still', async () => {
    const { contact, passkey } = await withPasskey();
    await setLogin(app, { passkeySignIn: false });
    expect(codeOf(await new Browser(app).post('/session/passkey/options'))).toBe('preference-off');
    const browser = await halfway(contact);
    const response = passkey.get(await optionsFrom(browser, '/challenge/passkey/options'));
    expect((await browser.post('/challenge/passkey', { response })).status).toBe(201);
  });

  it('is refused with any nonsense in its place', async () => {
    for (const response of [{}, { id: 7 }, { id: othersPasskey.id }, { id: othersPasskey.id, response: 'x' }, { id: 'x'.repeat(5000) }]) {
      const browser = new Browser(app);
      await optionsFrom(browser, '/session/passkey/options');
      expect(codeOf(await browser.post('/session/passkey', { response }))).toBe('wrong-passkey');
    }
  });
});
