import { documentsOf } from '../../server/src/documents';
import { signIn } from '../support/client';
import { createDraft, linesOf, type TestDocument } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

const CM = '//content-manager/collection-types/plugin::customer-portal';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi));
});
afterAll(() => app.stop());

async function issued(type: 'quote' | 'sales-order'): Promise<TestDocument> {
  const draft = await createDraft(app.strapi, type, customer, { lines: linesOf({ rate: '250' }), reference: 'PO 9', notes: 'As agreed' });
  await documentsOf(app.strapi).issue(type, draft.documentId);
  return draft;
}
const make = (type: string, id: string, who = editor) => who.post(`/documents/${type}/${id}/invoice`);
const madeBy = async (response: Promise<{ status: number; body: unknown }>): Promise<string> => {
  const { status, body } = await response;
  expect(status).toBe(200);
  return (body as { data: { id: string } }).data.id;
};
const row = (type: string, documentId: string) =>
  app.strapi.db.query(`plugin::customer-portal.${type}`).findOne({ where: { documentId }, populate: { customer: true } });
const invoices = () => app.strapi.db.query('plugin::customer-portal.invoice').count({});

describe('an invoice that is made of a document', () => {
  it.each([
    ['quote', 'invoiced'],
    ['sales-order', 'confirmed'],
  ] as const)('carries what stands on a %s, and both name each other', async (type, state) => {
    const { documentId } = await issued(type);
    const invoice = await madeBy(make(type, documentId));
    expect(await row('invoice', invoice)).toMatchObject({
      state: 'draft',
      number: null,
      gross: expect.anything() as unknown,
      reference: 'PO 9',
      notes: 'As agreed',
      originType: type,
      originDocument: documentId,
      lines: { lines: [{ rate: '250' }] },
      customer: { id: customer.id },
    });
    expect(Number(((await row('invoice', invoice)) as { gross: string }).gross)).toBe(29750);
    expect(await row(type, documentId)).toMatchObject({ state, invoiceDocument: invoice });
    expect((await make(type, documentId)).status).toBe(409);
    // What the Content Manager shows of both.
    const related = (one: string, id: string, who = editor) => who.get(`/documents/${one}/${id}/related`);
    expect((await related(type, documentId)).body).toMatchObject({ data: { origin: null, invoice: { id: invoice, number: null } } });
    expect((await related('invoice', invoice)).body).toMatchObject({ data: { origin: { type, id: documentId }, invoice: null } });
    const subject = `plugin::customer-portal.${type}`;
    const reader = await createEditor(app, ['documents.write'], [{ action: 'plugin::content-manager.explorer.read', subject }]);
    expect((await related(type, documentId, reader)).body).toEqual({ data: { origin: null, invoice: null } });
    expect((await related('invoice', invoice, reader)).status).toBe(404);
  });

  it('is a draft: neither its customer nor another sees it before it is issued', async () => {
    const invoice = await madeBy(make('quote', (await issued('quote')).documentId));
    const other = (await createPair(app.strapi)).contact;
    const [mine, theirs] = [await signIn(app, contact), await signIn(app, other)];
    expect((await mine.get(`/documents/invoice/${invoice}`)).status).toBe(404);
    await documentsOf(app.strapi).issue('invoice', invoice);
    expect((await mine.get(`/documents/invoice/${invoice}`)).status).toBe(200);
    expect((await theirs.get(`/documents/invoice/${invoice}`)).status).toBe(404);
  });

  it('is made once where two editors ask at once', async () => {
    for (const type of ['quote', 'sales-order'] as const) {
      const { documentId } = await issued(type);
      const before = await invoices();
      const all = await Promise.all(Array.from({ length: 6 }, () => make(type, documentId)));
      expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
      expect(await invoices()).toBe(before + 1);
    }
  });

  it.each([
    ['a draft', 'quote', async () => (await createDraft(app.strapi, 'quote', customer)).documentId],
    [
      'a void quote',
      'quote',
      async () => {
        const { documentId } = await issued('quote');
        await documentsOf(app.strapi).void('quote', documentId);
        return documentId;
      },
    ],
  ])('is not made of %s', async (_what, type, document) => {
    const id = await document();
    const before = await invoices();
    expect((await make(type, id)).status).toBe(409);
    expect(await invoices()).toBe(before);
  });

  it('can be made again after its draft was deleted, and the quote is what it was before', async () => {
    const { documentId } = await issued('quote');
    const invoice = await madeBy(make('quote', documentId));
    expect((await editor.delete(`${CM}.invoice/${invoice}`)).status).toBe(200);
    expect(await row('quote', documentId)).toMatchObject({ state: 'sent', invoiceDocument: null });
    expect((await make('quote', documentId)).status).toBe(200);
  });

  it('says nothing of where a copy of it came from', async () => {
    const invoice = await madeBy(make('quote', (await issued('quote')).documentId));
    const { body } = await editor.post(`${CM}.invoice/clone/${invoice}`, {});
    const { documentId } = (body as { data: TestDocument }).data;
    expect(await row('invoice', documentId)).toMatchObject({ state: 'draft', originType: null, originDocument: null });
  });

  it('takes the rights to change the one and to make the other', async () => {
    const { documentId } = await issued('quote');
    const may = (type: string, ...actions: string[]) =>
      actions.map((action) => ({
        action: `plugin::content-manager.explorer.${action}`,
        subject: `plugin::customer-portal.${type}`,
      }));
    const quotes = may('quote', 'read', 'update');
    expect((await make('quote', documentId, await createEditor(app, ['documents.issue'], quotes))).status).toBe(403);
    expect((await make('quote', documentId, await createEditor(app, ['documents.write']))).status).toBe(404);
    expect((await make('quote', documentId, await createEditor(app, ['documents.write'], may('quote', 'read')))).status).toBe(403);
    expect((await make('quote', documentId, await createEditor(app, ['documents.write'], quotes))).status).toBe(403);
    const all = [...quotes, ...may('invoice', 'create')];
    expect((await make('quote', documentId, await createEditor(app, ['documents.write'], all))).status).toBe(200);
  });
});
