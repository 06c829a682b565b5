import { randomUUID } from 'node:crypto';
import { readdirSync, renameSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { modulesOf } from '../../server/src/modules';
import { plusSeconds } from '../../server/src/platform/clock';
import { uploadOfTheTeam, useBucket, type Bucket } from '../support/bucket';
import { API, signIn, type Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { errorsOf, openRegistrations, openRepairs, PIXEL, registration, REGISTRATION, REPAIR, repair, upload } from '../support/modules';
import { chromiumHere, paintedOn } from '../support/painted';
import { createContact, createPair, type TestContact } from '../support/people';
import { sendRaw } from '../support/raw';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let editor: Editor;
let repairs: string;
let products: string;
/** Two contacts of one customer, and one of another. */
let contact: TestContact;
let first: Browser;
let colleague: Browser;
let stranger: Browser;
const folder = mkdtempSync(path.join(os.tmpdir(), 'customer-portal-files-'));
const MB = 1024 * 1024;

beforeAll(async () => {
  const scan = ({ name }: { name: string }): boolean => name !== 'virus.png';
  app = await startApp({ quiet: true, config: { files: { directory: folder, maxBytes: MB, perCustomerBytes: 3 * MB, scan } } });
  editor = await createEditor(app);
  repairs = (await openRepairs(editor)).id;
  products = (await openRegistrations(editor)).id;
  const pair = await createPair(app.strapi);
  const { customer } = pair;
  ({ contact } = pair);
  first = await signIn(app, contact);
  colleague = await signIn(app, await createContact(app.strapi, [customer]));
  stranger = await signIn(app, (await createPair(app.strapi)).contact);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const kept = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name);
const photo = async (browser = first): Promise<string> => (await upload(app, browser, repairs, 'photos')).body.data.id as string;
const create = async (values: Record<string, unknown>, submit = false) =>
  first.post(`/modules/${repairs}/records`, { key: randomUUID(), values, submit });
const load = (browser: Browser, id: string, module = repairs) => browser.get(`/modules/${module}/files/${id}`);

describe('a file that a customer attaches', () => {
  it('is served to its customer only, as an attachment that runs nothing', async () => {
    const id = await photo();
    const response = await load(first, id);
    expect(response.status).toBe(200);
    expect(Buffer.compare(response.body as Buffer, PIXEL)).toBe(0);
    expect(response.headers).toMatchObject({
      'content-disposition': 'attachment; filename="photo.png"',
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    // Nothing names it yet: it is its uploader's alone.
    for (const other of [colleague, stranger]) expect((await load(other, id)).status).toBe(404);
    expect((await load(first, id, products)).status).toBe(404);
    await create(repair({ photos: [id] }));
    expect([(await load(colleague, id)).status, (await load(stranger, id)).status]).toEqual([200, 404]);
    expect((await request(app.server).get(`${API}/modules/${repairs}/files/${id}`)).status).toBe(401);
  });

  it('is loaded in parts, and not again where nothing changed, by its customer only', async () => {
    const id = await photo();
    const ask = (headers: Record<string, string>, browser = first, method = 'GET') =>
      sendRaw(app, { method, path: `${API}/modules/${repairs}/files/${id}`, headers: { cookie: browser.cookieHeader, ...headers } });
    const { headers } = await ask({});
    const etag = headers.etag as string;
    expect(headers).toMatchObject({ etag: `"${id}"`, 'accept-ranges': 'bytes', 'content-length': String(PIXEL.length) });
    const whole = { status: 200, 'content-length': String(PIXEL.length), 'content-range': undefined };
    const part = (range: string, length: number) => ({ status: 206, 'content-length': String(length), 'content-range': `bytes ${range}` });
    const size = PIXEL.length;
    for (const [request, wanted] of [
      [{ range: 'bytes=0-7' }, part(`0-7/${size}`, 8)],
      [{ range: `bytes=${size - 3}-` }, part(`${size - 3}-${size - 1}/${size}`, 3)],
      [{ range: 'bytes=-4' }, part(`${size - 4}-${size - 1}/${size}`, 4)],
      [{ range: 'bytes=0-7', 'if-range': etag }, part(`0-7/${size}`, 8)],
      [{ range: 'bytes=0-7', 'if-range': '"another"' }, whole],
      [{ range: 'bytes=0-7', 'if-range': `W/${etag}` }, whole],
      [{ range: 'bytes=0-1,4-5' }, whole],
      [{ range: 'lines=1-2' }, whole],
    ] as [Record<string, string>, object][]) {
      const response = await ask(request);
      const { 'content-length': length, 'content-range': range } = response.headers;
      expect([request, { status: response.status, 'content-length': length, 'content-range': range }]).toEqual([request, wanted]);
      expect(response.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    }
    const parts = await Promise.all(
      ['bytes=0-9', `bytes=10-${size}`].map((range) =>
        first.prepare('get', `/modules/${repairs}/files/${id}`).set({ range }).responseType('blob'),
      ),
    );
    expect(Buffer.compare(Buffer.concat(parts.map(({ body }) => body as Buffer)), PIXEL)).toBe(0);
    const beyond = await ask({ range: `bytes=${size}-` });
    expect([beyond.status, beyond.headers['content-range'], beyond.headers['content-disposition']]).toEqual([
      416,
      `bytes */${size}`,
      undefined,
    ]);
    expect((beyond.body as { error: { details: object } }).error.details).toEqual({ code: 'range-not-satisfiable' });
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const same = await ask({ 'if-none-match': known });
      expect([same.status, same.text, same.headers.etag]).toEqual([304, '', etag]);
    }
    expect((await ask({ 'if-none-match': '"x"' })).status).toBe(200);
    const head = await ask({ range: 'bytes=0-7' }, first, 'HEAD');
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, String(size), '']);
    // Whoever it is not for learns nothing by naming it.
    for (const other of [colleague, stranger]) expect((await ask({ 'if-none-match': etag, range: 'bytes=0-7' }, other)).status).toBe(404);
  });

  it.each([
    ['a page that calls itself a picture', 'x.png', Buffer.from('<html><script>alert(1)</script></html>'), 'wrong-file-type'],
    ['a drawing that can hold scripts', 'x.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'wrong-file-type'],
    ['a picture under the name of a program', 'x.exe', PIXEL, 'wrong-file-type'],
    ['a page that calls itself text', 'x.txt', Buffer.from(' <!doctype html><script>1</script>'), 'wrong-file-type'],
    ['text where pictures are wanted', 'x.txt', Buffer.from('Hello'), 'wrong-file-kind'],
    ['what the scanner refuses', 'virus.png', PIXEL, 'unsafe-file'],
    ['nothing', 'x.png', Buffer.alloc(0), 'empty-file'],
  ])('is not %s', async (_what, name, bytes, code) => {
    const before = kept();
    const response = await upload(app, first, repairs, 'photos', { name, bytes });
    expect([response.status, errorsOf(response)]).toEqual([400, [['file', code]]]);
    expect(kept()).toEqual(before);
  });

  it.each([
    ['Windows-1252', Buffer.from('Größe;Preis\r\n1;2,50 \x80\r\n', 'latin1')],
    ['UTF-16', Buffer.from('\uFEFFGröße\tPreis\r\n1\t2,50 €\r\n', 'utf16le')],
    ['Shift JIS', Buffer.from([0x83, 0x54, 0x83, 0x43, 0x83, 0x59, 0x3b, 0x31, 0x0d, 0x0a])],
  ])('arrives and is published as Excel wrote it (%s)', async (encoding, bytes) => {
    const name = `Preise für ${encoding}.csv`;
    const response = await upload(app, first, products, 'receipt', { name, bytes });
    expect([response.status, response.body.data?.mime]).toEqual([201, 'text/csv']);
    const { id } = response.body.data;
    const loaded = await first.prepare('get', `/modules/${products}/files/${id}`).responseType('blob');
    expect(Buffer.compare(loaded.body as Buffer, bytes)).toBe(0);
    const values = registration(`EX-${String(bytes.length).padStart(6, '0')}`, { receipt: [id] });
    const record = (await first.post(`/modules/${products}/records`, { key: randomUUID(), values, submit: true })).body.data;
    expect(record).toMatchObject({ state: 'approved', files: [{ name, mime: 'text/csv' }] });
    const published = await request(app.server)
      .get(record.files[0].url as string)
      .responseType('blob');
    expect([published.headers['x-content-type-options'], Buffer.compare(published.body as Buffer, bytes)]).toEqual(['nosniff', 0]);
  });

  describe('and that cannot be published any more', () => {
    const setting = 'plugin::upload.security';
    afterEach(() => app.strapi.config.set(setting, undefined));
    const zip = { name: 'parts.zip', bytes: Buffer.from('504b0506000000000000000000000000000000000000', 'hex') };
    const inbox = async (id: string) =>
      (await editor.get(`/approvals/${id}`)).body.data as {
        revision: number;
        leavesOut: string;
        problems: { path: string[]; code: string; lost: boolean }[];
      };
    const approve = async (id: string, more: object = {}) =>
      editor.post(`/approvals/${id}/approve`, { revision: (await inbox(id)).revision, note: '', ...more });

    it.each([
      ['in a list of what it takes', { allowedTypes: ['image/*', 'application/pdf'] }, 400],
      ['in a list of what it refuses', { deniedTypes: ['application/zip'] }, 400],
      ['in neither', { allowedTypes: ['application/*'], deniedTypes: ['image/svg+xml'] }, 201],
    ])('since its type is not wanted is refused when its customer hands it in: %s', async (_where, security, status) => {
      app.strapi.config.set(setting, security);
      const response = await upload(app, first, products, 'receipt', zip);
      expect([response.status, ...(status === 400 ? errorsOf(response) : [])]).toEqual([
        status,
        ...(status === 400 ? [['file', 'wrong-file-type']] : []),
      ]);
    });

    it('since its bytes stayed behind when the project was moved, is told of before an approval', async () => {
      const id = await photo();
      const record = (await create(repair({ photos: [id] }), true)).body.data.id as string;
      const { key } = await app.strapi.db.query('plugin::customer-portal.record-file').findOne({ where: { documentId: id } });
      const [here, away] = [path.join(folder, key.slice(0, 2), key), path.join(folder, 'away')];
      renameSync(here, away);
      expect((await inbox(record)).problems).toMatchObject([{ path: ['photos'], code: 'not-on-server', lost: true }]);
      expect((await approve(record)).body.error.details.code).toBe('submission-outdated');
      renameSync(away, here);
      expect((await inbox(record)).problems).toEqual([]);
      expect((await approve(record)).status).toBe(200);
    });

    it('since its type is not wanted by now, is told of before an approval, and published by none', async () => {
      const [kept, left] = [await photo(), await photo()];
      const record = (await create(repair({ photos: [kept] }), true)).body.data.id as string;
      const other = (await create(repair({ photos: [left] }), true)).body.data.id as string;
      app.strapi.config.set(setting, { allowedTypes: ['application/pdf'] });
      expect((await inbox(record)).problems).toMatchObject([{ path: ['photos'], code: 'not-for-library', lost: true }]);
      expect((await approve(record)).body.error.details.code).toBe('submission-outdated');
      expect((await approve(record, { leaveOut: (await inbox(record)).leavesOut })).status).toBe(200);
      expect(await app.strapi.db.query('plugin::upload.file').count({ where: { caption: { $contains: kept } } })).toBe(0);
      app.strapi.config.set(setting, { allowedTypes: ['image/*'] });
      expect((await inbox(other)).problems).toEqual([]);
      expect((await approve(other)).status).toBe(200);
    });
  });

  it('is capped, also where its size is not announced, and so are all of a customer', async () => {
    const large = Buffer.concat([PIXEL, Buffer.alloc(MB)]);
    expect((await upload(app, first, repairs, 'photos', { bytes: large })).status).toBe(413);
    const chunked = request(app.server).post(`${API}/modules/${repairs}/files?field=photos&name=x.png`);
    for (const [name, value] of Object.entries({
      'x-customer-portal': '1',
      cookie: first.cookieHeader,
      'content-type': 'application/octet-stream',
      'transfer-encoding': 'chunked',
    })) {
      void chunked.set(name, value);
    }
    chunked.write(large.toString('latin1'));
    expect((await chunked).status).toBe(413);
    const nearly = Buffer.concat([PIXEL, Buffer.alloc(MB - 1000)]);
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await upload(app, stranger, repairs, 'photos', { bytes: nearly })).status);
    expect(statuses.slice(0, 2)).toEqual([201, 201]);
    expect(statuses.at(-1)).not.toBe(201);
  });

  it('says when to come back where many pictures come at once, and keeps no other customer waiting for it', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const many = Array.from({ length: 6 }, () => upload(app, browser, repairs, 'photos'));
    const [neighbours, ...answers] = await Promise.all([upload(app, stranger, repairs, 'photos'), ...many]);
    expect(neighbours.status).toBe(201);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(5);
    for (const { body } of refused)
      expect(body.error).toMatchObject({
        message: expect.stringContaining('again'),
        details: { code: 'too-many-requests', retryAfter: 10 },
      });
    expect((await upload(app, browser, repairs, 'photos')).status).toBe(201);
  });

  it("cannot be somebody else's, nor one of another field", async () => {
    const theirs = await photo(stranger);
    const mine = await photo();
    const receipt = (await upload(app, first, products, 'receipt')).body.data.id as string;
    const colleagues = await photo(colleague);
    for (const id of [theirs, receipt, colleagues]) {
      expect(errorsOf(await create(repair({ photos: [mine, id] })))).toEqual([['values.photos', 'no-such-file']]);
    }
    expect((await upload(app, first, repairs, 'title')).status).toBe(403);
    expect((await upload(app, first, repairs, 'internalNote')).status).toBe(403);
  });

  it('goes with the record, and when a saved version names it no more', async () => {
    const [one, two] = [await photo(), await photo()];
    const record = (await create(repair({ photos: [one, two] }))).body.data;
    const saved = await first.put(`/modules/${repairs}/records/${record.id}`, {
      revision: record.revision,
      values: repair({ photos: [two] }),
      submit: false,
    });
    expect([saved.status, (await load(first, one)).status, (await load(first, two)).status]).toEqual([200, 404, 200]);
    const before = kept().length;
    expect((await first.delete(`/modules/${repairs}/records/${record.id}`)).status).toBe(200);
    await app.settle();
    expect((await load(first, two)).status).toBe(404);
    expect(kept().length).toBeLessThan(before);
  });
});

describe('a published file', () => {
  let serial = 0;
  const library = () => app.strapi.db.query('plugin::upload.file');
  const documents = (uid: string) =>
    app.strapi.documents(uid as never) as unknown as Record<
      'create' | 'update' | 'publish' | 'unpublish' | 'delete',
      (query: object) => Promise<{ documentId: string }>
    >;
  const receipt = async (browser: Browser, size = PIXEL.length): Promise<string> =>
    (await upload(app, browser, products, 'receipt', { bytes: Buffer.concat([PIXEL, Buffer.alloc(size - PIXEL.length)]) })).body.data
      .id as string;
  interface Product {
    id: string;
    revision: number;
    values: Record<string, unknown>;
    files: { id: string; url: string }[];
  }
  async function register(browser: Browser, size?: number): Promise<Product> {
    const values = registration(`PF-${String((serial += 1)).padStart(6, '0')}`, { receipt: [await receipt(browser, size)] });
    const { body, status } = await browser.post(`/modules/${products}/records`, { key: randomUUID(), values, submit: true });
    expect([status, body.data.state]).toEqual([201, 'approved']);
    return body.data as Product;
  }
  async function replace(browser: Browser, { id, revision, values }: Product): Promise<Product> {
    const { body } = await browser.put(`/modules/${products}/records/${id}`, {
      revision,
      values: registration(values.serialNumber as string, { receipt: [await receipt(browser)] }),
      submit: true,
    });
    expect(body.data?.state).toBe('approved');
    await app.settle();
    return body.data as Product;
  }
  const there = async ({ files: [file] }: Product): Promise<[number, number]> => [
    await library().count({ where: { documentId: file?.id } }),
    (await request(app.server).get(file?.url ?? '')).status,
  ];
  const documentOf = async ({ id }: Product): Promise<string> =>
    (await app.strapi.db.query('plugin::customer-portal.record').findOne({ where: { documentId: id } })).document as string;
  const cleanUp = () => modulesOf(app.strapi).upkeep.cleanUp();
  const waited = () =>
    app.strapi.db
      .query('plugin::customer-portal.published-file')
      .updateMany({ where: { unusedSince: { $notNull: true } }, data: { unusedSince: plusSeconds(new Date(), -25 * 3600) } });

  it("goes when its customer puts another in its place, and nobody else's does", async () => {
    const [one, other] = [await register(first), await register(stranger)];
    const after = await replace(first, one);
    expect([await there(one), await there(after), await there(other)]).toEqual([
      [0, 404],
      [1, 200],
      [1, 200],
    ]);
    await cleanUp();
    expect([await there(after), await there(other)]).toEqual([
      [1, 200],
      [1, 200],
    ]);
  });

  it('stays where the team uses it besides: in a field, a text, a setting, another language', async () => {
    const linked = await register(first);
    const { id } = await library().findOne({ where: { documentId: linked.files[0]?.id } });
    await documents(REPAIR).create({ data: repair({ photos: [id] }) });
    const written = await register(first);
    const address = [
      {
        type: 'paragraph',
        children: [{ type: 'link', url: `https://example.com${written.files[0]?.url}`, children: [{ type: 'text', text: 'Look' }] }],
      },
    ];
    await documents(REPAIR).create({ data: repair({ description: address }) });
    const logo = await register(first);
    const general = (await editor.get('/settings/general')).body.data;
    expect(
      (await editor.put('/settings/general', { revision: general.revision, values: { ...general.values, logoFile: logo.files[0]?.id } }))
        .status,
    ).toBe(200);
    for (const product of [linked, written, logo]) {
      await replace(first, product);
      await cleanUp();
      await waited();
      await cleanUp();
      expect(await there(product)).toEqual([1, 200]);
    }
  });

  it('waits a day when it is the team that took it out, and counts for its customer until it goes', async () => {
    const product = await register(first);
    const documentId = await documentOf(product);
    await documents(REGISTRATION).update({ documentId, data: { receipt: null }, status: 'published' });
    await cleanUp();
    expect(await there(product)).toEqual([1, 200]);
    // Back within the day: it stays.
    const { id } = await library().findOne({ where: { documentId: product.files[0]?.id } });
    await documents(REGISTRATION).update({ documentId, data: { receipt: id }, status: 'published' });
    await waited();
    await cleanUp();
    expect(await there(product)).toEqual([1, 200]);
    await documents(REGISTRATION).delete({ documentId });
    await cleanUp();
    await waited();
    await cleanUp();
    expect(await there(product)).toEqual([0, 404]);
  });

  it('goes whole though an instance died while it went, or two are at it', async () => {
    const product = await register(first);
    const { id } = await library().findOne({ where: { documentId: product.files[0]?.id } });
    await documents(REGISTRATION).delete({ documentId: await documentOf(product) });
    await cleanUp();
    await waited();
    // Dead between the file and its row.
    await app.strapi
      .plugin('upload')
      .service<{ remove(file: object): Promise<void> }>('upload')
      .remove(await library().findOne({ where: { id } }));
    await Promise.all([cleanUp(), cleanUp()]);
    expect(await app.strapi.db.query('plugin::customer-portal.published-file').count({ where: { file: product.files[0]?.id } })).toBe(0);
  });

  it('takes room, and of those that come at once for the last of it one gets it', async () => {
    const pair = await createPair(app.strapi);
    const browser = await signIn(app, pair.contact);
    const nearly = MB - 1000;
    const one = await register(browser, nearly);
    await register(browser, nearly);
    const bytes = Buffer.concat([PIXEL, Buffer.alloc(nearly)]);
    const answers = await Promise.all(Array.from({ length: 2 }, () => upload(app, browser, products, 'receipt', { bytes })));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 403]);
    for (const answer of answers.filter(({ status }) => status === 403)) expect(answer.body.error.details.code).toBe('no-room');
    expect((await upload(app, stranger, products, 'receipt')).status).toBe(201);
    await replace(browser, one);
    expect((await upload(app, browser, products, 'receipt', { bytes: bytes.subarray(0, nearly - 1000) })).status).toBe(201);
  });
});

describe.each([false, true])('pictures under a provider at another origin (private: %s)', (isPrivate) => {
  let bucket: Bucket;
  beforeAll(async () => {
    bucket = await useBucket(app);
    bucket.private = isPrivate;
  });
  afterAll(() => bucket.stop());

  const allowed = async (): Promise<string[]> => {
    const { body } = await first.get('/portal');
    const { headers } = await request(app.server).get(`/portal/${body.data.name as string}`);
    return /img-src ([^;]*)/u.exec(headers['content-security-policy'] as string)?.[1]?.split(' ') ?? [];
  };
  /** What the browser does: it asks the policy, then the server. */
  async function isShown(address: string): Promise<void> {
    const url = new URL(address, 'http://localhost:1337');
    expect(url.origin === 'http://localhost:1337' ? ["'self'"] : await allowed()).toContain(
      url.origin === 'http://localhost:1337' ? "'self'" : url.origin,
    );
    if (url.origin === bucket.origin) expect((await fetch(url)).status).toBe(200);
  }

  /** A record with a picture of the customer's, and one of the team's in its text. */
  async function illustrated() {
    const id = await photo();
    const local = path.join(folder, 'team.png');
    writeFileSync(local, PIXEL);
    const team = await uploadOfTheTeam(app, local);
    const { id: record } = (await create(repair({ photos: [id] }), true)).body.data;
    expect((await editor.post(`/approvals/${record}/approve`, { revision: 1 })).status).toBe(200);
    const { document } = (await editor.get(`/approvals/${record}`)).body.data;
    // As the admin writes it: with an address that will not last.
    const description = [{ type: 'image', image: { ...team, url: `${team.url}?signature=old` }, children: [{ type: 'text', text: '' }] }];
    await (app.strapi.documents(REPAIR as never) as unknown as { update(query: object): Promise<unknown> }).update({
      documentId: document,
      data: { description },
      status: 'published',
    });
    return { record, document, team };
  }
  async function setLogo(logoFile: string | null): Promise<void> {
    const general = (await editor.get('/settings/general')).body.data;
    expect((await editor.put('/settings/general', { revision: general.revision, values: { ...general.values, logoFile } })).status).toBe(
      200,
    );
  }

  (chromiumHere() ? it : it.skip)('are painted by a browser, with no logo there whose origin would let them in', async () => {
    await setLogo(null);
    const { record } = await illustrated();
    // As long as what was known of the provider is kept.
    await new Promise((resolve) => setTimeout(resolve, 600));
    const { name } = (await first.get('/portal')).body.data;
    const { pictures, refused } = await paintedOn(app, contact, `/portal/${name}/modules/${repairs}/records/${record}`, 2);
    expect(refused).toEqual([]);
    expect(pictures.map(([address, width]) => [new URL(address).origin, width])).toEqual([
      [bucket.origin, 1],
      [bucket.origin, 1],
    ]);
  });

  it('are shown: those of records, of texts, the logo, and to editors', async () => {
    const { record, document, team } = await illustrated();
    await setLogo(team.documentId);

    const { data } = (await first.get(`/modules/${repairs}/records/${record}`)).body;
    expect(data.files[0].url).toContain(bucket.origin);
    await isShown(data.files[0].url as string);
    await isShown((isPrivate ? data.values.description[0].image.url : team.url) as string);
    await isShown((await first.get('/portal')).body.data.organisation.logoUrl as string);
    await isShown((await editor.get(`/approvals/${record}`)).body.data.files[0].url as string);
    // What is kept is what the project wrote.
    expect(JSON.stringify(await app.strapi.db.query(REPAIR).findMany({ where: { documentId: document } }))).toContain('signature=old');
    expect((await stranger.get(`/modules/${repairs}/records/${record}`)).status).toBe(404);
    // Where it was before: pictures from there are shown as ever.
    expect(await allowed()).toContain("'self'");
  });
});

it("pages show pictures from where the project's own policy lets them be, and from nowhere else", async () => {
  const before = app.strapi.config.get('middlewares');
  const sources = [
    "'self'",
    'data:',
    'market-assets.strapi.io',
    'https://cdn.example.com',
    "'unsafe-inline'",
    'evil.example; script-src *',
  ];
  app.strapi.config.set('middlewares', [
    'strapi::logger',
    { name: 'strapi::security', config: { contentSecurityPolicy: { directives: { 'img-src': sources } } } },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const { body } = await first.get('/portal');
  const { headers } = await request(app.server).get(`/portal/${body.data.name as string}`);
  app.strapi.config.set('middlewares', before);
  const policy = headers['content-security-policy'] as string;
  expect(policy).toMatch(/img-src 'self' data: https:\/\/cdn\.example\.com/u);
  expect(policy).not.toMatch(/unsafe-inline|evil|market-assets/u);
});
