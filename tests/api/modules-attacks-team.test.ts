/** What the team does under customers' feet: roles that see little, hurried editors, content types that change. */
import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { modulesOf } from '../../server/src/modules';
import { signIn, type Browser } from '../support/client';
import { createEditor, type Editor, type StrapiPermission } from '../support/editor';
import {
  changeModule,
  errorsOf,
  GUIDE,
  moduleBody,
  openGuides,
  openRegistrations,
  openRepairs,
  paragraph,
  registration,
  REGISTRATION,
  REPAIR,
  repair,
  upload,
} from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer, ownedDocuments } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';
import { addType } from '../support/team-types';

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let repairs: string;
let products: string;
let guides: string;
let pair: { customer: TestCustomer; contact: TestContact };
/** Two contacts of one customer, and one of another. */
let first: Browser;
let colleague: Browser;
let stranger: Browser;

beforeAll(async () => {
  app = await startApp({
    quiet: true,
    define: (parts) =>
      addType(parts.strapi, {
        singularName: 'recipe',
        pluralName: 'recipes',
        displayName: 'Recipe',
        attributes: { name: { type: 'string' }, steps: { type: 'richtext' } },
      }),
  });
  ({ strapi } = app);
  editor = await createEditor(app);
  repairs = (await openRepairs(editor)).id;
  products = (await openRegistrations(editor, { columns: ['serialNumber', 'newsletter'] })).id;
  guides = (await openGuides(editor, { seen: 'customer', mayCreate: true })).id;
  await strapi.plugin('i18n').service<{ create(data: object): Promise<unknown> }>('locales').create({ code: 'de', name: 'German (de)' });
  pair = await createPair(strapi, { contact: { language: 'de' } });
  first = await signIn(app, pair.contact);
  colleague = await signIn(app, await createContact(strapi, [pair.customer]));
  stranger = await signIn(app, (await createPair(strapi)).contact);
  // Strapi's languages are looked up again after a while.
  await new Promise((resolve) => setTimeout(resolve, 5100));
});
afterAll(() => app.stop());

const create = async (browser: Browser, values: Record<string, unknown>, submit = true, module = repairs) =>
  browser.post(`/modules/${module}/records`, { key: randomUUID(), values, submit });
const made = async (...parameters: Parameters<typeof create>) => {
  const { status, body } = await create(...parameters);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.data as { id: string; revision: number; state: string };
};
const record = async (browser: Browser, id: string, module = repairs) => (await browser.get(`/modules/${module}/records/${id}`)).body.data;
const approval = async (id: string, who = editor) => (await who.get(`/approvals/${id}`)).body.data;
const approve = async (id: string, more: object = {}, who = editor) =>
  who.post(`/approvals/${id}/approve`, { revision: (await approval(id)).revision, ...more });
const codeOf = ({ body }: { body: { error?: { details?: { code?: string } } } }) => body.error?.details?.code;
const documents = (uid: string) =>
  strapi.documents(uid as never) as unknown as Record<string, (query: object) => Promise<{ documentId: string }>>;
const explorer = (action: 'read' | 'publish', subject: string, more: Partial<StrapiPermission> = {}): StrapiPermission => ({
  action: `plugin::content-manager.explorer.${action}`,
  subject,
  ...more,
});
const editorWho = (...permissions: StrapiPermission[]): Promise<Editor> =>
  createEditor(app, ['approvals.read', 'approvals.decide'], permissions);
const ALL = { properties: { fields: ['title', 'description', 'urgency', 'photos', 'parts.name', 'parts.quantity', 'product'] } };

describe('an editor whose role', () => {
  it('may not publish a content type sees so in the inbox, and decides nothing', async () => {
    const { id, revision } = await made(first, repair());
    const reader = await editorWho(explorer('read', REPAIR, ALL));
    const mine = (who: Editor) =>
      who.get('/approvals').then(({ body }) => (body.data.rows as { id: string; mayDecide: boolean }[]).find((row) => row.id === id));
    expect([(await mine(reader))?.mayDecide, (await mine(editor))?.mayDecide]).toEqual([false, true]);
    expect((await approve(id, {}, reader)).status).toBe(403);
    const { body } = await reader.post('/approvals/decisions', { decision: 'reject', note: 'No', records: [{ id, revision }] });
    expect(body.data[0].error.code).toBe('not-allowed');
    expect((await record(first, id)).state).toBe('submitted');
  });

  it('may not read a content type, or only what its own colleagues made, sees nothing of it', async () => {
    const { id } = await made(first, repair());
    for (const other of [await editorWho(), await editorWho(explorer('read', REPAIR, { ...ALL, conditions: ['admin::is-creator'] }))]) {
      expect((await other.get('/approvals')).body.data.total).toBe(0);
      expect((await other.get('/approvals/count')).body.data).toEqual({ waiting: 0, unread: 0, open: 0, modules: [] });
      for (const path of ['', '/approve', '/reject', '/comments']) {
        const bodies: Record<string, object> = {
          '/approve': { revision: 1 },
          '/reject': { revision: 1, note: 'No' },
          '/comments': { text: paragraph('x'), internal: true },
        };
        const body = bodies[path];
        expect((await (body ? other.post(`/approvals/${id}${path}`, body) : other.get(`/approvals/${id}`))).status).toBe(404);
      }
    }
  });

  it('reads some fields sees those only, their files and titles included', async () => {
    const product = await made(first, registration('TM-000001'), true, products);
    const documentId = (await approval(product.id)).document as string;
    const photo = (await upload(app, first, repairs, 'photos')).body.data.id as string;
    const secret = repair({ title: 'The secret kettle', photos: [photo], product: [documentId], parts: [{ name: 'Burr', quantity: 77 }] });
    const { id } = await made(first, secret);
    const some = await editorWho(explorer('read', REPAIR, { properties: { fields: ['urgency', 'product', 'parts.name'] } }));
    const { body } = await some.get(`/approvals/${id}`);
    expect(body.data.fields.map(({ field }: { field: { name: string } }) => field.name)).toEqual(['urgency', 'product', 'parts']);
    const text = JSON.stringify(body);
    for (const hidden of ['secret kettle', 'Since Tuesday', photo, '"quantity"', 'TM-000001'])
      expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
    expect(text).toContain('Burr');
    expect((await some.get(`/approvals/${id}/files/${photo}`)).status).toBe(404);
    expect((await editor.get(`/approvals/${id}/files/${photo}`)).status).toBe(200);
    expect([(await some.get('/approvals?q=secret')).body.data.total, (await editor.get('/approvals?q=secret')).body.data.total]).toEqual([
      0, 1,
    ]);
  });

  it('is for one language sees and decides what is written in it', async () => {
    const german = await made(first, { title: 'Auf Deutsch' }, true, guides);
    const english = await made(stranger, { title: 'In English' }, true, guides);
    const properties = { fields: ['title', 'body', 'topic'], locales: ['de'] };
    const other = await editorWho(explorer('read', GUIDE, { properties }), explorer('publish', GUIDE, { properties: { locales: ['de'] } }));
    const { rows, total } = (await other.get('/approvals')).body.data;
    expect([rows.map(({ title }: { title: string }) => title), total]).toEqual([['Auf Deutsch'], 1]);
    expect((await other.get('/approvals?q=deutsch')).body.data.total).toBe(1);
    expect((await other.get('/approvals?q=english')).body.data.total).toBe(0);
    expect((await approve(english.id, {}, other)).status).toBe(404);
    expect((await approve(german.id, {}, other)).status).toBe(200);
    expect((await approve(english.id)).status).toBe(200);
  });
});

describe('what nobody has handed in, or handed in and left', () => {
  it("a draft's name is not told to editors", async () => {
    const draft = await made(first, { title: 'Not for you yet' }, false);
    expect(JSON.stringify(await approval(draft.id))).not.toContain('Not for you yet');
    const { id } = await made(first, repair({ title: 'In public' }));
    await approve(id);
    const { revision } = await record(first, id);
    await first.put(`/modules/${repairs}/records/${id}`, { revision, values: repair({ title: 'Not for you yet' }), submit: false });
    expect(await approval(id)).toMatchObject({ state: 'draft', title: 'In public' });
  });

  it("records of somebody who acts for the customer no more are everybody's, and mail does not follow them", async () => {
    const leaver = await createContact(strapi, [pair.customer]);
    const { id } = await made(await signIn(app, leaver), repair({ title: 'Left behind' }));
    const [membership] = await strapi.db.query('plugin::customer-portal.membership').findMany({ where: { contact: leaver.id } });
    expect((await record(colleague, id)).may.edit).toBe(false);
    await documents('plugin::customer-portal.membership').delete!({ documentId: membership.documentId });
    await editor.post(`/approvals/${id}/reject`, { revision: 1, note: 'Between us' });
    await app.settle();
    expect(app.mailbox.messages.filter(({ to }) => JSON.stringify(to).includes(leaver.email))).toEqual([]);
    const { may, revision } = await record(colleague, id);
    expect(may.edit).toBe(true);
    expect((await colleague.put(`/modules/${repairs}/records/${id}`, { revision, values: repair(), submit: true })).status).toBe(200);
    expect((await stranger.get(`/modules/${repairs}/records/${id}`)).status).toBe(404);
  });
});

describe('what was right when it was submitted', () => {
  const problemsIn = async (id: string) =>
    ((await approval(id)).problems as { path: string[]; code: string; lost: boolean }[]).map(({ path, code, lost }) => [
      path.join('.'),
      code,
      lost,
    ]);
  /** Refused until the editor says that it has seen what is left out; the document then. */
  async function leaveOut(id: string, problem: string[]): Promise<Record<string, unknown>> {
    expect(await problemsIn(id)).toEqual([[...problem, true]]);
    const refused = await approve(id);
    expect([codeOf(refused), errorsOf(refused)]).toEqual([
      'submission-outdated',
      [[['values', problem[0]].filter(Boolean).join('.'), problem[1]]],
    ]);
    expect(codeOf(await approve(id, { leaveOut: 'something else' }))).toBe('submission-outdated');
    const { body } = await editor.post('/approvals/decisions', {
      decision: 'approve',
      note: '',
      records: [{ id, revision: (await approval(id)).revision }],
    });
    expect(body.data[0].error.code).toBe('submission-outdated');
    expect(await approval(id)).toMatchObject({ state: 'submitted', document: null });
    expect((await approve(id, { leaveOut: (await approval(id)).leavesOut })).status).toBe(200);
    const { document } = await approval(id);
    return await documents(REPAIR).findOne!({ documentId: document, status: 'published', populate: '*' });
  }

  it('and points to what is gone by now, is left out only when the editor has seen it', async () => {
    const product = await made(first, registration('TM-000301'), true, products);
    const other = await made(stranger, registration('TM-000302'), true, products);
    const target = (await approval(product.id)).document as string;
    const { id } = await made(first, repair({ product: [target] }));
    expect(await problemsIn(id)).toEqual([]);
    await documents(REGISTRATION).unpublish!({ documentId: target });
    expect(await leaveOut(id, ['product', 'no-such-record'])).toMatchObject({ title: 'The grinder squeals', product: null });
    expect((await record(stranger, other.id, products)).state).toBe('approved');
  });

  it('and was typed into a field that is closed by now, likewise', async () => {
    const { id } = await made(first, repair({ preferredDate: '2026-12-01' }));
    await changeModule(editor, repairs, { fields: { preferredDate: 'hidden' } });
    expect(await leaveOut(id, ['preferredDate', 'field-closed'])).toMatchObject({ preferredDate: null });
    await changeModule(editor, repairs, { fields: { preferredDate: 'optional' } });
  });

  it('and holds a file that is gone, or that its field does not take any more, likewise', async () => {
    const photo = (await upload(app, first, repairs, 'photos')).body.data.id as string;
    const { id } = await made(first, repair({ photos: [photo] }));
    await strapi.db.query('plugin::customer-portal.record-file').deleteMany({ where: { documentId: photo } });
    expect(await leaveOut(id, ['photos', 'no-such-file'])).toMatchObject({ photos: [] });
    const kept = (await upload(app, first, repairs, 'photos')).body.data.id as string;
    const next = await made(first, repair({ photos: [kept] }));
    const { photos } = strapi.contentType(REPAIR as never).attributes as unknown as { photos: { allowedTypes: string[] } };
    const allow = (kind: string): void => void (modulesOf(strapi).catalogue.forget(), (photos.allowedTypes = [kind]));
    allow('videos');
    expect(await leaveOut(next.id, ['photos', 'wrong-kind'])).toMatchObject({ photos: [] });
    allow('images');
  });

  it('and belongs to a module that customers do not see any more, asks first', async () => {
    const { id } = await made(first, repair());
    await changeModule(editor, repairs, { enabled: false });
    await leaveOut(id, ['', 'module-off']);
    await changeModule(editor, repairs, { enabled: true });
  });

  it('and lacks what has to be filled in by now, goes back to the customer', async () => {
    const { id } = await made(first, repair());
    const photo = (await upload(app, first, repairs, 'photos')).body.data.id as string;
    const other = await made(first, repair({ photos: [photo] }));
    await changeModule(editor, repairs, { fields: { contactEmail: 'mandatory' } });
    expect(await problemsIn(id)).toEqual([['contactEmail', 'required', false]]);
    for (const one of [id, other.id])
      expect(errorsOf(await approve(one, { leaveOut: 'x' }))).toEqual([['values.contactEmail', 'required']]);
    expect(await strapi.db.query('plugin::upload.file').count({ where: { caption: { $contains: photo } } })).toBe(0);
    expect(
      (await editor.post(`/approvals/${id}/reject`, { revision: (await approval(id)).revision, note: 'Add your address.' })).status,
    ).toBe(200);
    await changeModule(editor, repairs, { fields: { contactEmail: 'optional' } });
    expect(await problemsIn(other.id)).toEqual([]);
    expect((await approve(other.id)).status).toBe(200);
  });

  it('is not told of to a role that does not read the field', async () => {
    const { id } = await made(first, repair({ preferredDate: '2026-12-01' }));
    await changeModule(editor, repairs, { fields: { preferredDate: 'hidden' } });
    const some = await editorWho(explorer('read', REPAIR, ALL), explorer('publish', REPAIR));
    expect((await approval(id, some)).problems).toEqual([{ path: [], label: '', code: 'field-closed', lost: true }]);
    expect((await approval(id)).problems).toEqual([{ path: ['preferredDate'], label: 'Preferred date', code: 'field-closed', lost: true }]);
    await changeModule(editor, repairs, { fields: { preferredDate: 'optional' } });
  });
});

describe('editors in a hurry', () => {
  it("do not publish a colleague's half-finished draft unseen", async () => {
    const { id } = await made(first, registration('TM-000002'), true, products);
    const { document } = await approval(id);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await documents(REGISTRATION).update!({ documentId: document, data: { internalNote: 'Half a thought' } });
    const { revision } = await record(first, id, products);
    await first.put(`/modules/${products}/records/${id}`, {
      revision,
      values: registration('TM-000002', { model: 'Water boiler' }),
      submit: true,
    });
    expect(codeOf(await approve(id))).toBe('team-changes');
    const { body } = await editor.post('/approvals/decisions', {
      decision: 'approve',
      note: '',
      records: [{ id, revision: revision + 1 }],
    });
    expect(body.data[0].error.code).toBe('team-changes');
    expect((await approve(id, { teamChanges: true })).status).toBe(200);
  });

  it('publish a unique value once, whoever asks for it at the same time', async () => {
    const answers = await Promise.all(
      [first, stranger, colleague, first].map((browser) => create(browser, registration('TM-000003'), true, products)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
    expect(await strapi.db.query(REGISTRATION).count({ where: { serialNumber: 'TM-000003', publishedAt: { $notNull: true } } })).toBe(1);
  });

  it('take many back, publish and delete them in the Content Manager, and the records follow', async () => {
    const own = await Promise.all(
      ['TM-000011', 'TM-000012', 'TM-000013'].map((serial) => made(first, registration(serial), true, products)),
    );
    const documentIds = await Promise.all(own.map(async ({ id }) => (await approval(id)).document as string));
    const bulk = (action: string) => editor.post(`//content-manager/collection-types/${REGISTRATION}/actions/${action}`, { documentIds });
    const states = () => Promise.all(own.map(async ({ id }) => (await record(first, id, products))?.state as string | undefined));
    expect((await bulk('bulkUnpublish')).status).toBe(200);
    expect(await states()).toEqual(['unpublished', 'unpublished', 'unpublished']);
    expect((await bulk('bulkPublish')).status).toBe(200);
    expect(await states()).toEqual(['approved', 'approved', 'approved']);
    expect((await bulk('bulkDelete')).status).toBe(200);
    expect(await states()).toEqual([undefined, undefined, undefined]);
    expect((await stranger.get(`/modules/${products}/records`)).status).toBe(200);
  });

  it('close a module, go on working, and open it again', async () => {
    const [gone, back] = [
      await made(first, registration('TM-000021'), true, products),
      await made(first, registration('TM-000022'), true, products),
    ];
    const [one, two] = [(await approval(gone.id)).document as string, (await approval(back.id)).document as string];
    await editor.delete(`/modules/${products}`);
    await documents(REGISTRATION).delete!({ documentId: one });
    await documents(REGISTRATION).unpublish!({ documentId: two });
    products = (await openRegistrations(editor, { columns: ['serialNumber', 'newsletter'] })).id;
    expect((await first.get(`/modules/${products}/records/${gone.id}`)).status).toBe(404);
    expect(await record(first, back.id, products)).toMatchObject({
      state: 'unpublished',
      live: false,
      values: { serialNumber: 'TM-000022' },
    });
  });

  it('give a document to a customer, who finds it by its name', async () => {
    const { documentId } = await documents(REGISTRATION).create!({ data: registration('TM-000031') });
    await documents(REGISTRATION).publish!({ documentId });
    await ownedDocuments(strapi, pair, REGISTRATION).claim(documentId);
    expect((await first.get(`/modules/${products}/records?q=TM-000031`)).body.data.rows).toMatchObject([
      { title: 'TM-000031', state: 'approved' },
    ]);
  });
});

describe('a content type that changes', () => {
  type Attributes = Record<string, Record<string, unknown>>;
  const attributesOf = (uid: string) =>
    (strapi.contentTypes as unknown as Record<string, { attributes: Attributes; options: Record<string, unknown> }>)[uid]!;
  /** Does something with the schema as the Content-Type Builder would have left it. */
  async function changed(uid: string, change: (attributes: Attributes) => void, look: () => Promise<void>): Promise<void> {
    const schema = attributesOf(uid);
    const before = { ...schema.attributes };
    try {
      change(schema.attributes);
      modulesOf(strapi).catalogue.forget();
      await look();
    } finally {
      for (const name of Object.keys(schema.attributes)) Reflect.deleteProperty(schema.attributes, name);
      Object.assign(schema.attributes, before);
      modulesOf(strapi).catalogue.forget();
    }
  }

  it('breaks no page, whatever was typed before', async () => {
    await changeModule(editor, repairs, { columns: ['title', 'contactEmail', 'preferredDate'] });
    const { id } = await made(
      first,
      repair({
        contactEmail: 'ada@example.org',
        preferredDate: '2026-03-01',
        parts: [{ name: 'Burr', quantity: 1 }],
        place: { street: 'Quay 4', city: 'Bergen' },
      }),
    );
    const change = (attributes: Attributes): void => {
      attributes.contactEmail = { type: 'integer' };
      attributes.preferredDate = { type: 'boolean' };
      attributes.place = { ...attributes.place, repeatable: true };
      attributes.parts = { type: 'string' };
      attributes.description = { type: 'datetime' };
      delete attributes.urgency;
      attributes.title = { ...attributes.title, minLength: 100 };
    };
    await changed(REPAIR, change, async () => {
      const { values } = await record(first, id);
      expect(values).toMatchObject({
        title: 'The grinder squeals',
        contactEmail: null,
        preferredDate: null,
        description: null,
        parts: null,
        place: [{ street: 'Quay 4' }],
      });
      for (const query of ['', '?sort=contactEmail', '?sort=-preferredDate', '?q=grinder'])
        expect((await first.get(`/modules/${repairs}/records${query}`)).status).toBe(200);
      const { rows } = (await first.get(`/modules/${repairs}/records`)).body.data as { rows: { id: string; values: object }[] };
      expect(rows.find((row) => row.id === id)?.values).toEqual({ title: 'The grinder squeals', contactEmail: null, preferredDate: null });
      expect((await approval(id)).fields.map(({ changed }: { changed: boolean }) => changed)).toContain(false);
      const { status, body } = await approve(id);
      expect([status, body.error.details.code]).toEqual([400, 'invalid-request']);
      expect((await editor.get('/modules')).body.data.find((one: { id: string }) => one.id === repairs).problems).toEqual(
        expect.arrayContaining([{ code: 'field-gone', field: 'urgency' }]),
      );
    });
    expect(await record(first, id)).toMatchObject({
      state: 'submitted',
      values: { contactEmail: 'ada@example.org', preferredDate: '2026-03-01' },
    });
    expect((await approve(id)).status).toBe(200);
  });

  it('has no module while Draft & Publish is off, and has it back with its records', async () => {
    const { id } = await made(first, repair());
    const { options } = attributesOf(REPAIR);
    try {
      options.draftAndPublish = false;
      modulesOf(strapi).catalogue.forget();
      expect((await first.get(`/modules/${repairs}/records/${id}`)).status).toBe(404);
      expect((await editor.post(`/approvals/${id}/approve`, { revision: 1 })).status).toBe(404);
      expect((await editor.get('/modules')).status).toBe(200);
      await modulesOf(strapi).upkeep.cleanUp();
    } finally {
      options.draftAndPublish = true;
      modulesOf(strapi).catalogue.forget();
    }
    expect((await record(first, id)).state).toBe('submitted');
  });

  it('and checks texts by an expression that takes years does not stop the server', async () => {
    const slow =
      (regex: string) =>
      (attributes: Attributes): void => {
        attributes.serialNumber = { ...attributes.serialNumber, regex };
      };
    await changed(REGISTRATION, slow('^(A+)+$'), async () => {
      const begun = Date.now();
      expect(errorsOf(await create(first, registration(`${'A'.repeat(60)}!`), true, products))).toEqual([
        ['values.serialNumber', 'wrong-format'],
      ]);
      expect(Date.now() - begun).toBeLessThan(5000);
    });
    // One that is none does not take the other modules with it.
    await changed(REGISTRATION, slow('('), async () => expect((await first.get('/modules')).status).toBe(200));
  });
});

describe('a title of several lines', () => {
  it('adds no header to a mail and no line to the activities', async () => {
    const module = moduleBody('Repairs', ['internalNote'], {
      notify: ['desk@example.org'],
      fields: { internalNote: 'mandatory', title: 'mandatory', description: 'mandatory', urgency: 'mandatory' },
    });
    const { revision } = (await editor.get('/modules')).body.data.find((one: { id: string }) => one.id === repairs);
    expect((await editor.put(`/modules/${repairs}`, { ...module, revision })).status).toBe(200);
    await made(first, { ...repair(), internalNote: 'Hello\r\nBcc: everybody@example.org\r\n\r\nBuy' });
    await app.settle();
    const told = app.mailbox.messages.at(-1);
    expect(told?.subject).not.toMatch(/[\r\n]/u);
    expect(JSON.stringify([told?.to, told?.cc, told?.bcc])).not.toContain('everybody');
  });

  it('is read by whoever may read the record, and by nobody in activity, its event or mail to a desk', async () => {
    const events: unknown[] = [];
    strapi.eventHub.on('customer-portal.activity', async (row) => void events.push(row));
    const values = { ...repair({ title: 'Merger with Zenith' }), internalNote: 'Zenith again' };
    const { id, revision } = await made(first, values, false);
    await first.put(`/modules/${repairs}/records/${id}`, { revision, values, submit: true });
    const commented = await first.post(`/modules/${repairs}/records/${id}/comments`, { text: paragraph('About Zenith') });
    expect([commented.status, (await approve(id)).status, await app.settle()]).toEqual([201, 200, undefined]);
    const toDesk = app.mailbox.messages.filter(({ to }) => JSON.stringify(to).includes('desk@example.org'));
    expect([toDesk.length >= 2, events.length >= 3]).toEqual([true, true]);
    expect(JSON.stringify([toDesk, events, await strapi.db.query('plugin::customer-portal.activity').findMany({})])).not.toContain(
      'Zenith',
    );
  });
});

describe('an attribute of Strapi’s Markdown kind', () => {
  it('takes neither HTML nor links that run something, but what the team published may stay', async () => {
    const body = moduleBody('Recipes', ['name'], { approval: false, fields: { name: 'optional', steps: 'optional' } });
    const recipes = (await editor.post('/modules', { contentType: 'api::recipe.recipe', ...body })).body.data.id as string;
    for (const [steps, code] of [
      ['Boil <img src=x onerror=alert(1)>', 'html'],
      ['[x](java&Tab;script:alert(1))', 'unsafe-link'],
    ]) {
      expect(errorsOf(await create(first, { name: 'Tea', steps }, true, recipes))).toEqual([['values.steps', code]]);
    }
    const { id } = await made(first, { name: 'Tea', steps: '**Boil** water < 100 °C' }, true, recipes);
    expect((await stranger.get(`/modules/${recipes}/records/${id}`)).status).toBe(404);
    const documentId = (await approval(id)).document as string;
    await documents('api::recipe.recipe').update!({ documentId, data: { steps: '<b>Boil</b> water' } });
    await documents('api::recipe.recipe').publish!({ documentId });
    const { revision } = await record(first, id, recipes);
    const changed = await first.put(`/modules/${recipes}/records/${id}`, {
      revision,
      values: { name: 'Green tea', steps: '<b>Boil</b> water' },
      submit: true,
    });
    expect([changed.status, (await record(first, id, recipes)).values]).toEqual([200, { name: 'Green tea', steps: '<b>Boil</b> water' }]);
  });
});
