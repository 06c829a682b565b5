import { emailLinksOf } from '../../server/src/email-links';
import { factorsOf } from '../../server/src/factors';
import type { Http } from '../../server/src/kernel/http';
import { addAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { createEditor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createPair, linkFor, TEST_PASSWORD, type TestContact } from '../support/people';
import { setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';
import { table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';

let app: TestApp;
let otherBrowser: Browser;

beforeAll(async () => {
  app = await startApp();
  otherBrowser = await signIn(app, (await createPair(app.strapi, { customer: { name: 'Birch Ltd' } })).contact);
});
beforeEach(() => resetLimits(app));
afterEach(async () => {
  expect((await otherBrowser.get('/session')).status).toBe(200);
});
afterAll(() => app.stop());

const codeOf = (response: { body: unknown }): string | undefined =>
  (response.body as { error?: { details?: { code?: string } } }).error?.details?.code;

const password = (contact: TestContact, browser = new Browser(app)) =>
  browser.post('/session', { email: contact.email, password: TEST_PASSWORD });

async function withFactor() {
  const { contact } = await createPair(app.strapi);
  const browser = await signIn(app, contact);
  return { contact, browser, ...(await addAuthenticator(browser)) };
}

/** Makes the step-up of a sign-in old. */
async function later(contact: TestContact): Promise<void> {
  const sessions = table(app.strapi, UID.session);
  const steppedUpAt = new Date(Date.now() - 11 * 60_000);
  for (const { id } of await sessions.findMany({ where: { contact: contact.id } })) {
    await sessions.updateMany({ where: { id }, data: { steppedUpAt } });
  }
}

describe('confirming that it is the contact', () => {
  it('is asked for before factors change, and moves the session to a new token', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await later(contact);
    expect(codeOf(await browser.post('/security/totp'))).toBe('step-up-required');
    const before = new Browser(app, { cookie: browser.cookieHeader });
    const wrong = await browser.post('/session/step-up', { way: 'password', password: 'not the password' });
    expect(codeOf(wrong)).toBe('wrong-password');
    expect((await browser.post('/session/step-up', { way: 'password', password: TEST_PASSWORD })).status).toBe(200);
    expect((await before.get('/session')).status).toBe(401);
    expect((await browser.post('/security/totp')).status).toBe(200);
  });

  it('takes the factor and not the password of who has one', async () => {
    const { contact, browser, app: authenticator } = await withFactor();
    await later(contact);
    expect((await browser.get('/session/step-up')).body.data.ways).toEqual(['totp', 'recovery-code']);
    expect(codeOf(await browser.post('/session/step-up', { way: 'password', password: TEST_PASSWORD }))).toBe('not-allowed');
    expect(codeOf(await browser.post('/session/step-up', { way: 'totp', code: authenticator.wrong() }))).toBe('wrong-code');
    expect((await browser.post('/session/step-up', { way: 'totp', code: authenticator.code() })).status).toBe(200);
    expect((await browser.post('/security/recovery-codes')).status).toBe(200);
  });

  it('counts its guesses', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const codes: (string | undefined)[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      codes.push(codeOf(await browser.post('/session/step-up', { way: 'password', password: `guess ${attempt}` })));
    }
    expect(codes.filter((code) => code === 'wrong-password')).toHaveLength(10);
    expect(codes.at(-1)).toBe('too-many-requests');
  });
});

it('the last factor stays where one is required, also when all go at once', async () => {
  const { contact, browser } = await withFactor();
  for (let index = 0; index < 5; index += 1) {
    const passkey = { credentialId: `credential-${contact.id}-${index}`, publicKey: 'AA', signCount: 0, transports: [], name: 'Key' };
    await factorsOf(app.strapi).store.addPasskey(contact.id, passkey);
  }
  await setLogin(app, { mfaRequired: true });
  try {
    const ids = (await browser.get('/security')).body.data.factors.map(({ id }: { id: string }) => id) as string[];
    expect(ids).toHaveLength(6);
    // All have looked how many there are before the first one goes.
    const { store: factorStore } = factorsOf(app.strapi);
    const remove = factorStore.remove.bind(factorStore);
    jest.spyOn(factorStore, 'remove').mockImplementation(async (...which) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return remove(...which);
    });
    const answers = await Promise.all(ids.map((id) => browser.delete(`/security/factors/${id}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 409]);
    expect(await table(app.strapi, UID.factor).count({ where: { contact: contact.id, active: true } })).toBe(1);
  } finally {
    await setLogin(app, {});
  }
});

it('there are no more factors than there may be, also when several are added at once', async () => {
  const { contact } = await createPair(app.strapi);
  await signIn(app, contact);
  const factors = factorsOf(app.strapi);
  const { store: factorStore } = factors;
  const passkey = (index: number) => ({
    credentialId: `many-${contact.id}-${index}`,
    publicKey: 'AA',
    signCount: 0,
    transports: [],
    name: 'Key',
  });
  for (let index = 0; index < 9; index += 1) await factorStore.addPasskey(contact.id, passkey(index));
  const session = (await table(app.strapi, UID.session).findOne({ where: { contact: contact.id } }))?.id;
  const http = { ip: '192.0.2.1', userAgent: '' } as Http;
  const add = (index: number) => factors.addPasskey({ contactId: contact.id, email: contact.email }, http, passkey(index), { session });
  const added = await Promise.allSettled(Array.from({ length: 5 }, (_, index) => add(9 + index)));
  expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await table(app.strapi, UID.factor).count({ where: { contact: contact.id, active: true } })).toBe(10);
});

describe('a stolen session that confirms nothing', () => {
  /** The contact's own browser, the thief's session that is no fresh proof any more, and the links that were mailed. */
  async function stolen() {
    const { contact } = await createPair(app.strapi);
    const thief = await signIn(app, contact);
    await later(contact);
    const reset = await linkFor(app.strapi, 'password-reset', contact);
    const editors = await emailLinksOf(app.strapi).links.create(
      'sign-in',
      { id: contact.id, email: contact.email, epoch: 0 },
      { byEditor: true },
    );
    return { contact, thief, reset, editors: editors.token };
  }
  const opens = async (purpose: string, token: string) => (await new Browser(app).post('/link/preview', { purpose, token })).status;

  it('ends other sessions a few times, and no mailed link: the owner comes back by mail and ends it', async () => {
    const { contact, thief, reset, editors } = await stolen();
    const statuses: number[] = [];
    for (let index = 0; index < 8; index += 1) statuses.push((await thief.delete('/sessions')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    expect(await table(app.strapi, UID.activity).count({ where: { contact: contact.id, kind: 'sessions-ended' } })).toBe(5);
    const owner = new Browser(app);
    expect((await owner.post('/session/link', { token: editors })).status).toBe(201);
    // What the thief used up is its own.
    expect((await owner.delete('/sessions')).body.data).toEqual({ ended: 1 });
    expect((await thief.get('/session')).status).toBe(401);
    // After the owner's fresh sign-in no link of before is good, used or not.
    expect([await opens('password-reset', reset), await opens('sign-in', editors)]).toEqual([400, 400]);
  });

  it('ends no link that is being used at the same time', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { thief, reset } = await stolen();
      const owner = new Browser(app);
      const use = async () => {
        // Whoever was a moment later than the thief tries the same link again.
        for (let index = 0; index < 6; index += 1) {
          if ((await owner.post('/password/reset', { token: reset, password: 'moss-Candle-77-harbour' })).status === 201) return;
        }
      };
      await Promise.all([use(), ...Array.from({ length: 5 }, () => thief.delete('/sessions'))]);
      expect([(await owner.get('/session')).status, (await thief.get('/session')).status]).toEqual([200, 401]);
    }
  });

  it('ends no link either by the password alone, where there is a factor; a fresh one does', async () => {
    const { contact, browser, app: authenticator } = await withFactor();
    await later(contact);
    const reset = await linkFor(app.strapi, 'password-reset', contact);
    const passwords = [TEST_PASSWORD, 'granite-Meadow-77-otter', 'walnut-Harbour-12-kite'];
    const change = async (index: number) =>
      (await browser.put('/password', { currentPassword: passwords[index], newPassword: passwords[index + 1] })).status;
    expect([await change(0), await opens('password-reset', reset)]).toEqual([200, 200]);
    expect((await browser.post('/session/step-up', { way: 'totp', code: authenticator.code() })).status).toBe(200);
    expect([await change(1), await opens('password-reset', reset)]).toEqual([200, 400]);
  });

  it('ends other sessions one by one no more than it could by chance', async () => {
    const { contact, thief } = await stolen();
    const owner = await signIn(app, contact);
    for (let index = 0; index < 20; index += 1) expect((await thief.delete(`/sessions/${'x'.repeat(24)}`)).status).toBe(404);
    const [other] = ((await thief.get('/sessions')).body.data as { id: string; current: boolean }[]).filter(({ current }) => !current);
    expect((await thief.delete(`/sessions/${other?.id}`)).status).toBe(429);
    expect((await owner.get('/session')).status).toBe(200);
  });

  it('uses up its own guesses at the password, and not the owner’s; all together have three times as many', async () => {
    const { contact, thief } = await stolen();
    const owner = await signIn(app, contact);
    const guesses = async (browser: Browser): Promise<number> => {
      for (let index = 0; index < 12; index += 1) {
        const answer = await browser.post('/session/step-up', { way: 'password', password: `guess ${index}` });
        if (codeOf(answer) === 'too-many-requests') return index;
      }
      return 12;
    };
    expect(await guesses(thief)).toBe(10);
    expect((await owner.post('/session/step-up', { way: 'password', password: TEST_PASSWORD })).status).toBe(200);
    const more = [await signIn(app, contact), await signIn(app, contact), await signIn(app, contact)];
    const counts: number[] = [];
    for (const browser of more) counts.push(await guesses(browser));
    expect(counts).toEqual([10, 10, 0]);
  });
});

describe('sessions and events of an account', () => {
  it('are listed with device and last use, and ended one by one or all at once', async () => {
    const { contact } = await createPair(app.strapi);
    const here = await signIn(app, contact);
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';
    const away = new Browser(app, { 'user-agent': agent });
    await password(contact, away);
    const third = await signIn(app, contact);
    const list = (await here.get('/sessions')).body.data as { id: string; current: boolean; device: string; method: string }[];
    expect(list).toHaveLength(3);
    expect(list.filter(({ current }) => current)).toHaveLength(1);
    const chrome = list.find(({ device }) => device === 'Chrome on Windows');
    expect(chrome).toMatchObject({ current: false, method: 'password' });

    // Another contact's session is not there for this one.
    expect((await otherBrowser.delete(`/sessions/${chrome?.id ?? ''}`)).status).toBe(404);
    expect((await away.get('/session')).status).toBe(200);
    expect((await here.delete(`/sessions/${chrome?.id ?? ''}`)).status).toBe(200);
    expect((await away.get('/session')).status).toBe(401);
    expect((await here.delete('/sessions')).body.data).toEqual({ ended: 1 });
    expect((await third.get('/session')).status).toBe(401);
    expect((await here.get('/session')).status).toBe(200);
  });

  it('show the account its own events, and editors everybody’s', async () => {
    const { contact } = await createPair(app.strapi);
    await new Browser(app).post('/session', { email: contact.email, password: 'not the password' });
    const browser = await signIn(app, contact);
    const kinds = ((await browser.get('/security/events')).body.data as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toEqual(['sign-in', 'sign-in-failed']);
    expect(JSON.stringify((await otherBrowser.get('/security/events')).body)).not.toContain('sign-in-failed');

    const editor = await createEditor(app, ['activity.read']);
    const found = (await editor.get(`/activity?search=${encodeURIComponent(contact.email.slice(2).toUpperCase())}`)).body.data;
    expect(found.rows.map(({ kind }: { kind: string }) => kind)).toEqual(['sign-in', 'sign-in-failed']);
    expect(found).toMatchObject({ page: 1, more: false });
    expect((await (await createEditor(app, ['people.read'])).get('/activity')).status).toBe(403);
  });
});
