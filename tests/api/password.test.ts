import { activityOf } from '../../server/src/activity';
import { Browser, signIn } from '../support/client';
import { resetLimits } from '../support/limits';
import { createContact, createPair, linkFor, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { expectUntouched, snapshot } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const LINK = /http:\/\/localhost:1337\/portal\/customers\/reset-password#token=([\w-]{43})(?![\w-])/u;
const NEW_PASSWORD = 'marble-Teapot-9-orbit';

let app: TestApp;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;
beforeAll(async () => {
  app = await startApp();
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(async () => {
  await app.settle();
  app.mailbox.clear();
  await resetLimits(app);
});
afterEach(async () => {
  expect((await otherBrowser.get('/session')).body.data.contact.id).toBe(other.contact.documentId);
});
afterAll(() => app.stop());

const forget = (email: string, browser = new Browser(app)) => browser.post('/password/forgotten', { email });
const reset = (token: string, password = NEW_PASSWORD, browser = new Browser(app)) => browser.post('/password/reset', { token, password });
const canSignIn = async ({ email }: { email: string }, password: string): Promise<boolean> =>
  (await new Browser(app).post('/session', { email, password })).status === 201;
const statusOf = async (browser: Browser): Promise<number> => (await browser.get('/session')).status;

async function mailedToken({ email }: { email: string }): Promise<string> {
  expect((await forget(email)).status).toBe(202);
  await app.settle();
  return app.mailbox.tokenTo(email) ?? '';
}

describe('a forgotten password', () => {
  it('is not chosen by who has the old mailbox, once an editor has changed the address', async () => {
    const { contact } = await createPair(app.strapi);
    const token = await mailedToken(contact);
    await app.strapi.documents('plugin::customer-portal.contact' as never).update({
      documentId: contact.documentId,
      data: { email: `successor-${contact.email}` } as never,
    });
    const preview = await new Browser(app).post('/link/preview', { purpose: 'password-reset', token });
    expect([preview.status, preview.body.error.details.code]).toEqual([400, 'invalid-link']);
    expect((await reset(token)).body.error.details.code).toBe('invalid-link');
    // Neither is the password the successor's.
    expect(await canSignIn({ email: `successor-${contact.email}` }, TEST_PASSWORD)).toBe(false);
  });

  it('is answered in the same way whoever asks', async () => {
    const known = await createPair(app.strapi);
    const blocked = await createPair(app.strapi, { contact: { blocked: true } });
    const off = await createPair(app.strapi, { customer: { portalAccess: false } });
    const answers = [];
    for (const email of [known.contact.email, 'nobody@example.org', blocked.contact.email, off.contact.email]) {
      const response = await forget(email);
      answers.push(JSON.stringify([response.status, response.text, Object.keys(response.headers).sort()]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('202');
    await app.settle();
    expect(app.mailbox.messages.map(({ to }) => [to ?? []].flat()[0]?.text)).toEqual([known.contact.email]);
  });

  it('is mailed to the address on file in the language of the contact, in text and HTML', async () => {
    const { contact } = await createPair(app.strapi, { contact: { language: 'de', firstName: 'Jörg' } });
    await forget(contact.email.toUpperCase());
    await app.settle();
    const [mail] = app.mailbox.to(contact.email);
    expect(mail?.subject).toBe('Our organisation: neues Passwort wählen');
    expect(mail?.text).toContain('Guten Tag Jörg,');
    expect(mail?.text).toMatch(LINK);
    expect(mail?.html).toMatch(LINK);
    expect(mail?.html).toContain('<html lang="de">');
  });

  it('sets a new one, ends every session of the contact and signs in', async () => {
    const { contact, customer } = await createPair(app.strapi);
    const colleague = await signIn(app, await createContact(app.strapi, [customer]));
    const thieves = [await signIn(app, contact), await signIn(app, contact)];
    const token = await mailedToken(contact);
    expect(JSON.stringify(await snapshot(app))).not.toContain(token);
    const browser = new Browser(app);
    const response = await reset(token, NEW_PASSWORD, browser);
    expect(response.status).toBe(201);
    expect(response.body.data.contact.email).toBe(contact.email);
    expect(response.text).not.toContain(browser.cookie('session'));
    for (const thief of thieves) expect(await statusOf(thief)).toBe(401);
    expect([await statusOf(browser), await statusOf(colleague)]).toEqual([200, 200]);
    expect([await canSignIn(contact, TEST_PASSWORD), await canSignIn(contact, NEW_PASSWORD)]).toEqual([false, true]);
    await app.settle();
    const mail = app.mailbox.to(contact.email).at(-1);
    expect(mail?.subject).toBe('Our organisation: your password was changed');
    expect(`${mail?.text} ${String(mail?.html)}`).not.toMatch(/token=|marble/u);
  });

  it('is set by exactly one of twenty who use the link at the same time', async () => {
    const { contact } = await createPair(app.strapi);
    const token = await mailedToken(contact);
    const responses = await Promise.all(Array.from({ length: 20 }, (_, index) => reset(token, `parallel-Harbour-${index}`)));
    const won = responses.flatMap(({ status }, index) => (status === 201 ? [index] : []));
    expect(won).toHaveLength(1);
    expect(responses.filter(({ status, body }) => status === 400 && body.error.details.code === 'invalid-link')).toHaveLength(19);
    expect(await canSignIn(contact, `parallel-Harbour-${won[0]}`)).toBe(true);
  });

  it('is asked for again: the newer link works and the older does not', async () => {
    const { contact } = await createPair(app.strapi);
    const [first, second] = [await mailedToken(contact), await mailedToken(contact)];
    expect(first).not.toBe(second);
    expect((await reset(first)).body.error.details.code).toBe('invalid-link');
    expect((await reset(second)).status).toBe(201);
    expect((await reset(second)).body.error.details.code).toBe('invalid-link');
  });

  it('changes nothing while the link is old, of another kind, or the new password is refused', async () => {
    const { contact } = await createPair(app.strapi);
    const token = await mailedToken(contact);
    const links = app.strapi.db.getConnection('customer_portal_one_time_tokens').where('contact_id', contact.id);
    await expectUntouched(app, async () => {
      expect((await reset(token, 'qwerty123')).body.error.details.errors).toMatchObject([
        { path: ['password'], code: 'password-breached' },
      ]);
      for (const [password, code] of [
        ['aaaaaaaa', 'password-guessable'],
        [TEST_PASSWORD, 'password-unchanged'],
      ] as const) {
        expect((await reset(token, password)).body.error.details.errors).toMatchObject([{ path: ['password'], code }]);
      }
      const accepted = await new Browser(app).post('/invitation/accept', { token, password: NEW_PASSWORD });
      expect(accepted.body.error.details.code).toBe('invalid-link');
    });
    await links.update({ expires_at: new Date(Date.now() - 1000) });
    expect((await reset(token)).body.error.details.code).toBe('invalid-link');
    expect(await canSignIn(contact, TEST_PASSWORD)).toBe(true);
  });

  it('does not get a blocked contact in, nor one whose customer was switched off', async () => {
    const { contact, customer } = await createPair(app.strapi);
    const token = await mailedToken(contact);
    const { db } = app.strapi;
    await db.getConnection('customer_portal_customers').where('id', customer.id).update({ portal_access: false });
    await expectUntouched(app, async () => {
      expect((await reset(token)).body.error.details.code).toBe('no-access');
    });
    await db.getConnection('customer_portal_contacts').where('id', contact.id).update({ blocked: true });
    await expectUntouched(app, async () => {
      expect((await reset(token)).body.error.details.code).toBe('invalid-link');
    });
  });

  it('is mailed a few times an hour at most, without telling', async () => {
    const { contact } = await createPair(app.strapi);
    for (let time = 0; time < 8; time += 1) expect((await forget(contact.email)).status).toBe(202);
    await app.settle();
    expect(app.mailbox.to(contact.email)).toHaveLength(5);
  });
});

describe('changing the password', () => {
  const change = (browser: Browser, currentPassword: string, newPassword = NEW_PASSWORD) =>
    browser.put('/password', { currentPassword, newPassword });

  it('needs the current one, said at its field', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    await expectUntouched(app, async () => {
      const response = await change(browser, 'not the password');
      expect(response.status).toBe(403);
      expect(response.body.error.details).toMatchObject({
        code: 'wrong-password',
        errors: [{ path: ['currentPassword'], code: 'wrong-password' }],
      });
    });
    expect(await statusOf(browser)).toBe(200);
  });

  it('gives this browser a new token and ends all other sessions of the contact, and only those', async () => {
    const { contact, customer } = await createPair(app.strapi);
    const colleague = await signIn(app, await createContact(app.strapi, [customer]));
    const [browser, elsewhere] = [await signIn(app, contact), await signIn(app, contact)];
    const old = new Browser(app, { cookie: browser.cookieHeader });
    const link = await linkFor(app.strapi, 'password-reset', contact);
    const response = await change(browser, TEST_PASSWORD);
    expect(response.status).toBe(200);
    expect(response.text).not.toContain(browser.cookie('session'));
    expect([await statusOf(browser), await statusOf(old), await statusOf(elsewhere), await statusOf(colleague)]).toEqual([
      200, 401, 401, 200,
    ]);
    expect([await canSignIn(contact, TEST_PASSWORD), await canSignIn(contact, NEW_PASSWORD)]).toEqual([false, true]);
    expect((await reset(link)).body.error.details.code).toBe('invalid-link');
    await app.settle();
    expect(app.mailbox.to(contact.email).map(({ subject }) => subject)).toEqual(['Our organisation: your password was changed']);
  });

  it('refuses passwords that would be guessed first, at the field', async () => {
    const { contact } = await createPair(app.strapi, {
      contact: { email: 'bernadette.keller@harbour.example', firstName: 'Bernadette', lastName: 'Keller' },
    });
    const browser = await signIn(app, contact);
    await expectUntouched(app, async () => {
      for (const [password, code] of [
        ['seven77', 'password-too-short'],
        ['iloveyou', 'password-breached'],
        ['IloveYou', 'password-breached'],
        ['bernadette.keller@harbour.example', 'password-personal'],
        ['BernadetteKeller1', 'password-personal'],
        ['customers', 'password-breached'],
        ['customers-77', 'password-personal'],
        ['our-organisation', 'password-personal'],
        ['aaaaaaaa', 'password-guessable'],
        ['        ', 'password-guessable'],
        ['qwertzuiop', 'password-guessable'],
        ['abcabcabcabc', 'password-guessable'],
        [TEST_PASSWORD, 'password-unchanged'],
      ] as const) {
        const response = await change(browser, TEST_PASSWORD, password);
        const [error] = response.body.error?.details.errors ?? [];
        // Which rule speaks first is not the point where two do.
        expect([password, response.status, error?.path]).toEqual([password, 400, ['newPassword']]);
        if (password !== 'customers') expect([password, error.code]).toEqual([password, code]);
      }
    });
  });

  it('is told to a team’s code by document id and after the commit, as is a reset; a listener that fails fails neither', async () => {
    const { contact } = await createPair(app.strapi);
    const told: unknown[] = [];
    const stop = app.strapi.eventHub.on('customer-portal.contact.password-change', (payload: unknown) => {
      told.push([payload, app.strapi.db.inTransaction()]);
      throw new Error('a listener of the team’s');
    });
    expect((await change(await signIn(app, contact), TEST_PASSWORD)).status).toBe(200);
    expect((await reset(await mailedToken(contact), TEST_PASSWORD)).status).toBe(201);
    stop();
    expect(told).toEqual(Array(2).fill([{ contact: contact.documentId }, false]));
  });

  it('takes long passwords whole, up to 256 characters', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const long = `${'long-Harbour-'.repeat(19)}abcdefgh`;
    expect(long).toHaveLength(255);
    expect((await change(browser, TEST_PASSWORD, `${long}!`)).status).toBe(200);
    expect(await canSignIn(contact, `${long}?`)).toBe(false);
    expect(await canSignIn(contact, long.slice(0, 128))).toBe(false);
    expect(await canSignIn(contact, `${long}!`)).toBe(true);
    expect((await change(browser, `${long}!`, `${long}!!`)).status).toBe(400);
    expect((await change(browser, `${long}!`, 'moss '.repeat(30) + NEW_PASSWORD)).status).toBe(200);
  });

  it('that fails half-way leaves everything as it was: password, sessions and mailed links, and tells nobody', async () => {
    const { contact } = await createPair(app.strapi);
    const [browser, elsewhere] = [await signIn(app, contact), await signIn(app, contact)];
    const link = await linkFor(app.strapi, 'password-reset', contact);
    const told: unknown[] = [];
    const stop = app.strapi.eventHub.on('customer-portal.contact.password-change', async (payload: unknown) => void told.push(payload));
    const failing = jest.spyOn(activityOf(app.strapi), 'record').mockRejectedValue(new Error('The database is gone.'));
    await expectUntouched(app, async () => {
      expect((await change(browser, TEST_PASSWORD)).status).toBe(500);
    });
    failing.mockRestore();
    expect([await statusOf(browser), await statusOf(elsewhere)]).toEqual([200, 200]);
    expect([await canSignIn(contact, NEW_PASSWORD), await canSignIn(contact, TEST_PASSWORD)]).toEqual([false, true]);
    await app.settle();
    expect([app.mailbox.to(contact.email), told]).toEqual([[], []]);
    stop();
    expect((await reset(link)).status).toBe(201);
  });

  it('is done once by five who try at the same time', async () => {
    const { contact } = await createPair(app.strapi);
    const browsers = await Promise.all(Array.from({ length: 5 }, () => signIn(app, contact)));
    const responses = await Promise.all(browsers.map((browser, index) => change(browser, TEST_PASSWORD, `parallel-Harbour-${index}`)));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(responses.filter(({ status }) => status >= 500)).toHaveLength(0);
    const [{ count }] = (await app.strapi.db
      .getConnection('customer_portal_sessions')
      .where('contact_id', contact.id)
      .count('* as count')) as [{ count: number | string }];
    expect(Number(count)).toBe(1);
  });

  it('counts guesses at the current one, and only those', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    for (let time = 0; time < 12; time += 1) expect((await change(browser, TEST_PASSWORD, 'short')).status).toBe(400);
    for (let time = 0; time < 10; time += 1) expect((await change(browser, `guess ${time}`)).status).toBe(403);
    const response = await change(browser, TEST_PASSWORD);
    expect([response.status, response.body.error.details.code]).toEqual([429, 'too-many-requests']);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(await canSignIn(contact, TEST_PASSWORD)).toBe(true);
  });
});
