import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Response } from 'supertest';
import { DOCUMENT_TYPES } from '../../plugin/documents/types';
import { documentsOf } from '../../server/src/documents';
import { platformOf } from '../../server/src/platform';
import { table } from '../../server/src/platform/strapi';
import { signIn, type Browser } from '../support/client';
import { createDraft, linesOf, VAT } from '../support/documents';
import { allBut, createEditor, type Editor } from '../support/editor';
import { read } from '../support/pdf';
import { createPair, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const KEPT = 'plugin::customer-portal.document-pdf';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let mine: Browser;
let theirs: Browser;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  const pair = await createPair(app.strapi, { customer: { name: 'Harbour & Sons', city: 'Bristol' } });
  customer = pair.customer;
  mine = await signIn(app, pair.contact);
  theirs = await signIn(app, (await createPair(app.strapi)).contact);
  await saveSettings(app, 'general', { organisationName: 'Alpine Works', supportEmail: 'help@example.org' });
  await saveSettings(app, 'documents', { sellerAddress: '1 Quay\nBergen' });
});
afterAll(() => app.stop());
beforeEach(() => saveSettings(app, 'preferences', { salesOrders: true, creditNotes: true }));

async function issued(type: (typeof DOCUMENT_TYPES)[number] = 'invoice', data: Record<string, unknown> = {}): Promise<string> {
  const { documentId } = await createDraft(app.strapi, type, customer, data);
  await documentsOf(app.strapi).issue(type, documentId);
  return documentId;
}
const pdfOf = (browser: Browser | Editor, id: string, type = 'invoice', query = ''): Promise<Response> =>
  browser.get(`/documents/${type}/${id}/pdf${query}`);
const bytesOf = ({ status, body }: Response): Buffer => (expect(status).toBe(200), body as Buffer);
const textOf = async (response: Response): Promise<string> => (await read(bytesOf(response))).text;

const GST = {
  id: 'gst',
  name: 'GST',
  category: 'S',
  percent: '18',
  parts: [9, 9].map((percent, i) => ({ name: i ? 'SGST' : 'CGST', percent: String(percent) })),
};

describe('a customer opens the PDF of a document', () => {
  it.each(DOCUMENT_TYPES)('of a %s: figures, parties and dates as on its page', async (type) => {
    const id = await issued(type, { issueDate: '2026-11-30', language: 'en', reference: 'PO 7741', notes: 'Thank you.\nSee you soon.' });
    const { number } = (await mine.get(`/documents/${type}/${id}`)).body.data as { number: string };
    const text = await textOf(await pdfOf(mine, id, type));
    for (const said of [
      number,
      'Alpine Works',
      '1 Quay',
      'Harbour & Sons',
      'Bristol',
      '30 November 2026',
      'PO 7741',
      '€100.00',
      '€19.00',
      '€119.00',
      'See you soon.',
    ])
      expect(text).toContain(said);
  });

  it('in the language of the document, with each part of a tax and what a discount takes off', async () => {
    const lines = {
      ...linesOf({ quantity: '2.5', rate: '33.335', tax: GST as never, discount: { percent: '10' } }),
      discounts: [{ id: 'd', name: 'Treuerabatt', value: { amount: 500 }, tax: GST }],
    };
    const text = await textOf(await pdfOf(mine, await issued('invoice', { language: 'de', issueDate: '2026-03-04', lines })));
    // 2.5 × 33.335 less 10 % = 75.00; less 5.00 = 70.00; 18 % of it = 12.60, by halves.
    for (const said of [
      'Rechnung',
      '4. März 2026',
      '2,5',
      '33,335 €',
      '75,00 €',
      'Treuerabatt',
      '-5,00 €',
      '70,00 €',
      'CGST 9 %',
      'SGST 9 %',
      '6,30 €',
      '82,60 €',
    ])
      expect(text).toContain(said);
  });

  it('with tax inside of the prices told as a part of the total', async () => {
    const text = await textOf(
      await pdfOf(mine, await issued('invoice', { language: 'en', pricesIncludeTax: true, lines: linesOf({ rate: '119', tax: VAT }) })),
    );
    expect(text).toMatch(/Total ?€119\.00[\s\S]*Including VAT 19 % ?€19\.00/u);
  });

  it('shown in the browser, or saved where that is asked for, under its name', async () => {
    const id = await issued();
    const { number } = (await mine.get(`/documents/invoice/${id}`)).body.data as { number: string };
    const shown = await pdfOf(mine, id);
    expect(shown.headers['content-type']).toBe('application/pdf');
    expect(shown.headers['content-disposition']).toBe(`inline; filename="Invoice ${number}.pdf"`);
    expect(shown.headers['cache-control']).toBe('no-store');
    const saved = await pdfOf(mine, id, 'invoice', '?as=attachment');
    expect(saved.headers['content-disposition']).toBe(`attachment; filename="Invoice ${number}.pdf"`);
  });

  it('as the same bytes each time, made once, and not sent again to who has them', async () => {
    const id = await issued();
    const render = jest.spyOn(platformOf(app.strapi).pdf, 'render');
    const at = await Promise.all([pdfOf(mine, id), pdfOf(mine, id), pdfOf(mine, id)]);
    const all = [...at, await pdfOf(mine, id)].map(bytesOf);
    expect(render).toHaveBeenCalledTimes(1);
    render.mockRestore();
    expect(all.every((bytes) => bytes.equals(all[0] as Buffer))).toBe(true);
    const etag = at[0]?.headers.etag as string;
    expect((await mine.with({ 'if-none-match': etag }).get(`/documents/invoice/${id}/pdf`)).status).toBe(304);
    const part = await mine.with({ range: 'bytes=0-4' }).get(`/documents/invoice/${id}/pdf`);
    expect([part.status, String(part.body)]).toEqual([206, '%PDF-']);
    // Kept elsewhere than the file: made again, the same.
    await table(app.strapi, KEPT).deleteMany({ where: { document: id } });
    expect(bytesOf(await pdfOf(mine, id)).equals(all[0] as Buffer)).toBe(true);
  });

  it('with a mark once it is void, and what was kept before is removed', async () => {
    const id = await issued('invoice', { language: 'en' });
    expect(await textOf(await pdfOf(mine, id))).not.toContain('Void');
    const [before] = (await table(app.strapi, KEPT).findMany({ where: { document: id } })) as unknown as { fileKey: string }[];
    await editor.post(`/documents/invoice/${id}/void`);
    expect(await textOf(await pdfOf(mine, id))).toContain('Void');
    expect(await table(app.strapi, KEPT).count({ where: { document: id } })).toBe(1);
    await app.settle();
    expect(await platformOf(app.strapi).files.has(before?.fileKey ?? '')).toBe(false);
  });

  it('where its page is there, and nowhere else', async () => {
    const [id, order, draft] = [await issued(), await issued('sales-order'), await createDraft(app.strapi, 'invoice', customer)];
    expect((await pdfOf(theirs, id)).status).toBe(404);
    expect((await pdfOf(mine, id, 'quote')).status).toBe(404);
    expect((await pdfOf(mine, draft.documentId)).status).toBe(404);
    await saveSettings(app, 'preferences', { salesOrders: false });
    expect((await pdfOf(mine, order, 'sales-order')).body).toMatchObject({ error: { details: { code: 'preference-off' } } });
  });

  it('with text that is no markup', async () => {
    const items = ['#panic("x")', '$x^2$', '*bold* _it_ `raw` @ref <label> // comment', 'Ελληνικά עברית العربية हिन्दी 😀'];
    const text = await textOf(await pdfOf(mine, await issued('invoice', { lines: linesOf(...items.map((item) => ({ item }))) })));
    for (const item of items.slice(0, 3)) expect(text).toContain(item);
  });
});

describe('the logo on a PDF', () => {
  let file = '';
  /** A picture of the Media Library, as an upload to this server leaves it. */
  async function logo(bytes: Buffer, name: string, mime: string): Promise<void> {
    const url = `/uploads/document-pdf-${randomUUID()}${path.extname(name)}`;
    file = path.join(app.strapi.dirs.static.public, url);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    const row = { name, hash: path.basename(url), ext: path.extname(name), mime, size: 1, url, provider: 'local' };
    const { documentId } = await table(app.strapi, 'plugin::upload.file').create({ data: row });
    await saveSettings(app, 'general', { logoFile: documentId });
  }
  afterEach(async () => {
    await saveSettings(app, 'general', { logoFile: null });
    rmSync(file, { force: true });
  });
  const size = async (id: string): Promise<number> => bytesOf(await pdfOf(mine, id)).byteLength;

  it('is there, and changes what is kept', async () => {
    const id = await issued();
    const without = await size(id);
    await logo(readFileSync(path.resolve(__dirname, '../../server/pdf/sample-logo.svg')), 'logo.svg', 'image/svg+xml');
    expect(await size(id)).not.toBe(without);
  });

  it.each([
    ['is broken', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(500, 7)]), 'logo.png', 'image/png'],
    ['is no picture', Buffer.from('<html><script>1</script></html>'), 'logo.png', 'image/png'],
    ['has 10 MB', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(10 * 1024 * 1024)]), 'logo.png', 'image/png'],
  ])('that %s is left out, and the PDF is made', async (_what, bytes, name, mime) => {
    const id = await issued();
    const without = await size(id);
    await logo(bytes, name, mime);
    expect(await size(id)).toBe(without);
  });
});

describe('an editor', () => {
  it('looks at the PDF of a draft before it is issued, and nobody else does', async () => {
    const { documentId } = await createDraft(app.strapi, 'invoice', customer, { language: 'en' });
    const text = await textOf(await pdfOf(editor, documentId));
    for (const said of ['Draft', 'Harbour & Sons', 'Alpine Works', '€119.00']) expect(text).toContain(said);
    expect(await table(app.strapi, KEPT).count({ where: { document: documentId } })).toBe(0);
  });

  it('needs the permission, and to read the document', async () => {
    const { documentId } = await createDraft(app.strapi, 'invoice', customer);
    const read = { action: 'plugin::content-manager.explorer.read', subject: 'plugin::customer-portal.invoice' };
    expect((await pdfOf(await createEditor(app, allBut('documents.issue'), [read]), documentId)).status).toBe(403);
    expect((await pdfOf(await createEditor(app, ['documents.issue']), documentId)).status).toBe(404);
    expect((await pdfOf(await createEditor(app, ['documents.issue'], [read]), documentId)).status).toBe(200);
  });

  it('is told at issue of characters that no font has', async () => {
    const { documentId } = await createDraft(app.strapi, 'invoice', customer, { lines: linesOf({ item: '漢字 sensor' }) });
    expect((await editor.post(`/documents/invoice/${documentId}/issue`)).body).toMatchObject({ data: { missing: ['漢', '字'] } });
  });

  it('finds the language of a document kept when it was issued', async () => {
    const id = await issued();
    await saveSettings(app, 'general', { defaultLanguage: 'de' });
    const text = await textOf(await pdfOf(mine, id));
    await saveSettings(app, 'general', { defaultLanguage: 'en' });
    expect(text).toContain('Invoice');
  });
});
