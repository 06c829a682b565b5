/** What strangers, signed-in customers and bad luck do to modules; each of these once worked, or broke something. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { errors } from '@strapi/utils';
import request from 'supertest';
import { fileName } from '../../plugin/rules/file-name';
import { modulesOf } from '../../server/src/modules';
import { createMediaLibrary } from '../../server/src/modules/files/media-library';
import { plusSeconds } from '../../server/src/platform/clock';
import { configOf } from '../../server/src/platform/config';
import { API, signIn, type Browser } from '../support/client';
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
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { gif, png } from '../support/pictures';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let editor: Editor;
let repairs: string;
let products: string;
let customer: TestCustomer;
let contact: TestContact;
/** Two contacts of one customer, and one of another. */
let first: Browser;
let colleague: Browser;
let stranger: Browser;
/** What the project's own code throws when a document is made. */
let hook: Error | undefined;
const folder = mkdtempSync(path.join(os.tmpdir(), 'customer-portal-attacks-'));
const MB = 1024 * 1024;

beforeAll(async () => {
  app = await startApp({
    quiet: true,
    config: { files: { directory: folder, maxBytes: MB, perCustomerBytes: 3 * MB, keepRejectedSeconds: 3600 } },
  });
  app.strapi.db.lifecycles.subscribe({
    models: [REPAIR, REGISTRATION],
    beforeCreate: () => {
      if (hook) throw hook;
    },
  });
  editor = await createEditor(app);
  repairs = (await openRepairs(editor)).id;
  products = (await openRegistrations(editor)).id;
  ({ customer, contact } = await createPair(app.strapi));
  first = await signIn(app, contact);
  colleague = await signIn(app, await createContact(app.strapi, [customer]));
  stranger = await signIn(app, (await createPair(app.strapi)).contact);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const create = async (browser: Browser, values: Record<string, unknown>, submit = true, module = repairs, key: string = randomUUID()) =>
  browser.post(`/modules/${module}/records`, { key, values, submit });
const made = async (...parameters: Parameters<typeof create>) =>
  (await create(...parameters)).body.data as { id: string; revision: number; state: string };
const record = async (browser: Browser, id: string, module = repairs) => (await browser.get(`/modules/${module}/records/${id}`)).body.data;
const approve = async (id: string) =>
  editor.post(`/approvals/${id}/approve`, { revision: (await editor.get(`/approvals/${id}`)).body.data.revision });
const photo = async (browser = first, name = 'photo.png'): Promise<string> =>
  (await upload(app, browser, repairs, 'photos', { name })).body.data.id as string;
const codeOf = ({ body }: { body: { error?: { details?: { code?: string } } } }) => body.error?.details?.code;
const onDisk = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name);
const rows = (name: string) => app.strapi.db.query(name.includes('::') ? name : `plugin::customer-portal.${name}`);
const LIBRARY = 'plugin::upload.file';

describe('files', () => {
  it('of a record are approved whatever they are called', async () => {
    const names = [
      'a<b>:"|?*.png',
      '..\\..\\x.png',
      'a\u200Eb\u061C\u202Egnp.exe.png',
      'line\u2028break.png',
      `${'😀'.repeat(90)}.png`,
      `${'ü'.repeat(190)}.png`,
      '👩‍👩‍👧 क्‍ष.png',
    ];
    for (const name of names) {
      const id = await photo(first, name);
      const { headers } = await first.get(`/modules/${repairs}/files/${id}`);
      expect(headers['content-disposition']).toMatch(/^attachment; filename="[^"\\/]+"(?:; filename\*=UTF-8''[\w%.~-]+)?$/u);
      const { id: one } = await made(first, repair({ photos: [id] }));
      expect([name, (await approve(one)).status]).toEqual([name, 200]);
      const [file] = (await record(first, one)).files;
      expect([file.name, file.url]).toEqual([fileName(name), expect.stringMatching(/^\/uploads\/[\w.]{1,60}$/u)]);
    }
  });

  it('that the Media Library would not take are refused to whoever sends them, not to the editor', async () => {
    const send = (bytes: Buffer, name = 'x.png') => upload(app, first, repairs, 'photos', { name, bytes });
    expect((await send(png(500))).status).toBe(201);
    expect((await send(png(6_300))).status).toBe(201);
    const large: [Buffer, string?][] = [
      [png(6_330)],
      [png(12_200)],
      [png(500, { frames: 200 })],
      [gif(500, 200), 'many.gif'],
      [gif(6_500, 1, 10), 'lies.gif'],
    ];
    for (const [bytes, name] of large) expect([name, errorsOf(await send(bytes, name))]).toEqual([name, [['file', 'too-many-pixels']]]);
    expect(errorsOf(await send(png(500).subarray(0, 100)))).toEqual([['file', 'wrong-file-type']]);
  });

  it('are unpacked one at a time, and nobody who signs in waits for them', async () => {
    const { contact } = await createPair(app.strapi);
    const done: string[] = [];
    const sends = [first, first, stranger, stranger].map((who) =>
      upload(app, who, repairs, 'photos', { bytes: png(6_300) }).then(({ status }) => done.push(`picture ${status}`)),
    );
    await Promise.all([...sends, signIn(app, contact).then(() => done.push('signed in'))]);
    expect(done.filter((one) => one === 'picture 201')).toHaveLength(4);
    expect(done.slice(0, -1)).toContain('signed in');
  });

  it('that are sent at once do not share the room that is left', async () => {
    const { contact: greedy } = await createPair(app.strapi);
    const browser = await signIn(app, greedy);
    const bytes = Buffer.concat([PIXEL, Buffer.alloc(MB - 1000)]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(app, browser, repairs, 'photos', { bytes })));
    const taken = answers.filter(({ status }) => status === 201).length;
    expect(taken).toBeLessThanOrEqual(3);
    for (const { status } of answers) expect([201, 403, 413, 429]).toContain(status);
    expect(taken).toBeGreaterThan(0);
    // Those that were refused took no room.
    if (taken < 3) expect((await upload(app, browser, repairs, 'photos')).status).toBe(201);
  });

  it('are not kept open by those who only ask for them', async () => {
    const id = await photo();
    const open = (): number =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
        } catch {
          return false;
        }
      }).length;
    for (let index = 0; index < 10; index += 1) {
      expect((await request(app.server).head(`${API}/modules/${repairs}/files/${id}`).set('cookie', first.cookieHeader)).status).toBe(200);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(open()).toBe(0);
  });

  it('belong to one record, even if two that name them are saved at once', async () => {
    const id = await photo();
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(first, repair({ photos: [id] }), false)));
    const kept = answers.filter(({ status }) => status === 201);
    expect(kept).toHaveLength(1);
    expect((await record(first, kept[0]?.body.data.id as string)).files).toHaveLength(1);
  });

  it('cannot be uploaded by another site, or without the header that only the portal sends', async () => {
    const send = (headers: Record<string, string>) =>
      request(app.server)
        .post(`${API}/modules/${repairs}/files?field=photos&name=a.png`)
        .set({ cookie: first.cookieHeader, 'content-type': 'application/octet-stream', ...headers })
        .send(PIXEL);
    expect(codeOf(await send({}))).toBe('cross-site-request');
    expect(codeOf(await send({ 'x-customer-portal': '1', origin: 'https://evil.example' }))).toBe('cross-site-request');
  });
});

describe('a process that was killed', () => {
  const later = async (uid: string, where: object, data: object): Promise<void> => {
    await rows(uid).updateMany({ where, data });
    await modulesOf(app.strapi).upkeep.cleanUp();
    await app.settle();
  };

  /** An upload that was written down and did not come further. */
  const loose = (key: string) => ({
    customer: customer.id,
    contact: contact.id,
    contentType: REPAIR,
    field: 'photos',
    name: 'a.png',
    mime: 'image/png',
    size: 10,
    key,
    uploadedAt: new Date(),
  });

  it('while a file arrived leaves nothing behind for long, and nothing that can be read', async () => {
    const [half, row] = ['h'.repeat(43), await rows('record-file').create({ data: loose('r'.repeat(43)) })];
    writeFileSync(path.join(folder, 'arriving', half), 'half');
    await modulesOf(app.strapi).upkeep.cleanUp();
    expect(onDisk()).toContain(half);
    expect((await first.get(`/modules/${repairs}/files/${row.documentId}`)).status).toBe(404);
    const yesterday = plusSeconds(new Date(), -25 * 3600);
    utimesSync(path.join(folder, 'arriving', half), yesterday, yesterday);
    await later('record-file', { id: row.id }, { uploadedAt: yesterday });
    expect([onDisk().includes(half), await rows('record-file').count({ where: { id: row.id } })]).toEqual([false, 0]);
  });

  it('while a record was approved leaves no copies in the Media Library', async () => {
    const { id } = await made(first, repair({ photos: [await photo()] }));
    const before = await rows(LIBRARY).count();
    const [file] = await rows('record-file').findMany({ where: { record: { documentId: id } } });
    // As far as it came: the copy is there, nothing is published.
    const { ids } = await createMediaLibrary(app.strapi).add([file]);
    const [copy] = [...ids.values()];
    await modulesOf(app.strapi).upkeep.cleanUp();
    expect(await rows(LIBRARY).count()).toBe(before + 1);
    await later(LIBRARY, { id: copy }, { createdAt: plusSeconds(new Date(), -2 * 3600) });
    expect(await rows(LIBRARY).count()).toBe(before);
    expect((await approve(id)).status).toBe(200);
    // What was published stays, however old it is.
    await later(LIBRARY, {}, { createdAt: plusSeconds(new Date(), -2 * 3600) });
    expect((await record(first, id)).files).toMatchObject([{ url: expect.stringContaining('/uploads/') }]);
    expect(await rows(LIBRARY).count()).toBe(before + 1);
  });
});

describe("the project's own code", () => {
  afterEach(() => (hook = undefined));

  it.each([
    ['an error for whoever calls', () => new errors.ApplicationError('Not in winter'), 'publishing-refused', 'Not in winter'],
    ['a refusal', () => new errors.ForbiddenError('Not yours'), 'publishing-refused', 'Not yours'],
    ['by mistake', () => new TypeError('undefined is no function'), 'publishing-failed', undefined],
  ])('that throws %s while something is approved stops it, and the editor hears so', async (_what, error, code, message) => {
    const { id, revision } = await made(first, repair({ photos: [await photo()] }));
    const copies = await rows(LIBRARY).count();
    hook = error();
    const answer = await approve(id);
    expect(codeOf(answer)).toBe(code);
    if (message) expect(answer.body.error.message).toBe(message);
    expect(JSON.stringify(answer.body)).not.toContain('no function');
    const { body } = await editor.post('/approvals/decisions', { decision: 'approve', note: '', records: [{ id, revision }] });
    expect(body.data[0].error.code).toBe(code);
    expect([(await record(first, id)).state, await rows(LIBRARY).count()]).toEqual(['submitted', copies]);
    hook = undefined;
    expect((await approve(id)).status).toBe(200);
  });

  it('that refuses what needs no approval lets it wait for an editor; the customer loses nothing', async () => {
    hook = new errors.ApplicationError('Not in winter');
    const { id, state } = await made(first, registration('AT-000001'), true, products);
    expect(state).toBe('submitted');
    hook = undefined;
    expect((await approve(id)).status).toBe(200);
  });

  it('hears of a submission when it is there to be read, and never of one that failed', async () => {
    const heard: unknown[] = [];
    const listen = async ({ record: id }: { record: string }): Promise<void> => {
      heard.push([app.strapi.db.inTransaction(), (await rows('record').findOne({ where: { documentId: id } }))?.state]);
    };
    app.strapi.eventHub.on('customer-portal.record.submitted', listen as never);
    await made(first, repair());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toEqual([[false, 'submitted']]);
    app.strapi.eventHub.off('customer-portal.record.submitted', listen as never);
  });
});

describe('somebody who is at work', () => {
  it.each<[string, (on: boolean) => Promise<unknown>, number]>([
    ['while the module is closed', (on) => changeModule(editor, repairs, { enabled: on }), 404],
    ['while the module is for others', (on) => changeModule(editor, repairs, { audience: on ? 'everyone' : 'vendors' }), 404],
    ['while the customer has no access', (on) => rows('customer').update({ where: { id: customer.id }, data: { portalAccess: on } }), 401],
    ['and is blocked', (on) => update('contact', contact.documentId, { blocked: !on }), 401],
  ])('%s gets no further, and loses nothing', async (_when, turn, status) => {
    let browser = await signIn(app, contact);
    const { id } = await made(browser, repair(), false);
    const file = await photo(browser);
    const url = `/modules/${repairs}/records`;
    await turn(false);
    const tries = [
      browser.put(`${url}/${id}`, { revision: 1, values: repair(), submit: true }),
      create(browser, repair()),
      upload(app, browser, repairs, 'photos'),
      browser.post(`${url}/${id}/comments`, { text: paragraph('Hello') }),
      browser.delete(`${url}/${id}`),
      browser.get(url),
      browser.get(`/modules/${repairs}/files/${file}`),
    ];
    expect((await Promise.all(tries)).map((answer) => answer.status)).toEqual(tries.map(() => status));
    await turn(true);
    browser = await signIn(app, contact);
    expect((await record(browser, id)).state).toBe('draft');
    first = browser;
  });
  const rows = (type: string) => app.strapi.db.query(`plugin::customer-portal.${type}`);
  const update = (type: string, documentId: string, data: object) =>
    app.strapi.documents(`plugin::customer-portal.${type}` as never).update({ documentId, data: data as never });
});

describe('requests that are made twice, or in the wrong place', () => {
  it('make nothing where their key was used elsewhere', async () => {
    const key = randomUUID();
    await made(first, repair(), true, repairs, key);
    const again = await create(first, registration('AT-000002'), true, products, key);
    expect([again.status, codeOf(again)]).toEqual([409, 'conflict']);
  });

  it('of a contact of two customers do not cross over', async () => {
    const other = await createCustomer(app.strapi, { portalAccess: true });
    const both = await createContact(app.strapi, [customer, other]);
    const browser = await signIn(app, both);
    const { customers } = (await browser.get('/session')).body.data as { customers: { id: string }[] };
    const [here, there] = customers as [{ id: string }, { id: string }];
    const to = (one: { id: string }) => browser.put('/session/customer', { customer: one.id });
    await to(here);
    const { id } = await made(browser, repair({ title: 'Ours', photos: [await photo(browser)] }), false);
    const loose = await photo(browser);
    await to(there);
    expect((await browser.get(`/modules/${repairs}/records/${id}`)).status).toBe(404);
    expect((await browser.put(`/modules/${repairs}/records/${id}`, { revision: 1, values: repair(), submit: true })).status).toBe(404);
    expect((await browser.get(`/modules/${repairs}/files/${loose}`)).status).toBe(404);
    expect(errorsOf(await create(browser, repair({ photos: [loose] })))).toEqual([['values.photos', 'no-such-file']]);
    await to(here);
    expect((await browser.get(`/modules/${repairs}/files/${loose}`)).status).toBe(200);
  });

  it('of fifty at once change a record once; a decision, its undoing and a deletion exclude each other', async () => {
    const { id } = await made(first, repair(), false);
    const saves = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        first.put(`/modules/${repairs}/records/${id}`, { revision: 1, values: repair({ title: `Try ${index}` }), submit: true }),
      ),
    );
    expect(saves.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
    const { revision } = (await editor.get(`/approvals/${id}`)).body.data;
    const decisions = await Promise.all([
      editor.post(`/approvals/${id}/approve`, { revision }),
      editor.post(`/approvals/${id}/reject`, { revision, note: 'No' }),
      first.post(`/modules/${repairs}/records/${id}/withdraw`, { revision }),
    ]);
    expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const draft = await made(first, repair(), false);
    const url = `/modules/${repairs}/records/${draft.id}`;
    const [gone, saved, said] = await Promise.all([
      first.delete(url),
      first.put(url, { revision: 1, values: repair(), submit: true }),
      colleague.post(`${url}/comments`, { text: paragraph('Hello') }),
    ]);
    expect([
      [200, 404],
      [200, 409],
      [409, 200],
    ]).toContainEqual([gone.status, saved.status]);
    expect([201, 404]).toContain(said.status);
    expect(await rows('record-event').count({ where: { record: null } })).toBe(0);
    expect((await stranger.get(`/modules/${repairs}/records`)).body.data.total).toBe(0);
  });
});

describe('the room of a customer', () => {
  const code = ({ status, body }: Awaited<ReturnType<typeof create>>) => [status, body.error?.details?.code];
  const draft = (browser: Browser, title = 'Short', description = 'Short') =>
    create(browser, repair({ title, description: paragraph(description) }), false);
  const config = () => configOf(app.strapi).records;
  const before = { perCustomer: 0, perCustomerBytes: 0 };
  beforeEach(() => Object.assign(before, config()));
  afterEach(() => Object.assign(config(), before));

  it('ends with so many records, and of those that come at once one is made', async () => {
    const pair = await createPair(app.strapi);
    const [browser, other] = [await signIn(app, pair.contact), await signIn(app, await createContact(app.strapi, [pair.customer]))];
    config().perCustomer = 3;
    const [{ id: handedIn }, { id }] = [(await draft(browser)).body.data, (await draft(browser)).body.data];
    const answers = await Promise.all([browser, other, browser, other].map((one) => draft(one)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 403, 403, 403]);
    expect(answers.flatMap((answer) => (answer.status === 403 ? [code(answer)] : []))).toEqual(
      Array.from({ length: 3 }, () => [403, 'no-room']),
    );
    expect(await rows('record').count({ where: { customer: { documentId: pair.customer.documentId } } })).toBe(3);
    expect((await draft(stranger)).status).toBe(201);
    // What is there can be changed and handed in, and room comes back.
    expect((await browser.put(`/modules/${repairs}/records/${handedIn}`, { revision: 1, values: repair(), submit: true })).status).toBe(
      200,
    );
    expect((await browser.delete(`/modules/${repairs}/records/${id}`)).status).toBe(200);
    expect((await draft(browser)).status).toBe(201);
  });

  it('ends with so much that is written, published and commented', async () => {
    const pair = await createPair(app.strapi);
    const browser = await signIn(app, pair.contact);
    config().perCustomerBytes = 45_000;
    const long = (length: number) => paragraph('x'.repeat(length));
    const published = await made(browser, repair({ description: long(20_000) }));
    expect((await approve(published.id)).status).toBe(200);
    const { revision } = await record(browser, published.id);
    const change = (length: number, at: number) =>
      browser.put(`/modules/${repairs}/records/${published.id}`, {
        revision: at,
        values: repair({ description: long(length) }),
        submit: false,
      });
    expect((await change(19_000, revision)).status).toBe(200);
    expect(code(await draft(browser, 'Long', 'x'.repeat(20_000)))).toEqual([403, 'no-room']);
    config().perCustomerBytes = 38_000;
    expect(code(await change(19_500, revision + 1))).toEqual([403, 'no-room']);
    expect((await change(100, revision + 1)).status).toBe(200);
    config().perCustomerBytes = 45_000;
    const comment = () => browser.post(`/modules/${repairs}/records/${published.id}/comments`, { text: paragraph('y'.repeat(4000)) });
    const answers = [];
    for (let index = 0; index < 10; index += 1) answers.push(code(await comment())[0]);
    expect(new Set(answers.slice(0, 4))).toEqual(new Set([201]));
    expect(new Set(answers.slice(-2))).toEqual(new Set([403]));
    expect(await rows('record-event').count({ where: { kind: 'comment', record: { documentId: published.id } } })).toBe(
      answers.filter((status) => status === 201).length,
    );
    expect((await draft(stranger)).status).toBe(201);
  });

  it('does not hold a history without end: the oldest changes of state go, comments stay', async () => {
    const { id } = await made(first, repair());
    const row = await rows('record').findOne({ where: { documentId: id } });
    const other = await rows('record-event').count({ where: { record: { documentId: { $ne: id } } } });
    const line = (kind: string, index: number) => ({
      documentId: `line${kind.slice(0, 2)}${String(index).padStart(18, '0')}`,
      record: row.id,
      at: plusSeconds(new Date(), index - 100_000),
      kind,
      byEditor: false,
      internal: false,
    });
    for (let index = 0; index < 3; index += 1) await rows('record-event').create({ data: line('comment', index) });
    for (let from = 0; from < 600; from += 100) {
      await rows('record-event').createMany({ data: Array.from({ length: 100 }, (_, index) => line('withdrawn', 10 + from + index)) });
      const ids = await rows('record-event').findMany({ where: { record: null }, select: ['id'] });
      await app.strapi.db
        .getConnection('customer_portal_record_events')
        .whereIn(
          'id',
          ids.map((one: { id: number }) => one.id),
        )
        .update({ record_id: row.id });
    }
    await modulesOf(app.strapi).upkeep.cleanUp();
    const of = { documentId: id };
    expect([
      await rows('record-event').count({ where: { record: of } }),
      await rows('record-event').count({ where: { record: of, kind: 'comment' } }),
    ]).toEqual([503, 3]);
    expect(await rows('record-event').count({ where: { record: { documentId: { $ne: id } } } })).toBe(other);
  });
});
