import { execFileSync } from 'node:child_process';
import { Authenticator, addAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createEditor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createPair, TEST_PASSWORD, type TestContact } from '../support/people';
import { setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';
import { table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';

let app: TestApp;
let other: TestContact;
let otherBrowser: Browser;

beforeAll(async () => {
  app = await startApp();
  other = (await createPair(app.strapi, { customer: { name: 'Birch Ltd' } })).contact;
  otherBrowser = await signIn(app, other);
});
beforeEach(async () => {
  await resetLimits(app);
  await setLogin(app, {});
});
afterEach(async () => {
  // What one contact does to its factors leaves the other's sign-in as it was.
  expect((await otherBrowser.get('/session')).status).toBe(200);
});
afterAll(() => app.stop());

const codeOf = (response: { body: unknown }): string | undefined =>
  (response.body as { error?: { details?: { code?: string } } }).error?.details?.code;

const password = (contact: TestContact, browser = new Browser(app)) =>
  browser.post('/session', { email: contact.email, password: TEST_PASSWORD });

/** A contact with an authenticator, its app, and the browser that set it up. */
async function withFactor() {
  const { contact } = await createPair(app.strapi);
  const browser = await signIn(app, contact);
  return { contact, browser, ...(await addAuthenticator(browser)) };
}

/** A browser that has proved the password and owes the second factor. */
async function halfway(contact: TestContact): Promise<Browser> {
  const browser = new Browser(app);
  const response = await password(contact, browser);
  expect({ status: response.status, code: codeOf(response) }).toEqual({ status: 401, code: 'factor-required' });
  return browser;
}

/** Moves the factor's last step back, as if time had passed since its last code. */
async function forgetLastCode(contact: TestContact): Promise<void> {
  const factors = table(app.strapi, UID.factor);
  for (const { id } of await factors.findMany({ where: { contact: contact.id } })) {
    await factors.updateMany({ where: { id }, data: { lastStep: 0 } });
  }
}

describe('a contact with an authenticator', () => {
  it('gets a challenge for the password, and a session for the code', async () => {
    const { contact, app: authenticator } = await withFactor();
    const browser = await halfway(contact);
    expect(browser.cookie('session')).toBeUndefined();
    expect((await browser.get('/session')).status).toBe(401);
    const { data } = (await browser.get('/challenge')).body;
    expect(data).toMatchObject({ step: 'prove', email: contact.email, factors: ['totp', 'recovery-code'], rememberDays: 30 });

    const response = await browser.post('/challenge/totp', { code: authenticator.code() });
    expect(response.status).toBe(201);
    expect(response.body.data.contact.email).toBe(contact.email);
    expect((await browser.get('/session')).body.data.contact.email).toBe(contact.email);
    expect((await browser.get('/challenge')).status).toBe(401);
  });

  it('is refused a wrong code, and one that was used, also for the next sign-in', async () => {
    const { contact, app: authenticator } = await withFactor();
    const browser = await halfway(contact);
    expect(codeOf(await browser.post('/challenge/totp', { code: authenticator.wrong() }))).toBe('wrong-code');
    const code = authenticator.code();
    expect((await browser.post('/challenge/totp', { code })).status).toBe(201);
    const again = await halfway(contact);
    expect(codeOf(await again.post('/challenge/totp', { code }))).toBe('wrong-code');
    // An earlier step than the one that was used is void, too.
    expect(codeOf(await again.post('/challenge/totp', { code: authenticator.code(-1) }))).toBe('wrong-code');
  });

  it('may use the previous code, and no older or coming one', async () => {
    const { contact, app: authenticator } = await withFactor();
    await forgetLastCode(contact);
    const browser = await halfway(contact);
    await atOneInstant(async () => {
      expect(codeOf(await browser.post('/challenge/totp', { code: authenticator.code(-3) }))).toBe('wrong-code');
      expect(codeOf(await browser.post('/challenge/totp', { code: authenticator.code(2) }))).toBe('wrong-code');
      expect((await browser.post('/challenge/totp', { code: authenticator.code(-1) })).status).toBe(201);
    });
  });

  it.each([1, 15, 28])('is refused the code of the next step, %i seconds into the present one', async (second) => {
    const { contact, app: authenticator } = await withFactor();
    await forgetLastCode(contact);
    const browser = await halfway(contact);
    const next = Math.ceil(Date.now() / 30_000) * 30_000;
    await atOneInstant(
      async () => {
        for (let time = 0; time < 2; time += 1)
          expect(codeOf(await browser.post('/challenge/totp', { code: authenticator.code(1) }))).toBe('wrong-code');
        expect((await browser.post('/challenge/totp', { code: authenticator.code() })).status).toBe(201);
      },
      new Date(next + second * 1000),
    );
  });

  it('makes one session of 50 parallel posts of one valid code', async () => {
    const { contact, app: authenticator } = await withFactor();
    const browsers = await Promise.all(Array.from({ length: 5 }, () => halfway(contact)));
    await resetLimits(app);
    const code = authenticator.code();
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const browser = browsers[index % browsers.length] as Browser;
        return browser.prepare('post', '/challenge/totp').send({ code });
      }),
    );
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    const sessions = await table(app.strapi, UID.session).count({ where: { contact: contact.id, method: 'password' } });
    // The one that set the factor up, and the new one.
    expect(sessions).toBe(2);
  });

  it('has its tries counted over all challenges, which repeating the password does not reset', async () => {
    const { contact, app: authenticator } = await withFactor();
    const answers: (string | undefined)[] = [];
    for (let attempt = 0; attempt < 14; attempt += 1) {
      // Each time a new challenge; the counters of the password are given back by its success.
      const browser = await halfway(contact);
      answers.push(codeOf(await browser.post('/challenge/totp', { code: authenticator.wrong() })));
    }
    expect(answers.filter((code) => code === 'wrong-code')).toHaveLength(10);
    expect(answers.slice(10)).toEqual(Array(4).fill('too-many-requests'));
  });

  it('still gets in from a browser it has used before, while somebody else uses up the tries', async () => {
    const { contact, app: authenticator, browser: own } = await withFactor();
    const thief = await halfway(contact);
    for (let attempt = 0; attempt < 12; attempt += 1) await thief.post('/challenge/totp', { code: authenticator.wrong() });
    expect(codeOf(await thief.post('/challenge/totp', { code: authenticator.code() }))).toBe('too-many-requests');
    await own.delete('/session');
    expect(codeOf(await password(contact, own))).toBe('factor-required');
    expect((await own.post('/challenge/totp', { code: authenticator.code() })).status).toBe(201);
  });

  it('gets in with a recovery code, once, and is told by mail', async () => {
    const { contact, recoveryCodes } = await withFactor();
    expect(recoveryCodes).toHaveLength(10);
    const [code = ''] = recoveryCodes;
    expect(code.replaceAll('-', '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/u);
    const browsers = await Promise.all(Array.from({ length: 4 }, () => halfway(contact)));
    const responses = await Promise.all(browsers.map((browser) => browser.post('/challenge/recovery-code', { code: code.toLowerCase() })));
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    const again = await halfway(contact);
    expect(codeOf(await again.post('/challenge/recovery-code', { code }))).toBe('wrong-code');
    await app.settle();
    expect(
      app.mailbox
        .to(contact.email)
        .map(({ subject }) => subject)
        .join(),
    ).toContain('recovery code was used');
    expect((await again.get('/challenge')).body.data.factors).toEqual(['totp', 'recovery-code']);
  });

  it('is not asked again in a browser it chose to be remembered, which still needs the password', async () => {
    const { contact, app: authenticator } = await withFactor();
    const browser = await halfway(contact);
    expect((await browser.post('/challenge/totp', { code: authenticator.code(), remember: true })).status).toBe(201);
    await browser.delete('/session');
    expect((await browser.post('/session', { email: contact.email, password: 'not the password' })).status).toBe(401);
    expect((await password(contact, browser)).status).toBe(201);
    // A remembered browser is no step-up: what is sensitive asks for the factor.
    expect(codeOf(await browser.post('/security/recovery-codes'))).toBe('step-up-required');
    // Where remembering is switched off, what was remembered counts no more.
    await browser.delete('/session');
    await setLogin(app, { rememberBrowserDays: 0 });
    expect(codeOf(await password(contact, browser))).toBe('factor-required');
    await setLogin(app, {});
    // Another browser is asked, and another contact's trust is worth nothing here.
    await halfway(contact);
    const second = await withFactor();
    await browser.delete('/session');
    expect(codeOf(await password(second.contact, browser))).toBe('factor-required');
  });

  it('is asked again everywhere after any change of factors, and after a new password', async () => {
    const { contact, app: authenticator } = await withFactor();
    const browser = await halfway(contact);
    await browser.post('/challenge/totp', { code: authenticator.code(), remember: true });
    expect((await browser.post('/security/recovery-codes')).status).toBe(200);
    await browser.delete('/session');
    expect(codeOf(await password(contact, browser))).toBe('factor-required');
  });

  it('does not have its factor skipped by a reset of the password', async () => {
    const { contact } = await withFactor();
    const browser = new Browser(app);
    await browser.post('/password/forgotten', { email: contact.email });
    await app.settle();
    const token = app.mailbox.tokenTo(contact.email);
    const response = await browser.post('/password/reset', { token, password: 'marble-Teapot-9-orbit' });
    expect(codeOf(response)).toBe('factor-required');
    expect((await browser.get('/session')).status).toBe(401);
  });

  it('ends its other sessions when it adds or removes a factor, and is told by mail', async () => {
    const { contact } = await createPair(app.strapi);
    const [one, two] = [await signIn(app, contact), await signIn(app, contact)];
    await addAuthenticator(one);
    expect((await two.get('/session')).status).toBe(401);
    const before = one.cookie('session');
    const { factors } = (await one.get('/security')).body.data as { factors: { id: string }[] };
    expect((await one.delete(`/security/factors/${factors[0]?.id ?? ''}`)).status).toBe(200);
    expect(one.cookie('session')).toBe(before);
    expect((await one.get('/security')).body.data).toMatchObject({ factors: [], recoveryCodesLeft: null });
    await app.settle();
    const subjects = app.mailbox.to(contact.email).map(({ subject }) => subject ?? '');
    expect(subjects.filter((subject) => subject.includes('second step'))).toHaveLength(2);
  });

  it('keeps neither seed nor recovery codes in a form that the database tells', async () => {
    const { app: authenticator, recoveryCodes } = await withFactor();
    const rows = JSON.stringify([
      await app.strapi.db.getConnection('customer_portal_factors').select('*'),
      await app.strapi.db.getConnection('customer_portal_recovery_codes').select('*'),
    ]);
    expect(rows).not.toContain(authenticator.secret);
    for (const code of recoveryCodes) expect(rows).not.toContain(code.replaceAll('-', ''));
  });

  it('is refused, and nothing fails, when its seed cannot be read any more; a recovery code still works', async () => {
    const { contact, app: authenticator, recoveryCodes } = await withFactor();
    await app.strapi.db.getConnection('customer_portal_factors').where('contact_id', contact.id).update({ secret: 'v1.AAAA.AAAA.AAAA' });
    const browser = await halfway(contact);
    expect(codeOf(await browser.post('/challenge/totp', { code: authenticator.code() }))).toBe('wrong-code');
    expect((await browser.post('/challenge/recovery-code', { code: recoveryCodes[0] })).status).toBe(201);
  });

  it('cannot see or remove the factor of somebody else', async () => {
    const mine = await withFactor();
    const theirs = await withFactor();
    const { factors } = (await theirs.browser.get('/security')).body.data as { factors: { id: string }[] };
    const id = factors[0]?.id ?? '';
    expect((await mine.browser.delete(`/security/factors/${id}`)).status).toBe(404);
    expect((await mine.browser.patch(`/security/factors/${id}`, { name: 'Mine' })).status).toBe(404);
    expect((await theirs.browser.get('/security')).body.data.factors).toHaveLength(1);
  });

  it('is let in anew after an editor reset its factors, and every session ends', async () => {
    const { contact, browser } = await withFactor();
    const editor = await createEditor(app);
    const response = await editor.post(`/contacts/${contact.documentId}/reset-factors`);
    expect(response.body.data).toEqual({ removed: 1 });
    expect((await browser.get('/session')).status).toBe(401);
    expect((await password(contact)).status).toBe(201);
    await app.settle();
    expect(app.mailbox.to(contact.email).map(({ subject }) => subject)).toContainEqual(expect.stringContaining('were reset'));
    const rows = (await editor.get(`/activity?contact=${contact.documentId}&kind=factors-reset`)).body.data.rows;
    expect(rows).toMatchObject([{ kind: 'factors-reset', email: contact.email, editor: editor.user.email }]);
  });

  it('accepts what oathtool shows for the seed, as any authenticator app would', async () => {
    let shown: string;
    const { contact, app: authenticator } = await withFactor();
    try {
      shown = execFileSync('oathtool', ['--totp', '--base32', authenticator.secret], { encoding: 'utf8' }).trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      console.warn('oathtool is not installed: its codes are not compared.');
      return;
    }
    const browser = await halfway(contact);
    expect((await browser.post('/challenge/totp', { code: shown })).status).toBe(201);
  });
});

describe('where the settings ask everybody for a second factor', () => {
  beforeEach(() => setLogin(app, { mfaRequired: true }));
  afterEach(() => setLogin(app, {}));

  it('a contact without one sets it up at the next sign-in, and gets recovery codes', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await halfway(contact);
    expect((await browser.get('/challenge')).body.data).toMatchObject({ step: 'enrol', factors: [] });
    const { secret, uri } = (await browser.post('/challenge/enrolment')).body.data as { secret: string; uri: string };
    expect(uri).toMatch(/^otpauth:\/\/totp\/.*secret=/u);
    expect(uri).toContain(secret);
    const authenticator = new Authenticator(secret);
    expect(codeOf(await browser.put('/challenge/enrolment', { code: authenticator.wrong() }))).toBe('wrong-code');
    expect((await browser.get('/session')).status).toBe(401);
    const code = authenticator.code();
    const response = await browser.put('/challenge/enrolment', { code });
    expect(response.status).toBe(201);
    expect(response.body.data.recoveryCodes).toHaveLength(10);
    expect((await browser.get('/tabs')).status).toBe(200);
    // The code of the enrolment counts as used.
    const again = await halfway(contact);
    expect(codeOf(await again.post('/challenge/totp', { code }))).toBe('wrong-code');
  });

  it('a contact who has one cannot enrol another in its place before proving it', async () => {
    await setLogin(app, {});
    const { contact } = await withFactor();
    await setLogin(app, { mfaRequired: true });
    const browser = await halfway(contact);
    expect(codeOf(await browser.post('/challenge/enrolment'))).toBe('not-allowed');
    expect(codeOf(await browser.put('/challenge/enrolment', { code: '000000' }))).toBe('not-allowed');
  });

  it('a contact who got one meanwhile proves it, also where an enrolment was begun before', async () => {
    const { contact } = await createPair(app.strapi);
    const [thief, own] = [await halfway(contact), await halfway(contact)];
    const { secret } = (await thief.post('/challenge/enrolment')).body.data as { secret: string };
    const mine = (await own.post('/challenge/enrolment')).body.data as { secret: string };
    expect(codeOf(await thief.put('/challenge/enrolment', { code: new Authenticator(secret).code() }))).toBe('wrong-code');
    expect((await own.put('/challenge/enrolment', { code: new Authenticator(mine.secret).code() })).status).toBe(201);
    // The factor ended what was proved before it.
    expect(codeOf(await thief.post('/challenge/enrolment'))).toBe('signed-out');
    expect(codeOf(await thief.put('/challenge/enrolment', { code: new Authenticator(secret).code() }))).toBe('signed-out');
    expect((await own.get('/security')).body.data.factors).toHaveLength(1);
  });

  it('a session that was there before opens account security only, until it has a factor', async () => {
    await setLogin(app, {});
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await setLogin(app, { mfaRequired: true });
    expect((await browser.get('/session')).body.data.factorOwed).toBe(true);
    for (const path of ['/tabs', '/profile', '/sessions', '/security/events']) {
      expect(codeOf(await browser.get(path))).toBe('step-up-required');
    }
    expect((await browser.get('/session/step-up')).body.data).toEqual({ ways: ['password'], connections: [], enrol: true });
    const stepped = await browser.post('/session/step-up', { way: 'password', password: TEST_PASSWORD });
    expect(stepped.status).toBe(200);
    // The password alone is not what the settings ask for.
    expect(codeOf(await browser.get('/tabs'))).toBe('step-up-required');
    await addAuthenticator(browser);
    expect((await browser.get('/tabs')).status).toBe(200);
    expect((await browser.get('/session')).body.data.factorOwed).toBe(false);
  });

  it('the last factor cannot be removed', async () => {
    await setLogin(app, {});
    const { browser } = await withFactor();
    await setLogin(app, { mfaRequired: true });
    const { factors } = (await browser.get('/security')).body.data as { factors: { id: string }[] };
    expect(codeOf(await browser.delete(`/security/factors/${factors[0]?.id ?? ''}`))).toBe('factor-needed');
    expect((await browser.get('/security')).body.data.factors).toHaveLength(1);
  });
});
