import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { modulesOf } from '../../server/src/modules';
import { signIn, type Browser } from '../support/client';
import { createEditor, saveGeneral, type Editor } from '../support/editor';
import {
  changeModule,
  GUIDE,
  moduleBody,
  openGuides,
  openRegistrations,
  openRepairs,
  REGISTRATION,
  registration,
  REPAIR,
  repair,
  upload,
} from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer, ownedDocuments } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';
import { addType } from '../support/team-types';
import { exportAndImport } from '../support/transfer';

/** The team's own, without a text. */
const LOCKER = 'api::locker.locker';

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let repairs: string;
let products: string;
let guides: string;
let mine: { customer: TestCustomer; contact: TestContact };
let theirs: { customer: TestCustomer; contact: TestContact };
let first: Browser;
let colleague: Browser;
let stranger: Browser;

beforeAll(async () => {
  app = await startApp({
    define: ({ strapi }) => {
      const next = { type: 'relation', relation: 'oneToOne', target: LOCKER };
      addType(strapi, {
        singularName: 'locker',
        pluralName: 'lockers',
        displayName: 'Locker',
        attributes: { number: { type: 'integer' }, since: { type: 'date' }, next },
      });
    },
  });
  ({ strapi } = app);
  editor = await createEditor(app);
  repairs = (await openRepairs(editor)).id;
  products = (await openRegistrations(editor)).id;
  guides = (await openGuides(editor)).id;
  const lockers = moduleBody('Lockers', ['number'], {
    seen: 'published',
    fields: { number: 'optional', since: 'optional', next: 'optional' },
  });
  expect((await editor.post('/modules', { contentType: LOCKER, ...lockers })).status).toBe(201);
  mine = await createPair(strapi, { contact: { language: 'de' } });
  theirs = await createPair(strapi);
  first = await signIn(app, mine.contact);
  colleague = await signIn(app, await createContact(strapi, [mine.customer]));
  stranger = await signIn(app, theirs.contact);
});
afterAll(() => app.stop());

const made = async (browser: Browser, serial: string) =>
  (await browser.post(`/modules/${products}/records`, { key: randomUUID(), values: registration(serial), submit: true })).body.data as {
    id: string;
    revision: number;
  };
const read = (browser: Browser, id: string, module = products) => browser.get(`/modules/${module}/records/${id}`);
const documentOf = async (id: string): Promise<string> => (await editor.get(`/approvals/${id}`)).body.data.document as string;
const documents = (uid: string) =>
  strapi.documents(uid as never) as unknown as Record<string, (query: object) => Promise<{ documentId: string }>>;

describe("what the team does with a customer's document", () => {
  it('is followed: taken back, published again, changed', async () => {
    const { id } = await made(first, 'UP-000001');
    const documentId = await documentOf(id);
    await documents(REGISTRATION).unpublish!({ documentId });
    expect((await read(first, id)).body.data).toMatchObject({ state: 'unpublished', live: false, values: { serialNumber: 'UP-000001' } });
    await documents(REGISTRATION).update!({ documentId, data: { model: 'Water boiler', internalNote: 'Hush' } });
    await documents(REGISTRATION).publish!({ documentId });
    const { body } = await read(first, id);
    expect(body.data).toMatchObject({ state: 'approved', live: true, values: { model: 'Water boiler' } });
    expect(JSON.stringify(body)).not.toContain('Hush');
    const [row] = (await first.get(`/modules/${products}/records?q=UP-000001`)).body.data.rows;
    expect(row.values).toEqual({ serialNumber: 'UP-000001', model: 'Water boiler' });
  });

  it('is followed when it is published in one step, and when the customer saves at the same moment', async () => {
    const { id, revision } = await made(first, 'UP-000010');
    const documentId = await documentOf(id);
    await documents(REGISTRATION).update!({ documentId, data: { model: 'Water boiler' }, status: 'published' });
    const [row] = (await first.get(`/modules/${products}/records?q=UP-000010`)).body.data.rows;
    expect(row.values.model).toBe('Water boiler');
    const { store } = modulesOf(strapi);
    const change = store.change.bind(store);
    const spy = jest.spyOn(store, 'change').mockImplementationOnce(async (stale, data) => {
      // Between the team's reading and its writing.
      await store.rows.updateMany({ where: { id: stale.id }, data: { revision: revision + 10 } });
      return change(stale, data);
    });
    await documents(REGISTRATION).unpublish!({ documentId });
    expect(spy).toHaveBeenCalledTimes(2);
    expect((await read(first, id)).body.data).toMatchObject({ state: 'unpublished', live: false, values: { model: 'Water boiler' } });
  });

  it('takes the record with it when it is deleted, but nothing that the customer is at work on', async () => {
    const gone = await made(first, 'UP-000002');
    await documents(REGISTRATION).delete!({ documentId: await documentOf(gone.id) });
    expect((await read(first, gone.id)).status).toBe(404);
    const kept = await made(first, 'UP-000003');
    const documentId = await documentOf(kept.id);
    const { revision } = (await read(first, kept.id)).body.data;
    await first.put(`/modules/${products}/records/${kept.id}`, {
      revision,
      values: registration('UP-000003', { model: 'Water boiler' }),
      submit: false,
    });
    await documents(REGISTRATION).delete!({ documentId });
    expect((await read(first, kept.id)).body.data).toMatchObject({ state: 'draft', live: false, values: { model: 'Water boiler' } });
  });

  it('holds up publishing at once while its draft has changes of the team', async () => {
    const { id } = await made(first, 'UP-000004');
    const documentId = await documentOf(id);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await documents(REGISTRATION).update!({ documentId, data: { internalNote: 'Half a thought' } });
    const { revision } = (await read(first, id)).body.data;
    const { body } = await first.put(`/modules/${products}/records/${id}`, {
      revision,
      values: registration('UP-000004', { model: 'Water boiler' }),
      submit: true,
    });
    expect(body.data).toMatchObject({ state: 'submitted', live: true });
    expect((await editor.get(`/approvals/${id}`)).body.data.teamChanges).toBe(true);
  });
});

describe('content in several languages', () => {
  it("is read in the contact's, with the default one where there is none", async () => {
    await strapi.plugin('i18n').service<{ create(data: object): Promise<unknown> }>('locales').create({ code: 'de', name: 'German (de)' });
    const both = await documents(GUIDE).create!({ data: { title: 'Clean the machine', topic: 'Cleaning' }, locale: 'en' });
    await documents(GUIDE).update!({ documentId: both.documentId, data: { title: 'Die Maschine reinigen' }, locale: 'de' });
    const english = await documents(GUIDE).create!({ data: { title: 'Brew' }, locale: 'en' });
    await documents(GUIDE).create!({ data: { title: 'A draft of the team' }, locale: 'en' });
    for (const { documentId } of [both, english]) await documents(GUIDE).publish!({ documentId, locale: '*' });
    await new Promise((resolve) => setTimeout(resolve, 600));
    const titles = async (browser: Browser): Promise<string[]> =>
      (await browser.get(`/modules/${guides}/records?show=published&sort=title`)).body.data.rows.map(
        ({ title }: { title: string }) => title,
      );
    expect((await titles(first)).sort()).toEqual(['Brew', 'Die Maschine reinigen']);
    expect((await titles(stranger)).sort()).toEqual(['Brew', 'Clean the machine']);
    expect((await read(first, both.documentId, guides)).body.data).toMatchObject({
      title: 'Die Maschine reinigen',
      foreign: true,
      may: { edit: false },
    });
    expect((await first.get(`/modules/${guides}/records?show=published&q=reinigen`)).body.data.total).toBe(1);
    expect((await first.post(`/modules/${guides}/records`, { key: randomUUID(), values: {}, submit: true })).status).toBe(403);
  });
});

describe('published content that is named by a number or a date', () => {
  it.each([
    ['number', 4711, '71'],
    ['since', '2031-05-04', '1-05'],
  ])('is offered by a part of its %s', async (name, value, part) => {
    const [{ id }] = (await editor.get('/modules')).body.data.filter(({ contentType }: { contentType: string }) => contentType === LOCKER);
    await changeModule(editor, id, { columns: [name] });
    const { documentId } = await documents(LOCKER).create!({ data: { [name]: value } });
    await documents(LOCKER).publish!({ documentId });
    const found = async (browser: Browser, text: string) => (await browser.get(`/modules/${id}/options/next?q=${text}`)).body.data;
    for (const browser of [first, stranger]) {
      expect(await found(browser, part)).toEqual([{ id: documentId, title: String(value) }]);
      expect(await found(browser, 'nothing')).toEqual([]);
    }
  });
});

describe('the documents of a customer, for the team', () => {
  it('are its own only, and a document has one owner', async () => {
    const { id } = await made(first, 'UP-000005');
    const documentId = await documentOf(id);
    const [own, other] = [mine, theirs].map((owner) => ownedDocuments(strapi, owner, REGISTRATION)) as [
      ReturnType<typeof ownedDocuments>,
      ReturnType<typeof ownedDocuments>,
    ];
    expect((await own.findOne(documentId))?.serialNumber).toBe('UP-000005');
    expect([await other.findOne(documentId), await other.count(), await other.find()]).toEqual([null, 0, []]);
    await expect(other.claim(documentId)).rejects.toMatchObject({ name: 'NotFoundError' });
    const made2 = await documents(REGISTRATION).create!({ data: registration('UP-000006') });
    await documents(REGISTRATION).publish!(made2);
    await other.claim(made2.documentId);
    expect((await other.find()).map(({ serialNumber }) => serialNumber)).toEqual(['UP-000006']);
    expect((await read(first, made2.documentId)).status).toBe(404);
  });
});

describe('a customer who is deleted', () => {
  it('leaves nothing behind but what the team published', async () => {
    const pair = await createPair(strapi);
    const browser = await signIn(app, pair.contact);
    await made(browser, 'UP-000007');
    await browser.post(`/modules/${repairs}/records`, { key: randomUUID(), values: repair(), submit: true });
    const waiting = (await editor.get('/approvals')).body.data.total as number;
    await documents('plugin::customer-portal.customer').delete!({ documentId: pair.customer.documentId });
    expect((await editor.get('/approvals')).body.data.total).toBe(waiting - 1);
    expect(await strapi.db.query(REGISTRATION).count({ where: { serialNumber: 'UP-000007', publishedAt: { $notNull: true } } })).toBe(1);
    expect((await colleague.get(`/modules/${products}/records`)).status).toBe(200);
  });
});

describe("Strapi's export and import", () => {
  const rowOf = (uid: string, documentId: string) => strapi.db.query(uid).findOne({ where: { documentId } });
  const createFile = (name: string) =>
    strapi.db.query('plugin::upload.file').create({
      data: { name, hash: name, ext: '.png', mime: 'image/png', size: 1, url: `/uploads/${name}`, provider: 'local' },
    });

  it('keep what customers and editors made, under other numbers, and end what is alive: sessions, links, mail that waits', async () => {
    await createFile('private-photo.png');
    const logo = await createFile('logo.png');
    await createFile('another-photo.png');
    expect((await saveGeneral(editor, { logoFile: logo.documentId })).status).toBe(200);
    const photo = (await upload(app, first, repairs, 'photos')).body.data.id as string;
    const parts = [
      { name: 'Burr', quantity: 1 },
      { name: 'Belt', quantity: 2 },
    ];
    const created = (
      await first.post(`/modules/${repairs}/records`, { key: randomUUID(), values: repair({ parts, photos: [photo] }), submit: true })
    ).body.data;
    expect((await editor.post(`/approvals/${created.id}/approve`, { revision: created.revision })).status).toBe(200);
    const approved = (await read(first, created.id, repairs)).body.data;
    const turned = repair({ photos: approved.values.photos, parts: [...approved.values.parts].reverse() });
    const edited = (
      await first.put(`/modules/${repairs}/records/${created.id}`, { revision: approved.revision, values: turned, submit: true })
    ).body.data;
    const partIds = (row: { working: { parts: { id?: string }[] } }) => row.working.parts.map(({ id }) => id);
    expect(partIds((await modulesOf(strapi).store.ofDocument(REPAIR, await documentOf(created.id))) as never)).not.toContain(undefined);
    const before = await rowOf('plugin::customer-portal.record', created.id);

    await exportAndImport(strapi);
    await new Promise((resolve) => setTimeout(resolve, 600));

    expect((await rowOf('plugin::customer-portal.record', created.id)).id).not.toBe(before.id);
    for (const browser of [first, colleague, stranger]) expect((await browser.get('/session')).status).toBe(401);
    for (const name of ['sessions', 'one_time_tokens', 'jobs', 'login_flows']) {
      const [{ count }] = await strapi.db.getConnection(`customer_portal_${name}`).count({ count: '*' });
      expect([name, Number(count)]).toEqual([name, 0]);
    }
    const again = await signIn(app, mine.contact);
    const portal = (await again.get('/portal')).body.data;
    expect(portal.organisation.logoUrl).toMatch(/\/uploads\/logo\.png$/u);
    const kept = (await read(again, created.id, repairs)).body.data;
    expect(kept).toMatchObject({
      state: 'submitted',
      live: true,
      values: { parts: [{ name: 'Belt' }, { name: 'Burr' }], photos: approved.values.photos },
    });
    expect(kept.history.map(({ kind }: { kind: string }) => kind)).toEqual(edited.history.map(({ kind }: { kind: string }) => kind));
    expect((await read(await signIn(app, theirs.contact), created.id, repairs)).status).toBe(404);

    // Numbers of before are others' now: no part of the version claims a component by one.
    expect(partIds((await modulesOf(strapi).store.ofDocument(REPAIR, await documentOf(created.id))) as never)).toEqual([
      undefined,
      undefined,
    ]);
    expect((await editor.post(`/approvals/${created.id}/approve`, { revision: kept.revision })).status).toBe(200);
    expect((await read(again, created.id, repairs)).body.data.values.parts).toMatchObject([{ name: 'Belt' }, { name: 'Burr' }]);
  });
});
