import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import request from 'supertest';
import { signIn, type Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { GUIDE, moduleBody } from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer, ownedDocuments } from '../support/people';
import { documents } from '../support/publicity';
import { startApp, type TestApp } from '../support/strapi';

interface Detail {
  id: string;
  revision: number;
  title: string;
  state: string;
  values: Record<string, unknown>;
}

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let guides: string;
/** Two contacts of one customer, who read German and English, and one of another who reads German. */
let customer: TestCustomer;
let contacts: Record<'german' | 'english', TestContact>;
let german: Browser;
let english: Browser;
let stranger: Browser;

beforeAll(async () => {
  app = await startApp();
  ({ strapi } = app);
  editor = await createEditor(app);
  // A regional form of German, and no other.
  await strapi
    .plugin('i18n')
    .service<{ create(data: object): Promise<unknown> }>('locales')
    .create({ code: 'de-AT', name: 'German (Austria) (de-AT)' });
  const fields = { title: 'mandatory', body: 'optional', topic: 'optional' } as const;
  guides = (await editor.post('/modules', { contentType: GUIDE, ...moduleBody('Guides', ['title', 'topic'], { fields }) })).body.data
    .id as string;
  const pair = await createPair(strapi, { contact: { language: 'de' } });
  ({ customer } = pair);
  contacts = { german: pair.contact, english: await createContact(strapi, [customer], { language: 'en' }) };
  german = await signIn(app, contacts.german);
  english = await signIn(app, contacts.english);
  stranger = await signIn(app, (await createPair(strapi, { contact: { language: 'de' } })).contact);
  for (const action of ['find', 'findOne']) {
    const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
    await strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: `${GUIDE}.${action}`, role: (role as { id: number }).id } });
  }
});
afterAll(() => app.stop());

const create = async (browser: Browser, values: object, submit = true): Promise<Detail> => {
  const { status, body } = await browser.post(`/modules/${guides}/records`, { key: randomUUID(), values, submit });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.data as Detail;
};
const read = async (browser: Browser, id: string): Promise<Detail> =>
  (await browser.get(`/modules/${guides}/records/${id}`)).body.data as Detail;
const change = async (browser: Browser, id: string, values: object): Promise<void> => {
  const { revision } = await read(browser, id);
  expect((await browser.put(`/modules/${guides}/records/${id}`, { revision, values, submit: true })).status).toBe(200);
};
const approval = async (id: string) => (await editor.get(`/approvals/${id}`)).body.data;
const approve = async (id: string): Promise<string> => {
  const { body } = await editor.post(`/approvals/${id}/approve`, { revision: (await approval(id)).revision });
  return body.data.document as string;
};
const list = async (browser: Browser, query = ''): Promise<string[]> =>
  (await browser.get(`/modules/${guides}/records${query}`)).body.data.rows.map(({ title }: { title: string }) => title);
const publicly = async (query: string): Promise<string[]> =>
  (await request(app.server).get(`/api/guides?${query}`)).body.data.map(({ title }: { title: string }) => title).sort();

describe('a record of a content type with languages', () => {
  it("is written in the contact's language, and read by a colleague as it is until there is another", async () => {
    const { id } = await create(german, { title: 'Maschine entkalken', topic: 'Cleaning' });
    expect(await approval(id)).toMatchObject({ locale: 'de-AT', state: 'submitted' });
    for (const query of ['', 'locale=de-AT', 'locale=*&status=draft', 'locale=de-AT&status=draft'])
      expect(await publicly(query)).toEqual([]);
    const documentId = await approve(id);
    expect([await publicly('locale=de-AT'), await publicly('locale=en'), await publicly('')]).toEqual([['Maschine entkalken'], [], []]);
    for (const browser of [german, english]) {
      expect(await read(browser, id)).toMatchObject({
        title: 'Maschine entkalken',
        state: 'approved',
        values: { title: 'Maschine entkalken', topic: 'Cleaning' },
      });
      expect(await list(browser)).toEqual(['Maschine entkalken']);
    }
    expect((await stranger.get(`/modules/${guides}/records/${id}`)).status).toBe(404);
    for (const contact of [
      { ...contacts.german, language: 'de' as const },
      { ...contacts.english, language: 'en' as const },
    ]) {
      const owned = ownedDocuments(strapi, { customer, contact }, GUIDE);
      expect([(await owned.findOne(documentId))?.title, (await owned.find()).map(({ title }) => title)]).toEqual([
        'Maschine entkalken',
        ['Maschine entkalken'],
      ]);
    }
  });

  it('is read by each contact in its own where the team translates it, and edited in that alone', async () => {
    const { id } = await create(german, { title: 'Mahlwerk reinigen' });
    const documentId = await approve(id);
    await documents(strapi, GUIDE).update({ documentId, locale: 'en', data: { title: 'Clean the burrs' }, status: 'published' });
    expect([(await read(german, id)).title, (await read(english, id)).title]).toEqual(['Mahlwerk reinigen', 'Clean the burrs']);
    expect([await list(german, '?q=reinigen'), await list(english, '?q=burrs'), await list(english, '?q=reinigen')]).toEqual([
      ['Mahlwerk reinigen'],
      ['Clean the burrs'],
      [],
    ]);

    await change(german, id, { title: 'Mahlwerk gründlich reinigen' });
    expect(await approval(id)).toMatchObject({ locale: 'de-AT', state: 'submitted' });
    expect((await read(english, id)).values.title).toBe('Mahlwerk gründlich reinigen');
    for (const status of ['', '&status=draft']) {
      expect([await publicly(`locale=de-AT${status}`), await publicly(`locale=en${status}`)]).toEqual([
        ['Mahlwerk reinigen', 'Maschine entkalken'],
        ['Clean the burrs'],
      ]);
    }
    await approve(id);
    expect([await publicly('locale=de-AT'), await publicly('locale=en')]).toEqual([
      ['Mahlwerk gründlich reinigen', 'Maschine entkalken'],
      ['Clean the burrs'],
    ]);
    expect([(await read(german, id)).title, (await read(english, id)).title]).toEqual(['Mahlwerk gründlich reinigen', 'Clean the burrs']);
  });

  it("follows a contact's change of language, and stays in the one that it was written in", async () => {
    const { id } = await create(english, { title: 'Water hardness' });
    await approve(id);
    const other = documents(strapi, 'plugin::customer-portal.contact');
    await other.update({ documentId: contacts.english.documentId, data: { language: 'de' } });
    await change(english, id, { title: 'Water hardness, again' });
    expect(await approval(id)).toMatchObject({ locale: 'en' });
    await approve(id);
    expect([await publicly('locale=en'), (await publicly('locale=de-AT')).includes('Water hardness, again')]).toEqual([
      ['Clean the burrs', 'Water hardness, again'],
      false,
    ]);
    expect((await read(english, id)).title).toBe('Water hardness, again');
    await other.update({ documentId: contacts.english.documentId, data: { language: 'en' } });
  });

  it('taken back in one language stays in the other', async () => {
    const { id } = await create(german, { title: 'Kessel füllen' });
    const documentId = await approve(id);
    await documents(strapi, GUIDE).update({ documentId, locale: 'en', data: { title: 'Fill the boiler' }, status: 'published' });
    await documents(strapi, GUIDE).unpublish({ documentId, locale: 'de-AT' });
    for (const browser of [german, english]) expect(await read(browser, id)).toMatchObject({ state: 'approved', title: 'Fill the boiler' });
    await documents(strapi, GUIDE).unpublish({ documentId, locale: 'en' });
    expect(await read(german, id)).toMatchObject({ state: 'unpublished', title: 'Fill the boiler' });
    await documents(strapi, GUIDE).delete({ documentId, locale: '*' });
    expect((await german.get(`/modules/${guides}/records/${id}`)).status).toBe(404);
  });
});
