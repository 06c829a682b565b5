import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import request from 'supertest';
import { modulesOf } from '../../server/src/modules/service';
import { settingsOf } from '../../server/src/settings';
import { signIn, type Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import {
  changeModule,
  errorsOf,
  openRegistrations,
  openRepairs,
  paragraph,
  PIXEL,
  registration,
  REGISTRATION,
  REPAIR,
  repair,
  upload,
} from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { describeSearching } from '../support/searching';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let repairs: string;
let products: string;
/** Two contacts of one customer, and one of another. */
let customer: TestCustomer;
let contact: TestContact;
let first: Browser;
let colleague: Browser;
let stranger: Browser;

async function openToPublic(uid: string): Promise<void> {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
  for (const action of ['find', 'findOne']) {
    await strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: `${uid}.${action}`, role: (role as { id: number }).id } });
  }
}

beforeAll(async () => {
  app = await startApp();
  ({ strapi } = app);
  editor = await createEditor(app);
  repairs = (await openRepairs(editor, { notify: ['desk@example.org'] })).id;
  products = (await openRegistrations(editor)).id;
  const pair = await createPair(strapi, { customer: { name: 'Alder Ltd' }, contact: { firstName: 'Ada', lastName: 'Alder' } });
  ({ customer, contact } = pair);
  first = await signIn(app, contact);
  colleague = await signIn(app, await createContact(strapi, [customer]));
  stranger = await signIn(app, (await createPair(strapi)).contact);
  for (const uid of [REPAIR, REGISTRATION]) await openToPublic(uid);
});
afterAll(() => app.stop());

const create = async (browser: Browser, values: Record<string, unknown>, submit = true, module = repairs) =>
  browser.post(`/modules/${module}/records`, { key: randomUUID(), values, submit });
const made = async (browser: Browser, values: Record<string, unknown>, submit = true, module = repairs) => {
  const response = await create(browser, values, submit, module);
  if (response.status !== 201) throw new Error(JSON.stringify(response.body));
  return response.body.data;
};
const record = async (browser: Browser, id: string, module = repairs) => (await browser.get(`/modules/${module}/records/${id}`)).body.data;
const approval = async (id: string) => (await editor.get(`/approvals/${id}`)).body.data;
const approve = async (id: string) => editor.post(`/approvals/${id}/approve`, { revision: (await approval(id)).revision });
const reject = async (id: string, note = 'Add a photo.') =>
  editor.post(`/approvals/${id}/reject`, { revision: (await approval(id)).revision, note });
const publicly = async (query = '', path = 'repair-requests') => (await request(app.server).get(`/api/${path}${query}`)).body;

describe('modules', () => {
  it('are listed with their fields to those whom they concern', async () => {
    expect((await first.get('/modules')).body.data).toEqual([
      { id: repairs, name: 'Repairs', icon: 'list' },
      { id: products, name: 'Products', icon: 'list' },
    ]);
    const { fields, columns, may } = (await first.get(`/modules/${repairs}`)).body.data;
    expect(fields.map(({ name, level }: { name: string; level: string }) => `${name}: ${level}`)).toEqual([
      'title: mandatory',
      'description: mandatory',
      'urgency: mandatory',
      'preferredDate: optional',
      'contactEmail: optional',
      'product: optional',
      'photos: optional',
      'parts: optional',
      'place: optional',
      'estimate: read-only',
    ]);
    expect(columns.map(({ name }: { name: string }) => name)).toEqual(['title', 'urgency', 'preferredDate']);
    expect(may).toEqual({ create: true, draft: true, comment: true });
  });

  it('are gone for those whom they do not concern, and when they are off', async () => {
    const before = await changeModule(editor, repairs, { audience: 'vendors' });
    expect((await first.get(`/modules/${repairs}`)).status).toBe(404);
    expect((await create(first, repair())).status).toBe(404);
    await changeModule(editor, repairs, { audience: before.audience === 'vendors' ? 'everyone' : before.audience, enabled: false });
    expect((await first.get('/modules')).body.data).toHaveLength(1);
    expect((await first.get(`/modules/${repairs}/records`)).status).toBe(404);
    await changeModule(editor, repairs, { enabled: true });
  });
});

describe('a record', () => {
  it('is drafted, submitted, rejected, mended, approved and edited again', async () => {
    const photo = (await upload(app, first, repairs, 'photos')).body.data;
    expect(photo).toMatchObject({ name: 'photo.png', mime: 'image/png', size: PIXEL.length, url: null });
    const draft = await made(first, { title: 'The gri', photos: [photo.id] }, false);
    expect(draft).toMatchObject({ state: 'draft', title: 'The gri', live: false, revision: 1, files: [{ id: photo.id }] });
    expect(draft.may).toEqual({ edit: true, draft: true, delete: true, withdraw: false, comment: true });

    const values = repair({ photos: [photo.id], parts: [{ name: 'Burr', quantity: 2 }], place: { street: 'Quay 4', city: 'Bergen' } });
    const submitted = (await first.put(`/modules/${repairs}/records/${draft.id}`, { revision: 1, values, submit: true })).body.data;
    expect(submitted).toMatchObject({ state: 'submitted', title: 'The grinder squeals', revision: 2 });
    await app.settle();
    const told = app.mailbox.messages.at(-1);
    expect(JSON.stringify(told?.to)).toContain('desk@example.org');
    expect(told?.text).toContain('/admin/plugins/customer-portal/approvals/');
    expect((await publicly()).data).toEqual([]);
    expect((await publicly('?status=draft')).data).toEqual([]);
    expect(await strapi.db.query(REPAIR).count()).toBe(0);

    const seen = await approval(draft.id);
    expect(seen).toMatchObject({
      state: 'submitted',
      document: null,
      mayDecide: true,
      customer: { name: 'Alder Ltd' },
      contact: 'Ada Alder',
      teamChanges: false,
    });
    expect((await reject(draft.id)).status).toBe(200);
    const rejected = await record(first, draft.id);
    expect(rejected).toMatchObject({ state: 'rejected', files: [{ id: photo.id }] });
    expect(rejected.filesKeptUntil).not.toBeNull();
    expect(rejected.history.map(({ kind }: { kind: string }) => kind)).toEqual(['created', 'submitted', 'rejected']);
    expect(rejected.history.at(-1)).toMatchObject({ byEditor: true, text: paragraph('Add a photo.') });
    await app.settle();
    expect(JSON.stringify(app.mailbox.messages.at(-1)?.to)).toContain(contact.email);
    expect(app.mailbox.messages.at(-1)?.text).toContain('Add a photo.');
    // Whoever acts for several is led to the right one.
    expect(app.mailbox.messages.at(-1)?.text).toContain(`/records/${draft.id}?customer=${customer.documentId}`);

    const mended = await first.put(`/modules/${repairs}/records/${draft.id}`, {
      revision: rejected.revision,
      values: { ...values, title: 'The grinder squeals loudly' },
      submit: true,
    });
    expect(mended.body.data.state).toBe('submitted');
    expect((await approve(draft.id)).status).toBe(200);
    const approved = await record(first, draft.id);
    expect(approved).toMatchObject({ state: 'approved', live: true, title: 'The grinder squeals loudly' });
    expect(approved.files[0].url).toContain('/uploads/');
    expect(approved.values.parts).toEqual([{ id: expect.any(String), name: 'Burr', quantity: 2 }]);
    const [shown] = (await publicly('?populate=*')).data;
    expect(shown).toMatchObject({
      title: 'The grinder squeals loudly',
      photos: [{ name: 'photo.png' }],
      parts: [{ name: 'Burr', quantity: 2 }],
    });

    const edited = (
      await first.put(`/modules/${repairs}/records/${draft.id}`, {
        revision: approved.revision,
        values: { ...values, photos: [approved.files[0].id], title: 'It is silent now' },
        submit: true,
      })
    ).body.data;
    expect(edited).toMatchObject({ state: 'submitted', live: true, title: 'It is silent now' });
    for (const status of ['', '?status=draft']) expect((await publicly(status)).data[0].title).toBe('The grinder squeals loudly');
    const { fields } = await approval(draft.id);
    expect(
      fields.filter(({ changed }: { changed: boolean }) => changed).map(({ field }: { field: { name: string } }) => field.name),
    ).toEqual(expect.arrayContaining(['title']));
    await approve(draft.id);
    expect((await publicly()).data.map(({ title }: { title: string }) => title)).toEqual(['It is silent now']);
  });

  it("is the customer's alone", async () => {
    const mine = await made(first, repair({ title: 'Only ours' }));
    expect((await stranger.get(`/modules/${repairs}/records/${mine.id}`)).status).toBe(404);
    expect((await stranger.get(`/modules/${repairs}/records`)).body.data.total).toBe(0);
    for (const [method, path, body] of [
      ['put', '', { revision: 1, values: repair(), submit: false }],
      ['post', '/withdraw', { revision: 1 }],
      ['delete', '', undefined],
      ['post', '/comments', { text: paragraph('Hello') }],
    ] as const) {
      expect((await stranger.send(method, `/modules/${repairs}/records/${mine.id}${path}`, body)).status).toBe(404);
    }
    expect(await record(first, mine.id)).toEqual(mine);
    expect((await colleague.get(`/modules/${repairs}/records/${mine.id}`)).body.data.may).toEqual({
      edit: false,
      draft: false,
      delete: false,
      withdraw: false,
      comment: true,
    });
    expect((await colleague.put(`/modules/${repairs}/records/${mine.id}`, { revision: 1, values: repair(), submit: true })).status).toBe(
      403,
    );
    await changeModule(editor, repairs, { seen: 'own' });
    expect((await colleague.get(`/modules/${repairs}/records/${mine.id}`)).status).toBe(404);
    await changeModule(editor, repairs, { seen: 'customer' });
  });

  it('is checked as Strapi would check it, with errors at the field', async () => {
    const response = await create(first, {
      title: 'ab',
      description: paragraph('x'),
      urgency: 'Tomorrow',
      preferredDate: '2026-02-30',
      contactEmail: 'no',
      parts: [{ name: '', quantity: 100 }],
    });
    expect(response.status).toBe(400);
    expect(errorsOf(response)).toEqual([
      ['values.title', 'too-short'],
      ['values.urgency', 'not-an-option'],
      ['values.preferredDate', 'not-a-date'],
      ['values.contactEmail', 'not-an-email'],
      ['values.parts.0.name', 'required'],
      ['values.parts.0.quantity', 'too-large'],
    ]);
    expect(errorsOf(await create(first, repair({ estimate: 5 })))).toEqual([['values.estimate', 'read-only']]);
    expect(errorsOf(await create(first, repair({ internalNote: 'x' })))).toEqual([['values.internalNote', 'unknown-key']]);
  });

  it('is published at once where no approval is needed, and unique values are', async () => {
    const mine = await made(first, registration('AB-000001'), true, products);
    expect(mine).toMatchObject({ state: 'approved', live: true });
    expect((await publicly('', 'product-registrations')).data).toHaveLength(1);
    const again = await create(stranger, registration('AB-000001'), true, products);
    expect(errorsOf(again)).toEqual([['values.serialNumber', 'not-unique']]);
  });

  it('can be related to what the customer may see, and to nothing else', async () => {
    const mine = await made(first, registration('AB-000002'), true, products);
    const theirs = await made(stranger, registration('AB-000003'), true, products);
    const documentOf = async (id: string) => (await approval(id)).document as string;
    const [own, foreign] = [await documentOf(mine.id), await documentOf(theirs.id)];
    const options = (await first.get(`/modules/${repairs}/options/product?q=000002`)).body.data;
    expect(options).toEqual([{ id: own, title: 'AB-000002' }]);
    expect(errorsOf(await create(first, repair({ product: [foreign] })))).toEqual([['values.product', 'no-such-record']]);
    const related = await made(first, repair({ product: [own] }));
    expect(related.related).toEqual({ [own]: 'AB-000002' });
    await approve(related.id);
    expect((await record(first, related.id)).values.product).toEqual([own]);
  });

  it('is made once for one key', async () => {
    const key = randomUUID();
    const before = (await first.get(`/modules/${repairs}/records`)).body.data.total as number;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => first.post(`/modules/${repairs}/records`, { key, values: repair(), submit: true })),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.data?.id}`)).size).toBe(1);
    expect((await first.get(`/modules/${repairs}/records`)).body.data.total).toBe(before + 1);
  });

  it('is searched, sorted, filtered and paged', async () => {
    const browser = await signIn(app, (await createPair(strapi)).contact);
    for (const [title, urgency] of [
      ['Ünder the bar', 'Low'],
      ['Boiler 50%', 'High'],
      ['boiler two', 'Normal'],
    ] as const) {
      await made(browser, repair({ title, urgency }));
    }
    await made(browser, { title: 'A draft' }, false);
    const list = async (query: string): Promise<string[]> =>
      (await browser.get(`/modules/${repairs}/records?${query}`)).body.data.rows.map(({ title }: { title: string }) => title);
    expect(await list('')).toEqual(['A draft', 'boiler two', 'Boiler 50%', 'Ünder the bar']);
    expect(await list('q=BOILER&sort=title')).toEqual(['Boiler 50%', 'boiler two']);
    expect(await list('q=under')).toEqual(['Ünder the bar']);
    expect(await list('q=50%25')).toEqual(['Boiler 50%']);
    expect(await list('q=%25')).toEqual(['Boiler 50%']);
    expect(await list('state=draft')).toEqual(['A draft']);
    expect(await list('sort=-urgency')).toEqual(
      ['Ünder the bar', 'boiler two', 'Boiler 50%', 'A draft'].sort(
        (a, b) =>
          ['boiler two', 'Ünder the bar', 'Boiler 50%', 'A draft'].indexOf(a) -
          ['boiler two', 'Ünder the bar', 'Boiler 50%', 'A draft'].indexOf(b),
      ),
    );
    expect(await list('page=2&pageSize=3')).toEqual(['Ünder the bar']);
    expect((await browser.get(`/modules/${repairs}/records?sort=internalNote`)).status).toBe(400);
  });

  it('is commented on by both sides; what is internal stays with the editors', async () => {
    const mine = await made(first, repair());
    expect((await first.post(`/modules/${repairs}/records/${mine.id}/comments`, { text: paragraph('When?') })).status).toBe(201);
    await editor.post(`/approvals/${mine.id}/comments`, { text: paragraph('Ask Bo'), internal: true });
    await editor.post(`/approvals/${mine.id}/comments`, { text: paragraph('On Monday'), internal: false });
    const text = JSON.stringify((await record(first, mine.id)).history);
    expect([text.includes('On Monday'), text.includes('Ask Bo')]).toEqual([true, false]);
    expect(JSON.stringify((await approval(mine.id)).history)).toContain('Ask Bo');
    const hostile = [{ type: 'paragraph', children: [{ type: 'text', text: 'x' }], onclick: 'alert(1)' }];
    expect((await first.post(`/modules/${repairs}/records/${mine.id}/comments`, { text: hostile })).status).toBe(400);
  });

  it('of a customer is unread for the editors until one of them opens the record', async () => {
    const mine = await made(first, repair({ title: 'Leaks' }));
    const comment = (): Promise<unknown> => first.post(`/modules/${repairs}/records/${mine.id}/comments`, { text: paragraph('Any news?') });
    const unread = async () => (await editor.get('/approvals?state=unread')).body.data.rows.map(({ id }: { id: string }) => id);
    const count = async () => (await editor.get('/approvals/count')).body.data;
    const read = async (comments: number) => (await editor.post(`/approvals/${mine.id}/read`, { comments })).body.data.read;
    const before = await count();
    expect(await unread()).not.toContain(mine.id);
    await comment();
    expect(await unread()).toContain(mine.id);
    const after = await count();
    expect(after.unread).toBe(before.unread + 1);
    // It waits as well, and is one record.
    expect(after.open).toBe(before.open);
    expect(after.modules.find(({ id }: { id: string }) => id === repairs).unread).toBe(after.unread);
    expect(await approval(mine.id)).toMatchObject({ unread: true, comments: 1 });

    // One comes in while an editor looks at the first: it stays unread.
    await comment();
    expect([await read(1), (await unread()).includes(mine.id)]).toEqual([false, true]);
    expect([await read(2), await read(2), (await unread()).includes(mine.id)]).toEqual([true, false, false]);
    await editor.post(`/approvals/${mine.id}/comments`, { text: paragraph('On Monday'), internal: false });
    expect((await count()).unread).toBe(before.unread);

    // Many at once are all counted, whoever looks meanwhile.
    await Promise.all([comment(), read(2), comment(), read(3), comment(), read(4), comment()]);
    const { comments } = await approval(mine.id);
    expect([comments, (await unread()).includes(mine.id)]).toEqual([6, true]);
    expect(await read(6)).toBe(true);
  });

  it('on a draft brings it to the editors without its title', async () => {
    const draft = await made(first, repair({ title: 'Not yet told' }), false);
    await first.post(`/modules/${repairs}/records/${draft.id}/comments`, { text: paragraph('How long?') });
    const { text } = await editor.get('/approvals?state=unread');
    expect([text.includes(draft.id), text.includes('Not yet told')]).toEqual([true, false]);
    await editor.post(`/approvals/${draft.id}/read`, { comments: 1 });
  });
});

describe('a race', () => {
  it('between an approving editor and an editing customer is refused, not lost', async () => {
    for (let round = 0; round < 5; round += 1) {
      const mine = await made(first, repair({ title: `Race ${round}` }));
      const { revision } = await approval(mine.id);
      const [decided, changed] = await Promise.all([
        editor.post(`/approvals/${mine.id}/approve`, { revision }),
        first.put(`/modules/${repairs}/records/${mine.id}`, { revision, values: repair({ title: `Changed ${round}` }), submit: true }),
      ]);
      expect([decided.status, changed.status].sort()).toEqual([200, 409]);
      const after = await record(first, mine.id);
      expect(after).toMatchObject(
        decided.status === 200 ? { state: 'approved', title: `Race ${round}` } : { state: 'submitted', title: `Changed ${round}` },
      );
    }
  });

  it.each([
    ['an editor approves', REPAIR, () => repairs, repair, 'photos'],
    ['what a customer changes needs no approval', REGISTRATION, () => products, () => registration('AB-000009'), 'receipt'],
  ] as const)(
    "of a colleague's half-done draft with files on their way publishes it unseen neither where %s",
    async (_what, uid, module, values, field) => {
      const mine = await made(first, values(), true, module());
      if (uid === REPAIR) await approve(mine.id);
      const { document } = await approval(mine.id);
      // Published a while ago: what is saved next is a change.
      await strapi.db
        .connection(strapi.db.metadata.get(uid).tableName)
        .where({ document_id: document })
        .update({ updated_at: new Date(Date.now() - 3_600_000) });
      const file = (await upload(app, first, module(), field)).body.data.id as string;
      let saved = 0;
      const stop = strapi.db.lifecycles.subscribe({
        models: ['plugin::upload.file'],
        async afterCreate() {
          saved += 1;
          await strapi.documents(uid as never).update({ documentId: document, data: { internalNote: 'Half a thought' } as never });
        },
      });
      const { revision } = await record(first, mine.id, module());
      const changed = await first.put(`/modules/${module()}/records/${mine.id}`, {
        revision,
        values: { ...values(), [field]: [file] },
        submit: true,
      });
      if (uid === REPAIR) expect((await approve(mine.id)).body.error?.details.code).toBe('team-changes');
      stop();
      expect([changed.status, saved]).toEqual([200, 1]);
      expect(await record(first, mine.id, module())).toMatchObject({ state: 'submitted', live: true });
      const published = () => strapi.db.query(uid).findOne({ where: { documentId: document, publishedAt: { $notNull: true } } });
      expect(await published()).toMatchObject({ internalNote: null });
      const seen = await approval(mine.id);
      expect(seen).toMatchObject({ teamChanges: true });
      expect((await editor.post(`/approvals/${mine.id}/approve`, { revision: seen.revision, teamChanges: true })).status).toBe(200);
      expect(await published()).toMatchObject({ internalNote: 'Half a thought' });
    },
  );

  it('for what is kept of the settings holds nobody up who is writing', async () => {
    // Nothing is fresh any more: the request begins to read, and waits where a database has one connection.
    await setTimeout(600);
    let waiting: Promise<unknown> = Promise.resolve();
    const read = await strapi.db.transaction(async () => {
      waiting = first.get('/modules');
      await setTimeout(200);
      return [await settingsOf(strapi).preferences(), await modulesOf(strapi).catalogue.modules()];
    });
    expect(read).toHaveLength(2);
    expect(await waiting).toMatchObject({ status: 200 });
  }, 20_000);

  it('of two editors publishes once', async () => {
    const mine = await made(first, repair({ title: 'Once' }));
    const { revision } = await approval(mine.id);
    const answers = await Promise.all(Array.from({ length: 6 }, () => editor.post(`/approvals/${mine.id}/approve`, { revision })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await strapi.db.query(REPAIR).count({ where: { title: 'Once', publishedAt: { $notNull: true } } })).toBe(1);
  });
});

describeSearching(() => ({ app, editor, repairs, products }));
