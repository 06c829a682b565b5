import request, { type Response } from 'supertest';
import { customerContract, editorContract } from '../../plugin/contract';
import type { DocumentFiles } from '../../plugin/contract/editor/document-files';
import { ATTACHMENTS_MAX } from '../../plugin/documents/limits';
import { documentsOf } from '../../server/src/documents';
import { platformOf } from '../../server/src/platform';
import { table } from '../../server/src/platform/strapi';
import { sendingOf } from '../../server/src/sending';
import { API, signIn, type Browser } from '../support/client';
import { createDraft, createIssued, createLinked, madeElsewhere } from '../support/documents';
import { ADMIN_API, createEditor, type Editor } from '../support/editor';
import { errorsOf, PIXEL } from '../support/modules';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { read } from '../support/pdf';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';
import { createToken } from '../support/sync';

const FILES = 'plugin::customer-portal.document-file';
const MB = 1024 * 1024;

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;
let theirs: Browser;
let token: string;

beforeAll(async () => {
  const scan = ({ name }: { name: string }): boolean => name !== 'virus.png';
  app = await startApp({ quiet: true, config: { files: { maxBytes: MB, scan } } });
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi));
  mine = await signIn(app, contact);
  theirs = await signIn(app, (await createPair(app.strapi)).contact);
  ({ token } = await createToken(app, ['sync.documents']));
  await saveSettings(app, 'public-links', { publicLinks: true });
});
afterAll(() => app.stop());

const base = (id: string): string => `/documents/invoice/${id}`;
const send = (id: string, name: string, bytes: Buffer, what = 'files'): Promise<Response> =>
  request(app.server)
    .post(`${ADMIN_API}${base(id)}/${what}?${new URLSearchParams({ name }).toString()}`)
    .set('authorization', `Bearer ${editor.token}`)
    .set('content-type', 'application/octet-stream')
    .send(bytes);
const sync = (externalId: string, bytes: Buffer, type = 'application/pdf'): Promise<Response> =>
  request(app.server)
    .put(`${API}/sync/invoice/${encodeURIComponent(externalId)}/pdf`)
    .set('authorization', `Bearer ${token}`)
    .set('content-type', type)
    .send(bytes);
async function attach(id: string, name = 'photo.png', bytes = PIXEL): Promise<string> {
  const response = await send(id, name, bytes);
  expect(response.status).toBe(201);
  return editorContract['document-files'].create.response.parse(response.body.data).id;
}
async function setPdf(id: string, said: string): Promise<void> {
  const response = await send(id, 'ERP.pdf', madeElsewhere(said), 'own-pdf');
  expect(response.status).toBe(200);
  editorContract['document-files'].setPdf.response.parse(response.body.data);
}
const filesOf = async (id: string): Promise<DocumentFiles> =>
  editorContract['document-files'].find.response.parse((await editor.get(`${base(id)}/files`)).body.data);
const pageOf = async (browser: Browser, id: string) =>
  customerContract.documents.findOne.response.parse((await browser.get(base(id))).body.data);
const textOf = async ({ status, body }: Response): Promise<string> => (expect(status).toBe(200), (await read(body as Buffer)).text);
const linesOf = async (id: string): Promise<{ kind: string; internal: boolean; said: string }[]> => {
  const { lines } = (await editor.get(`${base(id)}/timeline`)).body.data as {
    lines: { kind: string; internal: boolean; text: { children: { text: string }[] }[] | null }[];
  };
  return lines.map(({ kind, internal, text }) => ({ kind, internal, said: text?.[0]?.children[0]?.text ?? '' }));
};
const draft = async (data = {}): Promise<string> => (await createDraft(app.strapi, 'invoice', customer, data)).documentId;

describe('an editor attaches files to a document', () => {
  it('which its customer sees and downloads once it is issued, and nobody else', async () => {
    const id = await draft();
    const picture = await attach(id, 'Plan of <the> shop.PNG');
    const text = await attach(id, 'terms.docx.txt', Buffer.from('By the hour.'));
    expect((await mine.get(`${base(id)}/files/${picture}`)).status).toBe(404);
    await documentsOf(app.strapi).issue('invoice', id);
    const { attachments } = await pageOf(mine, id);
    expect(attachments).toEqual([
      { id: picture, name: 'Plan of _the_ shop.PNG', mime: 'image/png', size: PIXEL.byteLength },
      { id: text, name: 'terms.docx.txt', mime: 'text/plain', size: 12 },
    ]);
    const shown = await mine.get(`${base(id)}/files/${picture}`);
    expect(shown.headers['content-disposition']).toBe('inline; filename="Plan of _the_ shop.PNG"');
    expect(shown.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(Buffer.compare(shown.body as Buffer, PIXEL)).toBe(0);
    const saved = await mine.get(`${base(id)}/files/${picture}?as=attachment`);
    expect(saved.headers['content-disposition']).toMatch(/^attachment/u);
    const other = await createIssued(app.strapi, 'invoice', customer);
    await expectUntouched(app, async () => {
      for (const refused of [
        await theirs.get(`${base(id)}/files/${picture}`),
        // By way of another document of the customer's own.
        await mine.get(`${base(other)}/files/${picture}`),
        await mine.get(`/documents/quote/${id}/files/${picture}`),
      ])
        expect(refused.status).toBe(404);
      expect((await request(app.server).get(`${API}${base(id)}/files/${picture}`)).status).toBe(401);
    });
  });

  it('and whoever holds a public link sees them where they see the document', async () => {
    const { documentId, token: link } = await createLinked(app.strapi, 'invoice', customer);
    const id = await attach(documentId);
    const byLink = (path: string) => request(app.server).get(`${API}/public-link${path}`).set('x-customer-portal-link', link);
    expect((await byLink('/document')).body.data.attachments).toMatchObject([{ id, name: 'photo.png' }]);
    expect((await byLink(`/files/${id}`)).status).toBe(200);
    const elsewhere = await attach(await createIssued(app.strapi, 'invoice', customer));
    expect((await byLink(`/files/${elsewhere}`)).status).toBe(404);
    await saveSettings(app, 'public-links', { linkVerification: true });
    expect((await byLink(`/files/${id}`)).status).toBe(403);
    await saveSettings(app, 'public-links', { linkVerification: false });
  });

  it('which are checked: type, scanner, size, and how many there are', async () => {
    const id = await draft();
    for (const [name, bytes, code] of [
      ['page.html', Buffer.from('<script>1</script>'), 'wrong-file-type'],
      ['photo.png', Buffer.from('no picture'), 'wrong-file-type'],
      ['virus.png', PIXEL, 'unsafe-file'],
      ['empty.txt', Buffer.alloc(0), 'empty-file'],
    ] as const)
      expect(errorsOf(await send(id, name, bytes))).toEqual([['file', code]]);
    expect((await send(id, 'large.txt', Buffer.alloc(MB + 1, 'x'))).status).toBe(413);
    const rows = table(app.strapi, FILES);
    const row = await rows.findOne({ where: { documentId: await attach(id) } });
    const { id: _id, documentId: _documentId, ...like } = row as unknown as Record<string, unknown>;
    for (let more = 1; more < ATTACHMENTS_MAX - 1; more += 1) await rows.create({ data: { ...like, key: `none-${more}` } });
    // One place is left, and two want it.
    const both = await Promise.all([send(id, 'a.png', PIXEL), send(id, 'b.png', PIXEL)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 400]);
    expect((await filesOf(id)).attachments).toHaveLength(ATTACHMENTS_MAX);
  });

  it('and removes them, which of an issued one is told to editors alone', async () => {
    const id = await draft();
    await editor.delete(`${base(id)}/files/${await attach(id)}`);
    const file = await attach(id, 'plan.png');
    await documentsOf(app.strapi).issue('invoice', id);
    const late = await attach(id, 'late.png');
    const removals = await Promise.all([1, 2].map(() => editor.delete(`${base(id)}/files/${file}`)));
    expect(removals.map(({ status }) => status).sort()).toEqual([200, 404]);
    await app.settle();
    expect((await pageOf(mine, id)).attachments).toMatchObject([{ id: late }]);
    expect((await mine.get(`${base(id)}/files/${file}`)).status).toBe(404);
    expect((await linesOf(id)).filter(({ kind }) => kind.startsWith('file'))).toEqual([
      { kind: 'file-added', internal: false, said: 'late.png' },
      { kind: 'file-removed', internal: true, said: 'plan.png' },
    ]);
  });

  it('and they go with a draft that is deleted', async () => {
    const id = await draft();
    await attach(id);
    await setPdf(id, 'Gone');
    const keys = (await table(app.strapi, FILES).findMany({ where: { document: id } })) as unknown as { key: string }[];
    expect(keys).toHaveLength(2);
    await app.strapi.documents('plugin::customer-portal.invoice').delete({ documentId: id });
    await app.settle();
    expect(await table(app.strapi, FILES).count({ where: { document: id } })).toBe(0);
    for (const { key } of keys) expect(await platformOf(app.strapi).files.has(key)).toBe(false);
  });

  it('of documents that the role reads and changes, and of no others', async () => {
    const reads = await createEditor(
      app,
      ['documents.write'],
      [{ action: 'plugin::content-manager.explorer.read', subject: 'plugin::customer-portal.invoice' }],
    );
    const none = await createEditor(app, ['documents.write']);
    const id = await draft();
    const file = await attach(id);
    await expectUntouched(app, async () => {
      expect((await reads.get(`${base(id)}/files`)).status).toBe(200);
      expect((await reads.delete(`${base(id)}/files/${file}`)).status).toBe(403);
      expect((await reads.delete(`${base(id)}/own-pdf`)).status).toBe(403);
      expect((await none.get(`${base(id)}/files`)).status).toBe(404);
      expect((await none.get(`${base(id)}/files/${file}`)).status).toBe(404);
    });
  });
});

describe("a PDF of the team's own", () => {
  it('stands in place of ours: on the page, by mail, by link and in the preview', async () => {
    const { documentId: id, token: link, number } = await createLinked(app.strapi, 'invoice', customer);
    expect(await textOf(await mine.get(`${base(id)}/pdf`))).toContain(number);
    await setPdf(id, 'Made by the ERP');
    const byLink = request(app.server).get(`${API}/public-link/pdf`).set('x-customer-portal-link', link).responseType('blob');
    for (const one of [await mine.get(`${base(id)}/pdf`), await editor.get(`${base(id)}/pdf`), await byLink])
      expect(await textOf(one)).toBe('Made by the ERP');
    expect((await mine.get(`${base(id)}/pdf`)).headers['content-disposition']).toContain(`Invoice ${number}.pdf`);
    app.mailbox.clear();
    await sendingOf(app.strapi).send('invoice', id, false);
    await app.settle();
    const [attached] = app.mailbox.to(contact.email)[0]?.attachments ?? [];
    expect((await read(attached?.content as Buffer)).text).toBe('Made by the ERP');

    await setPdf(id, 'Made once more');
    expect(await textOf(await mine.get(`${base(id)}/pdf`))).toBe('Made once more');
    expect((await editor.delete(`${base(id)}/own-pdf`)).status).toBe(200);
    expect((await editor.delete(`${base(id)}/own-pdf`)).status).toBe(404);
    expect(await textOf(await mine.get(`${base(id)}/pdf`))).toContain(number);
    expect((await linesOf(id)).filter(({ kind }) => kind.startsWith('pdf')).map(({ kind, internal }) => [kind, internal])).toEqual([
      ['pdf-set', true],
      ['pdf-set', true],
      ['pdf-removed', true],
    ]);
  });

  it.each([
    ['cut off', madeElsewhere().subarray(0, 300), 'pdf-broken'],
    [
      'with a table that is not there',
      Buffer.from(
        madeElsewhere()
          .toString('latin1')
          .replace(/startxref\n\d+/u, 'startxref\n12'),
      ),
      'pdf-broken',
    ],
    ['encrypted', madeElsewhere('x', '/Encrypt 6 0 R'), 'pdf-protected'],
    ['that is a picture', PIXEL, 'wrong-file-type'],
  ])('%s is refused, and the one before stays', async (_what, bytes, code) => {
    const id = await draft({ externalId: `E-${Math.random()}` });
    await setPdf(id, 'Good');
    expect(errorsOf(await send(id, 'x.pdf', bytes, 'own-pdf'))).toEqual([['file', code]]);
    expect(await textOf(await editor.get(`${base(id)}/pdf`))).toBe('Good');
  });

  it('that is lost does not become another one', async () => {
    const id = await createIssued(app.strapi, 'invoice', customer);
    await setPdf(id, 'Lost');
    const row = (await table(app.strapi, FILES).findOne({ where: { document: id } })) as unknown as { key: string };
    await platformOf(app.strapi).files.remove([row.key]);
    const response = await mine.get(`${base(id)}/pdf`);
    expect(response.body.error.details.code).toBe('pdf-failed');
  });

  it('of two that come at once is one of them, whole, and one row stays', async () => {
    const id = await createIssued(app.strapi, 'invoice', customer);
    await Promise.all(['One', 'Two', 'Three'].map((said) => setPdf(id, said)));
    await app.settle();
    expect(await table(app.strapi, FILES).count({ where: { document: id } })).toBe(1);
    expect(['One', 'Two', 'Three']).toContain(await textOf(await mine.get(`${base(id)}/pdf`)));
  });

  it('comes from another system by the external id, and changes nothing when it is sent again', async () => {
    const id = await draft({ externalId: 'ERP/7 ü' });
    const answers = [];
    for (const said of ['First', 'First', 'Second']) answers.push((await sync('ERP/7 ü', madeElsewhere(said))).body.data);
    const of = { externalId: 'ERP/7 ü', id };
    expect(answers).toEqual(['created', 'unchanged', 'updated'].map((result) => ({ ...of, result })));
    customerContract['sync-rows'].pdf.response.parse(answers[0]);
    expect(await textOf(await editor.get(`${base(id)}/pdf`))).toBe('Second');
    expect((await filesOf(id)).ownPdf).toMatchObject({ by: '' });
    await app.settle();
    await expectUntouched(app, async () => {
      expect((await sync('nobody', madeElsewhere())).status).toBe(404);
      expect(errorsOf(await sync('ERP/7 ü', Buffer.from('no PDF'), 'text/plain'))).toEqual([['file', 'wrong-file-type']]);
      expect((await sync('ERP/7 ü', Buffer.alloc(MB + 1))).status).toBe(413);
    });
  });
});
