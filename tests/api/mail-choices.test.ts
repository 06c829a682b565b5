import type { ParsedMail } from 'mailparser';
import request from 'supertest';
import { MAIL_TOPICS, OPTIONAL_MAILS, SECRET_MAILS, TEAM_MAILS } from '../../plugin/vocabulary';
import { documentsOf } from '../../server/src/documents';
import { platformOf } from '../../server/src/platform';
import { signIn, type Browser } from '../support/client';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { paragraph } from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';
const ONE_CLICK = 'List-Unsubscribe=One-Click';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let colleague: TestContact;
let stranger: TestContact;
let mine: Browser;
let theirs: Browser;
let invoice: string;

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi));
  colleague = await createContact(app.strapi, [customer]);
  stranger = (await createPair(app.strapi)).contact;
  mine = await signIn(app, contact);
  theirs = await signIn(app, stranger);
  ({ documentId: invoice } = await createDraft(app.strapi, 'invoice', customer));
  await documentsOf(app.strapi).issue('invoice', invoice);
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.strapi.db.query(`${UID}.mail-refusal`).deleteMany({});
  await app.settle();
  app.mailbox.clear();
});

interface Choice {
  topic: string;
  on: boolean;
}
const choices = async (browser = mine): Promise<Choice[]> => (await browser.get('/mail-choices')).body.data.topics as Choice[];
const isOn = async (topic: string, browser = mine) => (await choices(browser)).find((one) => one.topic === topic)?.on;
const choose = (topic: string, on: boolean, browser = mine) => browser.put('/mail-choices', { topic, on });
const say = () => editor.post(`/documents/invoice/${invoice}/comments`, { text: paragraph('For you'), internal: false });
const mailsTo = async ({ email }: TestContact): Promise<ParsedMail[]> => {
  await app.settle();
  return app.mailbox.to(email);
};
const rows = () => app.strapi.db.query(`${UID}.mail-refusal`).count({});

/** What mail programs find at the head of a mail: where one click ends mails like it. */
const listOf = (mail: ParsedMail | undefined): { url: string; post: string } => {
  const head = (name: string): string =>
    /: *([\s\S]*)/u.exec(mail?.headerLines.find(({ key }) => key === name)?.line ?? '')?.[1]?.trim() ?? '';
  return { url: /^<(.*)>$/u.exec(head('list-unsubscribe').replace(/\s/gu, ''))?.[1] ?? '', post: head('list-unsubscribe-post') };
};
const oneClick = (url: string, body = ONE_CLICK, type = 'application/x-www-form-urlencoded') =>
  request(app.server).post(new URL(url).pathname).set('content-type', type).send(body);

/** The link of a mail about a comment. */
async function linkOf(): Promise<string> {
  await say();
  return listOf((await mailsTo(contact)).at(-1)).url;
}

describe('which mails a contact may do without', () => {
  it('is never those that open or protect an account, nor documents that the team sends', () => {
    const optional = Object.values(OPTIONAL_MAILS).flat() as string[];
    for (const kind of [...SECRET_MAILS, ...TEAM_MAILS, 'document-sent', 'password-changed', 'factor-removed', 'email-noted'])
      expect(optional).not.toContain(kind);
  });

  it('are told of what there is in the portal', async () => {
    await saveSettings(app, 'preferences', { reviews: false, sharedFiles: false, forwardDocuments: false });
    expect((await choices()).map(({ topic }) => topic)).toEqual(['comments', 'records']);
    await saveSettings(app, 'preferences', { reviews: true, sharedFiles: true, forwardDocuments: true });
    expect((await choices()).map(({ topic }) => topic)).toEqual(MAIL_TOPICS);
  });

  it('are its own choice: nobody else’s mails change', async () => {
    expect((await choose('comments', false)).status).toBe(200);
    expect([await isOn('comments'), await isOn('records'), await isOn('comments', theirs)]).toEqual([false, true, true]);
    await say();
    expect([(await mailsTo(contact)).length, (await mailsTo(colleague)).length]).toEqual([0, 1]);
    await choose('comments', true);
    await say();
    expect((await mailsTo(contact)).length).toBe(1);
  });

  it('may be chosen many times at once: one row at most, and the last choice holds', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => choose('comments', false)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect([await rows(), await isOn('comments')]).toEqual([1, false]);
    await choose('comments', true);
    expect(await rows()).toBe(0);
  });

  it('counts for mails that wait', async () => {
    app.mailbox.refuse(contact.email);
    await say();
    await app.settle();
    app.mailbox.refuse();
    await choose('comments', false);
    await app.strapi.db.query(`${UID}.job`).updateMany({ where: { queue: 'mail', state: 'waiting' }, data: { dueAt: new Date(0) } });
    expect(await mailsTo(contact)).toEqual([]);
    const [row] = (await editor.get(`/outbox?search=${contact.email}&state=cancelled`)).body.data.rows as object[];
    expect(row).toMatchObject({ kind: 'document-answered', state: 'cancelled', dropped: 'unwanted' });
  });

  it('keeps documents that the team sends coming, without such a link', async () => {
    for (const topic of MAIL_TOPICS) await choose(topic, false);
    await editor.post(`/documents/invoice/${invoice}/send`, { issue: false });
    const [mail] = await mailsTo(contact);
    expect(mail?.subject).toContain('Invoice');
    expect(listOf(mail)).toEqual({ url: '', post: '' });
    expect(mail?.text).not.toContain('/portal-mail/');
  });

  it('takes who refuses documents from colleagues off their list', async () => {
    await saveSettings(app, 'preferences', { forwardDocuments: true });
    const path = `/documents/invoice/${invoice}/recipients`;
    const ids = async () => ((await mine.get(path)).body as { data: { contacts: { id: string }[] } }).data.contacts.map(({ id }) => id);
    const before = await ids();
    await platformOf(app.strapi).mail.choices.set(colleague.id, 'forwarded', false);
    expect([before.includes(colleague.documentId), (await ids()).includes(colleague.documentId)]).toEqual([true, false]);
  });
});

describe('the link in a mail', () => {
  it('stands in its head as RFC 8058 has it, and at its foot', async () => {
    await say();
    const [mail] = await mailsTo(contact);
    const { url, post } = listOf(mail);
    expect(post).toBe('List-Unsubscribe=One-Click');
    expect(url).toMatch(/^http:\/\/localhost:1337\/portal-mail\/[a-z0-9]{24}-comments-[\w-]{43}$/u);
    expect(mail?.text).toContain(`No more mails of this kind:\n${url}`);
    expect(String(mail?.html)).toContain(`href="${url}"`);
  });

  it.each([
    ['a form', ONE_CLICK, 'application/x-www-form-urlencoded'],
    [
      'a form of parts',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
  ])('ends mails like it by one click, without session and without being sent on, by %s', async (_what, body, type) => {
    const url = await linkOf();
    const response = await oneClick(url, body, type);
    expect([response.status, response.headers.location, response.headers['set-cookie']]).toEqual([200, undefined, undefined]);
    expect([await isOn('comments'), await isOn('records'), await isOn('comments', theirs)]).toEqual([false, true, true]);
    expect((await oneClick(url, body, type)).status).toBe(200);
    expect(await rows()).toBe(1);
  });

  it('does nothing when programs open it, or post something else', async () => {
    const url = await linkOf();
    const { status, headers } = await request(app.server).get(new URL(url).pathname);
    expect([status, headers.location]).toEqual([303, expect.stringMatching(/\/portal\/customers\/unsubscribe#token=[\w-]+$/u)]);
    expect((await oneClick(url, 'hello=1')).status).toBe(400);
    expect(await rows()).toBe(0);
  });

  it('is what the page of the portal uses, signed in or not', async () => {
    const token = (await linkOf()).split('/').at(-1) ?? '';
    const response = await theirs.post('/mail-choices/stop', { token });
    expect([response.status, response.body]).toEqual([200, { data: { topic: 'comments' } }]);
    expect([await isOn('comments'), await isOn('comments', theirs)]).toEqual([false, true]);
  });

  it('cannot be made of another: not for somebody else, not for another topic, not with a changed signature', async () => {
    const token = (await linkOf()).split('/').at(-1) ?? '';
    const forged = [
      token.replace(contact.documentId, stranger.documentId),
      token.replace('-comments-', '-records-'),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      'x',
      `${'a'.repeat(24)}-comments-${'A'.repeat(43)}`,
    ];
    for (const one of forged) expect((await oneClick(`http://localhost:1337/portal-mail/${one}`)).status).toBe(404);
    for (const one of forged.filter(({ length }) => length > 20))
      expect((await mine.post('/mail-choices/stop', { token: one })).body.error?.details.code).toBe('invalid-link');
    expect(await rows()).toBe(0);
  });

  it('is void once the address is another', async () => {
    const pair = await createPair(app.strapi);
    const url = platformOf(app.strapi).mail.choices.url(pair.contact.documentId, 'comments', pair.contact.email);
    await app.strapi.db.query(`${UID}.contact`).update({ where: { id: pair.contact.id }, data: { email: 'other@example.org' } });
    expect((await oneClick(url)).status).toBe(404);
  });

  it('goes with its contact', async () => {
    const { contact: gone } = await createPair(app.strapi);
    const { choices: store } = platformOf(app.strapi).mail;
    await store.set(gone.id, 'comments', false);
    const url = store.url(gone.documentId, 'comments', gone.email);
    await app.strapi.db.query(`${UID}.contact`).delete({ where: { id: gone.id } });
    await store.cleanUp();
    expect([(await oneClick(url)).status, await rows()]).toEqual([404, 0]);
  });
});
