import { crc32 } from 'node:zlib';
import request from 'supertest';
import type { DocumentDetail } from '../../plugin/contract/customer/documents';
import { documentsOf } from '../../server/src/documents';
import { signIn, type Browser } from '../support/client';
import { createDraft, linesOf, VAT } from '../support/documents';
import { ADMIN_API, createEditor, type Editor } from '../support/editor';
import { PIXEL } from '../support/modules';
import { read } from '../support/pdf';
import { createPair, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let mine: Browser;
let theirs: Browser;

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app);
  const pair = await createPair(app.strapi);
  customer = pair.customer;
  mine = await signIn(app, pair.contact);
  theirs = await signIn(app, (await createPair(app.strapi)).contact);
});
afterAll(() => app.stop());

/** What Typst would read as its own, in names and words of the world's scripts. */
const ODD = [
  '#panic("x")',
  '$x^2$',
  '#import "/etc/passwd"',
  '#read("/etc/passwd")',
  '*bold*',
  '_under_',
  '`raw`',
  '<label>',
  '@reference',
  '= Heading',
  '// comment',
  '/* open',
  'C:\\temp\\new',
  '\\u{41}',
  '{{mustache}}',
  '</script>',
];
const SCRIPTS = ['Consulting', 'Консультация', 'Συμβουλευτική', 'परामर्श सेवा', 'استشارات قانونية', 'ייעוץ משפטי', 'Launch 🚀'];

describe('an invoice of 300 lines, of names in every script and in the words of Typst', () => {
  const names = Array.from({ length: 300 }, (_, index) => [...ODD, ...SCRIPTS][index % (ODD.length + SCRIPTS.length)] ?? '');
  let id: string;
  beforeAll(async () => {
    const lines = linesOf(...names.map((item, index) => ({ item, description: `Line ${index + 1}`, rate: '0.35', tax: VAT })));
    id = (await createDraft(app.strapi, 'invoice', customer, { lines, language: 'en' })).documentId;
    await documentsOf(app.strapi).issue('invoice', id);
  });

  it('has its lines on the page as they were typed, and sums to the cent', async () => {
    const detail = (await mine.get(`/documents/invoice/${id}`)).body.data as DocumentDetail;
    expect(detail.lines.map(({ item }) => item)).toEqual(names);
    // 300 at 0.35, and 19 % of the sum.
    expect([detail.net, detail.tax, detail.gross]).toEqual([10_500, 1995, 12_495]);
    expect((await theirs.get(`/documents/invoice/${id}`)).status).toBe(404);
  });

  it('prints all of it literally, on as many pages as it takes', async () => {
    const response = await mine.get(`/documents/invoice/${id}/pdf`);
    expect(response.status).toBe(200);
    const { pages, text } = await read(response.body as Buffer);
    expect(pages.length).toBeGreaterThan(8);
    for (const name of ODD) expect(text).toContain(name);
    for (const word of SCRIPTS.flatMap((name) => name.split(' '))) expect(text).toContain(word.normalize('NFKC'));
    expect(text).toContain('Line 300');
    expect(text).toContain('€124.95');
    expect(text).not.toContain('root:');
    expect(await documentsOf(app.strapi).pdfs.missingCharacters('invoice', await rowOf(id))).toEqual([]);
  });
});

const rowOf = async (documentId: string) =>
  (await app.strapi.db.query('plugin::customer-portal.invoice').findOne({ where: { documentId } })) as Parameters<
    ReturnType<typeof documentsOf>['pdfs']['missingCharacters']
  >[1];

describe('a picture of 10 MB', () => {
  /** A small picture that is large on the way: words in a chunk of their own. */
  function heavy(bytes: number): Buffer {
    const text = Buffer.concat([Buffer.from('Comment\0'), Buffer.alloc(bytes, 'x')]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(text.length);
    sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from('tEXt'), text])));
    const end = PIXEL.length - 12;
    return Buffer.concat([PIXEL.subarray(0, end), length, Buffer.from('tEXt'), text, sum, PIXEL.subarray(end)]);
  }

  it('is attached, and comes out as it went in', async () => {
    const { documentId: id } = await createDraft(app.strapi, 'invoice', customer);
    const bytes = heavy(10 * 1024 * 1024);
    const attached = await request(app.server)
      .post(`${ADMIN_API}/documents/invoice/${id}/files?name=scan.png`)
      .set('authorization', `Bearer ${editor.token}`)
      .set('content-type', 'application/octet-stream')
      .send(bytes);
    expect(attached.status).toBe(201);
    await documentsOf(app.strapi).issue('invoice', id);
    const file = (attached.body as { data: { id: string } }).data.id;
    const back = await mine.get(`/documents/invoice/${id}/files/${file}`);
    expect(Buffer.compare(back.body as Buffer, bytes)).toBe(0);
    // Nothing of it goes into the document's own PDF.
    expect(((await mine.get(`/documents/invoice/${id}/pdf`)).body as Buffer).byteLength).toBeLessThan(1024 * 1024);
  });
});
