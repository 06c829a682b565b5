import { randomBytes } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { ROW_MIGRATIONS } from '../../server/src/migrations';
import { migrateRows } from '../../server/src/platform/migrations';
import { Browser, signIn } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createContact, createCustomer, createPair, linkFor, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { expectUntouched, snapshot } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const LINK = /http:\/\/localhost:1337\/portal\/customers\/invitation#token=([\w-]{43})(?![\w-])/u;

let app: TestApp;
let editor: Editor;
let other: { customer: TestCustomer; contact: TestContact };
let otherBrowser: Browser;
beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app);
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(() => resetLimits(app));
afterEach(async () => {
  expect((await otherBrowser.get('/session')).body.data.contact.id).toBe(other.contact.documentId);
});
afterAll(() => app.stop());

/** A customer whose one contact has been mailed an invitation, as an editor does it. */
async function invite(data: { contact?: object; customer?: object } = {}) {
  const customer = await createCustomer(app.strapi, { name: 'Alder & Söhne <GmbH>', ...data.customer });
  const contact = await createContact(app.strapi, [customer], { ...data.contact }, null);
  const response = await editor.post(`/customers/${customer.documentId}/invite`);
  expect(response.status).toBe(200);
  await app.settle();
  const mails = app.mailbox.to(contact.email);
  const mail = mails.at(-1);
  const token = LINK.exec(mail?.text ?? '')?.[1] ?? '';
  return { customer, contact, mails, mail, token };
}

const accept = (token: string, password = TEST_PASSWORD, more: object = {}, browser = new Browser(app)) =>
  browser.post('/invitation/accept', { token, password, ...more });
const preview = (token: string, purpose = 'invitation') => new Browser(app).post('/link/preview', { purpose, token });
const tokens = (contact: TestContact) => app.strapi.db.getConnection('customer_portal_one_time_tokens').where('contact_id', contact.id);

function expectInvalidLink(response: { status: number; body: { error?: { details: { code: string } } } }): void {
  expect([response.status, response.body.error?.details.code]).toEqual([400, 'invalid-link']);
}

describe('an invitation', () => {
  it('is a mail in text and HTML with one link that opens the portal at its public address', async () => {
    const { mails, mail, token } = await invite({ contact: { firstName: 'Ada' } });
    expect(mails).toHaveLength(1);
    expect(mail?.subject).toBe('Our organisation: your access to the customer portal');
    expect(mail?.from?.value[0]?.address).toBe('portal@haldenmarsh.example');
    expect(mail?.text).toContain('Hello Ada,');
    expect(mail?.text).toContain('Alder & Söhne <GmbH>');
    expect(mail?.html).toContain('Alder &#38; Söhne &#60;GmbH&#62;');
    expect(mail?.html).toContain('<html lang="en">');
    expect(mail?.html).toContain(`href="http://localhost:1337/portal/customers/invitation#token=${token}"`);
    expect(String(mail?.html)).not.toMatch(/<script|<img|http:\/\/(?!localhost:1337)/u);
  });

  it('is German for a German contact, and in the default language where none is set', async () => {
    const { mail } = await invite({ contact: { language: 'de', firstName: 'Jörg' } });
    expect(mail?.subject).toBe('Our organisation: Ihr Zugang zum Kundenportal');
    expect(mail?.text).toContain('Guten Tag Jörg,');
    expect(mail?.html).toContain('<html lang="de">');
    expect((await invite()).mail?.html).toContain('<html lang="en">');
  });

  it('does not carry its token in the database', async () => {
    const { token, contact } = await invite();
    expect(token).toHaveLength(43);
    expect(await tokens(contact)).toHaveLength(1);
    expect(JSON.stringify(await snapshot(app))).not.toContain(token);
  });

  it('is looked at without being used up, then sets the password and signs in', async () => {
    const { token, contact, customer } = await invite({ contact: { firstName: 'Ada', language: 'de' } });
    await expectUntouched(app, async () => {
      for (let look = 0; look < 3; look += 1) {
        const response = await preview(token);
        expect(response.status).toBe(200);
        expect(response.body).toEqual({ data: { email: contact.email, firstName: 'Ada', language: 'de' } });
      }
    });
    const browser = new Browser(app);
    const response = await accept(token, TEST_PASSWORD, {}, browser);
    expect(response.status).toBe(201);
    expect(response.body.data).toMatchObject({ contact: { email: contact.email }, customer: { id: customer.documentId } });
    expect((await browser.get('/session')).status).toBe(200);
    expect((await (await signIn(app, { email: contact.email, password: TEST_PASSWORD })).get('/session')).status).toBe(200);
  });

  it('works once', async () => {
    const { token } = await invite();
    expect((await accept(token)).status).toBe(201);
    await expectUntouched(app, async () => {
      expectInvalidLink(await accept(token, 'another-Harbour-52'));
      expectInvalidLink(await preview(token));
    });
  });

  it('works for exactly one of twenty who use it at the same time', async () => {
    const { token, contact } = await invite();
    const responses = await Promise.all(Array.from({ length: 20 }, (_, index) => accept(token, `parallel-Harbour-${index}`)));
    const winners = responses.filter(({ status }) => status === 201);
    expect(winners).toHaveLength(1);
    for (const response of responses) if (response.status !== 201) expectInvalidLink(response);
    const { db } = app.strapi;
    expect(await db.getConnection('customer_portal_sessions').where('contact_id', contact.id)).toHaveLength(1);
    expect(await db.getConnection('customer_portal_credentials').where('contact_id', contact.id)).toHaveLength(1);
    const winner = responses.findIndex(({ status }) => status === 201);
    expect((await signIn(app, { email: contact.email, password: `parallel-Harbour-${winner}` })).cookie('session')).toBeDefined();
  });

  it('keeps the language that the contact chose', async () => {
    const { token } = await invite();
    expect((await accept(token, TEST_PASSWORD, { language: 'de' })).body.data.contact.language).toBe('de');
  });

  it('survives a password that is refused', async () => {
    const { token, contact } = await invite({ contact: { firstName: 'Marguerite', lastName: 'Duval' } });
    await expectUntouched(app, async () => {
      for (const [password, code] of [
        ['short', 'password-too-short'],
        ['12345678', 'password-breached'],
        ['MargueriteDuval', 'password-personal'],
        [contact.email, 'password-personal'],
      ] as const) {
        const response = await accept(token, password);
        expect(response.status).toBe(400);
        expect(response.body.error.details).toMatchObject({ code: 'weak-password', errors: [{ path: ['password'], code }] });
      }
    });
    expect((await accept(token)).status).toBe(201);
  });

  it('is void when it is too old', async () => {
    const { token, contact } = await invite();
    await tokens(contact).update({ expires_at: new Date(Date.now() - 1000) });
    await expectUntouched(app, async () => {
      expectInvalidLink(await preview(token));
      expectInvalidLink(await accept(token));
    });
  });

  it('is void for another purpose', async () => {
    const { token } = await invite();
    const reset = await linkFor(app.strapi, 'password-reset', other.contact);
    await expectUntouched(app, async () => {
      expectInvalidLink(await preview(token, 'password-reset'));
      expectInvalidLink(await new Browser(app).post('/password/reset', { token, password: TEST_PASSWORD }));
      expectInvalidLink(await accept(reset));
    });
  });

  it('is void for who was blocked since and where its customer was switched off, and says so to who acts for nobody any more', async () => {
    const blocked = await invite();
    await app.strapi.db.query('plugin::customer-portal.contact').update({ where: { id: blocked.contact.id }, data: { blocked: true } });
    const off = await invite();
    await editor.post(`/customers/${off.customer.documentId}/disable-access`);
    const removed = await invite();
    await editor.delete(`/customers/${removed.customer.documentId}/contacts/${removed.contact.documentId}`);
    await expectUntouched(app, async () => {
      expectInvalidLink(await preview(blocked.token));
      expectInvalidLink(await accept(blocked.token));
      expectInvalidLink(await preview(off.token));
      expectInvalidLink(await accept(off.token));
      const response = await accept(removed.token);
      expect([response.status, response.body.error.details.code]).toEqual([403, 'no-access']);
    });
  });

  it('is void once a newer one was sent', async () => {
    const first = await invite();
    await editor.post(`/customers/${first.customer.documentId}/resend-link`);
    await app.settle();
    const second = LINK.exec(app.mailbox.to(first.contact.email).at(-1)?.text ?? '')?.[1] ?? '';
    expect(second).not.toBe(first.token);
    expectInvalidLink(await accept(first.token));
    expect((await accept(second)).status).toBe(201);
  });

  it('cannot be guessed from another: a token is one of 2^256', async () => {
    const { token } = await invite();
    const near = [...token].reverse().join('');
    const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`;
    await expectUntouched(app, async () => {
      for (const guess of [near, changed, token.toLowerCase(), token.toUpperCase()]) {
        if (guess !== token) expectInvalidLink(await accept(guess));
      }
    });
  });

  it('leaves who has a password already alone', async () => {
    const { customer, contact } = await createPair(app.strapi);
    await editor.post(`/customers/${customer.documentId}/invite`);
    await app.settle();
    const mail = app.mailbox.to(contact.email).at(-1);
    expect(mail?.subject).toBe('Our organisation: the address of your customer portal');
    expect(mail?.text).not.toMatch(/token/u);
    expect((await signIn(app, contact)).cookie('session')).toBeDefined();
  });
});

describe('an email address', () => {
  const CONTACTS = '//content-manager/collection-types/plugin::customer-portal.contact';
  const forget = () => app.strapi.store({ type: 'plugin', name: 'customer-portal', key: 'email-spelling' }).delete({});
  const rawContact = async (email: string) => {
    const at = new Date();
    const row = { document_id: randomBytes(12).toString('hex'), email, created_at: at, updated_at: at, published_at: at, blocked: false };
    await app.strapi.db.getConnection('customer_portal_contacts').insert(row);
    return row.document_id;
  };
  const emailOf = async (documentId: string) =>
    ((await app.strapi.db.query('plugin::customer-portal.contact').findOne({ where: { documentId } })) as { email: string }).email;

  it.each([
    ['r&d@example.org', 'R&D@Example.org'],
    ['jörg.müller@example.de', 'JO\u0308RG.Mu\u0308ller@example.de'],
    ['kontakt@müller-söhne.de', `Kontakt@${domainToASCII('müller-söhne.de')}`],
    ['иван@xn--80a1acny.xn--p1ai', 'Иван@Почта.рф'],
  ])('%s is invited, mailed to, signs in and recovers, in any spelling', async (typed, otherwise) => {
    const made = await editor.post(CONTACTS, { email: typed, firstName: 'Ada' });
    expect(made.status).toBe(201);
    const { documentId, email } = made.body.data as { documentId: string; email: string };
    const customer = await createCustomer(app.strapi);
    await app.strapi
      .documents('plugin::customer-portal.membership')
      .create({ data: { customer: customer.documentId, contact: documentId, role: 'member' } as never });
    expect((await editor.post(`/customers/${customer.documentId}/invite`)).status).toBe(200);
    await app.settle();
    expect((await accept(app.mailbox.tokenTo(email) ?? '')).status).toBe(201);
    for (const spelling of [typed, otherwise]) {
      const browser = new Browser(app);
      expect((await browser.post('/session', { email: spelling, password: TEST_PASSWORD })).status).toBe(201);
      expect((await browser.get('/session')).body.data.contact.email).toBe(email);
    }
    app.mailbox.clear();
    expect((await new Browser(app).post('/password/forgotten', { email: otherwise })).status).toBe(202);
    await app.settle();
    expect(app.mailbox.tokenTo(email)).toBeDefined();
  });

  it('that is another spelling of a contact’s makes no second contact, of two at once one', async () => {
    const spellings = ['ольга@почта.рф', 'ОЛЬГА@xn--80a1acny.xn--p1ai', ' Ольга@почта。рф'];
    const made = await Promise.allSettled(spellings.map((email) => createContact(app.strapi, [], { email }, null)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const again = await editor.post(CONTACTS, { email: spellings[1] });
    expect([again.status, again.body.error.message]).toEqual([400, 'This attribute must be unique']);
    expect(await app.strapi.db.query('plugin::customer-portal.contact').count({ where: { email: 'ольга@почта.рф' } })).toBe(1);
  });

  it.each(['"a b"@example.org', 'рaypal@example.org', 'a\u202Eb@example.org', 'a\u200Bb@example.org', 'a@exam\u00ADple.org'])(
    '%j is refused in the Content Manager as it is at the sign-in',
    async (email) => {
      const made = await editor.post(CONTACTS, { email });
      expect([made.status, made.body.error.details.errors[0].path]).toEqual([400, ['email']]);
      const asked = await new Browser(app).post('/session', { email, password: TEST_PASSWORD });
      expect([asked.status, asked.body.error.details.errors[0].code]).toEqual([400, 'not-an-email']);
    },
  );

  it('that was stored in another spelling is found after an update of the plugin; what two contacts share stays with the first', async () => {
    const first = await rawContact('anna@xn--80a1acny.xn--p1ai');
    const lena = await rawContact(`lena@${domainToASCII('örebro.example')}`);
    const second = await rawContact('anna@xn--80a1acny.рф');
    const warn = jest.spyOn(app.strapi.log, 'warn');
    await forget();
    await migrateRows(app.strapi, ROW_MIGRATIONS);
    expect([await emailOf(first), await emailOf(lena)]).toEqual(['anna@почта.рф', 'lena@örebro.example']);
    expect(await emailOf(second)).toBe('anna@xn--80a1acny.рф');
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain(second);
    await migrateRows(app.strapi, ROW_MIGRATIONS);
    expect(warn).toHaveBeenCalledTimes(1);
  });
});
