import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { signIn, Browser } from '../support/client';
import { Authenticator } from '../support/authenticator';
import { createEditor, saveGeneral, type Editor } from '../support/editor';
import { changeModule, PIXEL, repair } from '../support/modules';
import { OLD_APP_KEYS, openOldDatabase, type OldFacts } from '../support/old-database';
import { TEST_PASSWORD } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';
import type { TestDatabase } from '../runtime/databases';

/** A portal whose database an earlier version wrote, and whose process was killed before the update. */
let app: TestApp;
let editor: Editor;
let facts: OldFacts;
let database: TestDatabase;
const keys = process.env.TEST_APP_KEYS;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'customer-portal-upgrade-'));
const fileOf = (key: string): string => path.join(folder, key.slice(0, 2), key);

beforeAll(async () => {
  process.env.TEST_APP_KEYS = OLD_APP_KEYS;
  ({ database, facts } = await openOldDatabase());
  for (const key of [facts.keptKey, facts.looseKey]) {
    fs.mkdirSync(path.dirname(fileOf(key)), { recursive: true });
    fs.writeFileSync(fileOf(key), PIXEL);
  }
  app = await startApp({ database, config: { files: { directory: folder } } });
  await app.strapi.db.query('plugin::customer-portal.job').updateMany({
    where: { state: 'waiting' } as never,
    data: { dueAt: new Date() } as never,
  });
  await app.settle();
  editor = await createEditor(app);
});
afterAll(async () => {
  await app.stop();
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
  if (keys === undefined) delete process.env.TEST_APP_KEYS;
  else process.env.TEST_APP_KEYS = keys;
});

const ADDRESS = 'the address of your customer portal';
const anna = { email: 'anna@ash.example', password: TEST_PASSWORD };
const records = async (browser: Browser, module: string) =>
  ((await browser.get(`/modules/${module}/records`)).body.data.rows as { title: string; state: string }[]).map(({ title, state }) =>
    [title, state].join(': '),
  );

describe('after an update', () => {
  it('everybody signs in as before, with password and authenticator', async () => {
    const browser = await signIn(app, anna);
    expect((await browser.get('/session')).body.data).toMatchObject({ customer: { name: 'Ash & Co' } });
    const other = new Browser(app);
    expect((await other.post('/session', { email: 'bert@birch.example', password: TEST_PASSWORD })).status).toBe(401);
    const proved = await other.post('/challenge/totp', { code: new Authenticator(facts.secret).code() });
    expect([proved.status, (await other.get('/session')).body.data?.customer?.name]).toEqual([201, 'Birch Ltd']);
  });

  it('settings, tabs and modules are as they were saved', async () => {
    const valuesOf = async (section: string) => (await editor.get(`/settings/${section}`)).body.data.values as object;
    expect(await valuesOf('general')).toMatchObject({ organisationName: 'Halden & Marsh', accentColour: '#aa3311' });
    expect(await valuesOf('login')).toMatchObject({ emailLinkSignIn: true });
    expect((await editor.get('/custom-tabs')).body.data).toMatchObject([{ name: 'News' }]);
    expect((await editor.get('/modules')).body.data).toMatchObject([{ name: 'Repairs' }, { name: 'Products' }]);
  });

  it('everybody has the role of before, and may be given one that there was not then', async () => {
    const [ash] = (await editor.get('/customers?search=Ash')).body.data.rows as { id: string }[];
    const contacts = async () =>
      (await editor.get(`/customers/${ash?.id ?? ''}/portal`)).body.data.contacts as { id: string; email: string; role: string }[];
    const before = await contacts();
    for (const { role } of before) expect(['owner', 'member']).toContain(role);
    const browser = await signIn(app, anna);
    expect((await browser.get('/session')).body.data.rights).toMatchObject({ records: 'write', account: 'write' });
    const { id, role } = before.find(({ email }) => email === anna.email) ?? { id: '', role: '' };
    const give = (wanted: string) => editor.put(`/customers/${ash?.id ?? ''}/contacts/${id}`, { role: wanted });
    expect((await give('viewer')).status).toBe(200);
    expect((await browser.patch('/profile', { contact: { phone: '1' } })).body.error.details.code).toBe('not-allowed');
    expect((await contacts()).filter(({ role: now }) => now === 'viewer').map(({ email }) => email)).toEqual([anna.email]);
    expect((await give(role)).status).toBe(200);
  });

  it('records and files are there, each for its own customer', async () => {
    const browser = await signIn(app, anna);
    expect((await records(browser, facts.repairs)).sort()).toEqual([
      'A draft with a photo: draft',
      'Approved: approved',
      'Handed in: submitted',
    ]);
    expect(await records(browser, facts.products)).toEqual(['AA-000001: approved']);
    const photo = await browser.prepare('get', `/modules/${facts.repairs}/files/${facts.photo}`).responseType('blob');
    expect([photo.status, Buffer.compare(photo.body as Buffer, PIXEL)]).toEqual([200, 0]);
  });

  it('what waited in the queue is done, and what was begun goes on where it was', async () => {
    const left = await app.strapi.db.query('plugin::customer-portal.job').findMany({ where: { state: { $ne: 'done' } } as never });
    expect(left.map((job: unknown) => (job as { kind: string }).kind).sort()).toEqual([
      'activity-digest',
      'ask-payments',
      'check-balances',
      'clean-up',
      'remind-payers',
    ]);
    const mails = (email: string) =>
      app.mailbox
        .to(email)
        .map(({ subject }) => subject)
        .sort();
    const jobOf = async (id: string) => (await editor.get(`/jobs/${id}`)).body.data as object;
    expect(await jobOf(facts.resend)).toMatchObject({ state: 'done', total: 3, done: 3 });
    expect(await jobOf(facts.invite)).toMatchObject({ state: 'done', total: 2, done: 2, sent: 2, skipped: 0 });
    expect(mails('cleo@ash.example')).toEqual([]);
    expect(mails('anna@ash.example')).toEqual([`Halden & Marsh: ${ADDRESS}`, 'Halden & Marsh: your sign-in link']);
    expect(mails('bert@birch.example')).toEqual(['Halden & Marsh: choose a new password', `Halden & Marsh: ${ADDRESS}`]);
    for (const email of ['carl@cedar.example', 'dora@dune.example'])
      expect(mails(email)).toContain('Halden & Marsh: your access to the customer portal');
    expect([fs.existsSync(fileOf(facts.looseKey)), fs.existsSync(fileOf(facts.keptKey))]).toEqual([false, true]);
  });

  it('what is saved from now on has the number of its shape; what nobody saved since is read without one', async () => {
    const shapeOf = async (type: string, where: object): Promise<unknown> =>
      ((await app.strapi.db.query(`plugin::customer-portal.${type}`).findOne({ where: where as never })) as { shape: unknown }).shape;
    const saved: [string, object][] = [
      ['setting', { section: 'general' }],
      ['module', { documentId: facts.repairs }],
      ['record', { documentId: facts.draft }],
    ];
    const all = () => Promise.all(saved.map((one) => shapeOf(...one)));
    expect(await all()).toEqual([null, null, null]);
    await saveGeneral(editor, { organisationName: 'Halden, Marsh & Daughters' });
    await changeModule(editor, facts.repairs, { name: 'Mending' });
    const browser = await signIn(app, anna);
    const draft = `/modules/${facts.repairs}/records/${facts.draft}`;
    const { revision } = (await browser.get(draft)).body.data as { revision: number };
    expect((await browser.put(draft, { revision, values: repair({ title: 'Still a draft' }), submit: false })).status).toBe(200);
    expect(await all()).toEqual([1, 1, 1]);
    expect([await shapeOf('setting', { section: 'login' }), await shapeOf('module', { documentId: facts.products })]).toEqual([null, null]);
  });
});
