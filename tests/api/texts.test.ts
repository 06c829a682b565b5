import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { LINK_HEADER } from '../../plugin/plugin-id';
import { publicLinksOf } from '../../server/src/links';
import { createLimiter } from '../../server/src/platform/limits';
import { table } from '../../server/src/platform/strapi';
import { Browser } from '../support/client';
import { createLinked } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';
const NUMBER = '+491701234567';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let colleague: TestContact;
let server: http.Server;
let heard: { to: string; text: string }[] = [];
let status = 200;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (status === 200) heard.push(JSON.parse(Buffer.concat(chunks).toString()) as { to: string; text: string });
      response.writeHead(status).end(status === 200 ? '' : `no message to ${NUMBER}`);
    });
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
  const providerOptions = { url, body: { to: '{{to}}', text: '{{text}}' }, allowPrivateAddresses: true };
  const sms = { provider: 'http', providerOptions, countryCode: '49', countries: ['49', '43'], perNumber: 3, perPortal: 8 };
  app = await startApp({ quiet: true, config: { sms } });
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi, { contact: { email: 'ada@harbour.example', phone: '0170 / 123 45 67' } }));
  colleague = await createContact(app.strapi, [customer]);
});
afterAll(async () => {
  await app.stop();
  await new Promise((closed) => server.close(closed));
});
beforeEach(async () => {
  await saveSettings(app, 'public-links', { publicLinks: true, linkVerification: true });
  await resetLimits(app);
  await app.settle();
  app.mailbox.clear();
  [heard, status] = [[], 200];
});

interface Choice {
  id: string;
  email: string;
  phone: string | null;
}
const codeOf = ({ body }: { body: unknown }) => (body as { error?: { details: { code: string } } }).error?.details.code;
const opened = async (type: 'invoice' | 'quote' = 'invoice') => {
  const { documentId, token } = await createLinked(app.strapi, type, customer, { language: 'en' });
  const browser = new Browser(app).with({ [LINK_HEADER]: token });
  const contacts = ((await browser.get('/public-link')).body as { data: { contacts: Choice[] } }).data.contacts;
  const mine = contacts.find(({ email }) => email.startsWith('a'));
  return { documentId, browser, contacts, contact: mine?.id ?? '' };
};
const ask = (browser: Browser, named: string, by = 'text') => browser.post('/public-link/codes', { contact: named, by });
const codeIn = (text: string | undefined): string => /\b\d{6}\b/u.exec(text ?? '')?.[0] ?? '';
const phoneOf = (id: number, phone: string | null) => table(app.strapi, `${UID}.contact`).update({ where: { id }, data: { phone } });

describe('whoever holds a link', () => {
  it('proves a number on file by a code in a text message, and sees its last two digits alone', async () => {
    const { browser, contacts, contact: named } = await opened();
    expect(new Set(contacts.map(({ phone }) => phone))).toEqual(new Set(['•••••67', null]));
    expect(JSON.stringify(contacts)).not.toContain('170');
    expect((await browser.get('/public-link/document')).status).toBe(403);
    expect((await ask(browser, named)).status).toBe(200);
    await app.settle();
    expect(app.mailbox.messages).toEqual([]);
    expect(heard).toEqual([{ to: NUMBER, text: expect.stringMatching(/\b\d{6} is your code\b/u) as string }]);
    const code = codeIn(heard[0]?.text);
    const other = (await opened()).browser;
    expect(codeOf(await other.post('/public-link/verification', { contact: named, code }))).toBe('wrong-code');
    expect((await browser.post('/public-link/verification', { contact: named, code })).status).toBe(200);
    expect((await browser.get('/public-link/document')).status).toBe(200);
    expect(codeOf(await browser.post('/public-link/verification', { contact: named, code }))).toBe('wrong-code');
  });

  it('is asked anew once the number is another', async () => {
    const { browser, contact: named } = await opened();
    await ask(browser, named);
    await app.settle();
    await browser.post('/public-link/verification', { contact: named, code: codeIn(heard[0]?.text) });
    await phoneOf(contact.id, '0170 7654321');
    expect((await browser.get('/public-link/document')).status).toBe(403);
    await phoneOf(contact.id, '0170 / 123 45 67');
    expect((await browser.get('/public-link/document')).status).toBe(200);
  });

  it('sends a text message to no number that is not on file, in no country that is not on the list', async () => {
    const { browser, contacts } = await opened();
    const without = contacts.find(({ phone }) => phone === null)?.id ?? '';
    expect(codeOf(await ask(browser, without))).toBe('not-found');
    expect((await browser.post('/public-link/codes', { contact: without, by: 'text', phone: NUMBER })).status).toBe(400);
    await phoneOf(colleague.id, '+234 803 1234567');
    expect(codeOf(await ask(browser, without))).toBe('not-found');
    expect((await ask(browser, without, 'mail')).status).toBe(200);
    await app.settle();
    expect([heard, app.mailbox.to(colleague.email).length]).toEqual([[], 1]);
  });

  it('uses one code, however it came: the newest', async () => {
    const { browser, contact: named } = await opened();
    await ask(browser, named, 'mail');
    await app.settle();
    await ask(browser, named);
    await app.settle();
    const mailed = codeIn(app.mailbox.to(contact.email)[0]?.text);
    expect(codeOf(await browser.post('/public-link/verification', { contact: named, code: mailed }))).toBe('wrong-code');
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => browser.post('/public-link/verification', { contact: named, code: codeIn(heard[0]?.text) })),
    );
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
  });

  it('cannot have a number or the organisation’s account texted without end, also at once', async () => {
    const links = await Promise.all([opened(), opened(), opened()]);
    const answers = await Promise.all(links.flatMap(({ browser, contact: named }) => [ask(browser, named), ask(browser, named)]));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
    await phoneOf(colleague.id, '+43 660 1234567');
    const { browser, contacts } = await opened();
    for (const { id } of contacts) await ask(browser, id);
    await app.settle();
    expect(heard.filter(({ to }) => to === NUMBER)).toHaveLength(3);
    await phoneOf(colleague.id, null);
  });
});

describe('an editor', () => {
  const send = (id: string, named: string, by: string) => editor.post(`/documents/invoice/${id}/links/send`, { contact: named, by });
  const linkIn = (text: string | undefined): string => /#token=([\w-]{43})/u.exec(text ?? '')?.[1] ?? '';

  it('sends a link by text message or mail to a contact of the customer, without seeing it', async () => {
    const { documentId } = await opened();
    const before = await publicLinksOf(app.strapi).of('invoice', documentId);
    const { contacts } = (await editor.get(`/documents/invoice/${documentId}/links`)).body.data as { contacts: Choice[] };
    expect(contacts.find(({ id }) => id === contact.documentId)).toMatchObject({ phone: '•••••67', email: contact.email });
    const texted = await send(documentId, contact.documentId, 'text');
    expect([texted.status, texted.text.includes('token')]).toEqual([201, false]);
    expect((await send(documentId, contact.documentId, 'mail')).status).toBe(201);
    await app.settle();
    const tokens = [linkIn(heard[0]?.text), linkIn(app.mailbox.to(contact.email)[0]?.text)];
    for (const token of tokens) {
      const { status: found } = await new Browser(app).with({ [LINK_HEADER]: token }).get('/public-link');
      expect(found).toBe(200);
    }
    expect(await publicLinksOf(app.strapi).of('invoice', documentId)).toHaveLength(before.length + 2);
    const { rows } = (await editor.get('/outbox?kind=document-link')).body.data as { rows: object[] };
    expect(rows).toMatchObject([
      { channel: 'mail', to: contact.email, state: 'sent' },
      { channel: 'text', to: NUMBER, state: 'sent' },
    ]);
  });

  it('to nobody of another customer, and by text to nobody without a number: then no link is made', async () => {
    const { documentId } = await opened();
    const other = await createPair(app.strapi, { contact: { phone: '0170 9999999' } });
    const before = await publicLinksOf(app.strapi).of('invoice', documentId);
    for (const [named, by] of [
      [other.contact.documentId, 'text'],
      [other.contact.documentId, 'mail'],
      [colleague.documentId, 'text'],
    ] as const)
      expect(codeOf(await send(documentId, named, by))).toBe('not-found');
    expect(await publicLinksOf(app.strapi).of('invoice', documentId)).toHaveLength(before.length);
  });

  it('finds a message in the outbox that was not taken, without its number in the answer', async () => {
    status = 400;
    const { browser, contact: named } = await opened();
    await ask(browser, named);
    await app.settle();
    const [row] = (await editor.get('/outbox?state=waiting')).body.data.rows as { answer: string }[];
    expect(row).toMatchObject({ channel: 'text', kind: 'link-code', to: NUMBER, problem: 'other', tries: 1 });
    expect(row?.answer).toBe('400 no message to …');
  });

  it('leaves the team its own messages, however many codes strangers ask for', async () => {
    const portal = createLimiter(app.strapi, { name: 'text:codes', points: 8, windowSeconds: 3600 });
    for (let count = 0; count < 8; count += 1) await portal.count('all');
    const { documentId, browser, contact: named } = await opened();
    expect((await ask(browser, named)).status).toBe(429);
    const link = { contact: contact.documentId, by: 'text' };
    expect((await editor.post(`/documents/invoice/${documentId}/links/send`, link)).status).toBe(201);
  });
});
