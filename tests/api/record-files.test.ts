import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { API, signIn, type Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { errorsOf, openRegistrations, openRepairs, PIXEL, registration, repair, upload } from '../support/modules';
import { createContact, createPair } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let editor: Editor;
let repairs: string;
let products: string;
/** Two contacts of one customer, and one of another. */
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
  const { customer, contact } = await createPair(app.strapi);
  first = await signIn(app, contact);
  colleague = await signIn(app, await createContact(app.strapi, [customer]));
  stranger = await signIn(app, (await createPair(app.strapi)).contact);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const kept = (): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map(({ name }) => name);
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
      'content-disposition': 'attachment; filename="photo.png"', 'content-type': 'image/png', 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'no-store',
    }); // prettier-ignore
    // Nothing names it yet: it is its uploader's alone.
    for (const other of [colleague, stranger]) expect((await load(other, id)).status).toBe(404);
    expect((await load(first, id, products)).status).toBe(404);
    await create(repair({ photos: [id] }));
    expect([(await load(colleague, id)).status, (await load(stranger, id)).status]).toEqual([200, 404]);
    expect((await request(app.server).get(`${API}/modules/${repairs}/files/${id}`)).status).toBe(401);
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
    const published = await request(app.server).get(record.files[0].url as string).responseType('blob');
    expect([published.headers['x-content-type-options'], Buffer.compare(published.body as Buffer, bytes)]).toEqual(['nosniff', 0]);
  });

  it('is capped, also where its size is not announced, and so are all of a customer', async () => {
    const large = Buffer.concat([PIXEL, Buffer.alloc(MB)]);
    expect((await upload(app, first, repairs, 'photos', { bytes: large })).status).toBe(413);
    const chunked = request(app.server).post(`${API}/modules/${repairs}/files?field=photos&name=x.png`);
    for (const [name, value] of Object.entries({ 'x-customer-portal': '1', cookie: first.cookieHeader, 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' })) {
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
    const saved = await first.put(`/modules/${repairs}/records/${record.id}`, { revision: record.revision, values: repair({ photos: [two] }), submit: false });
    expect([saved.status, (await load(first, one)).status, (await load(first, two)).status]).toEqual([200, 404, 200]);
    const before = kept().length;
    expect((await first.delete(`/modules/${repairs}/records/${record.id}`)).status).toBe(200);
    await app.settle();
    expect((await load(first, two)).status).toBe(404);
    expect(kept().length).toBeLessThan(before);
  });
});
