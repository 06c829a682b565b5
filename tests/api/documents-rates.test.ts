import type { TaxRate } from '../../plugin/rules/documents/lines';
import { documentsOf } from '../../server/src/documents';
import { signIn } from '../support/client';
import { createDraft, linesOf } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createPair } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

const VAT: TaxRate = { id: 'vat', name: 'VAT 7.25 %', category: 'S', percent: '7.2525', parts: [] };
const GST: TaxRate = {
  id: 'gst',
  name: 'GST 18 %',
  category: 'S',
  percent: '18',
  parts: [
    { name: 'CGST', percent: '9' },
    { name: 'SGST', percent: '9' },
  ],
};

let app: TestApp;
let editor: Editor;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
});
afterAll(() => app.stop());

async function save(taxRates: unknown) {
  const { values, revision } = (await editor.get('/settings/documents')).body.data as { values: object; revision: number };
  return editor.put('/settings/documents', { values: { ...values, taxRates }, revision });
}

describe('tax rates', () => {
  it('are kept in order, and offered to whoever writes lines', async () => {
    expect((await save([GST, VAT])).status).toBe(200);
    const writer = await createEditor(app, ['documents.write']);
    const { status, body } = await writer.get('/documents/options');
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: { currency: 'EUR', taxRounding: 'document', taxRates: [GST, VAT] } });
    expect((await (await createEditor(app, ['documents.issue'])).get('/documents/options')).status).toBe(403);
    await save([VAT, GST]);
    expect((await writer.get('/documents/options')).body).toMatchObject({ data: { taxRates: [VAT, GST] } });
  });

  it.each([
    ['a name that is missing', { ...VAT, name: ' ' }, [0, 'name'], 'required'],
    ['five digits behind the point', { ...VAT, percent: '7.12345' }, [0, 'percent'], 'too-precise'],
    ['a percentage that is none', { ...VAT, percent: '7,5' }, [0, 'percent'], 'wrong-format'],
    ['a standard rate of nothing', { ...VAT, percent: '0' }, [0, 'percent'], 'too-small'],
    ['an exempt one of something', { ...VAT, category: 'E' }, [0, 'percent'], 'too-large'],
    ['parts that come to something else', { ...GST, percent: '19' }, [0, 'parts'], 'invalid'],
  ])('are refused for %s', async (_what, rate, path, code) => {
    const { status, body } = await save([rate]);
    expect(status).toBe(400);
    const { errors } = (body as { error: { details: { errors: object[] } } }).error.details;
    expect(errors).toMatchObject([{ path: ['values', 'taxRates', ...path], code }]);
  });

  it('are refused where two have one id', async () => {
    const { status, body } = await save([VAT, VAT]);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { details: { errors: [{ path: ['values', 'taxRates', 1, 'id'], code: 'twice' }] } } });
  });

  it('change no document when they change or go', async () => {
    const [{ customer, contact }, other] = [await createPair(app.strapi), await createPair(app.strapi)];
    await save([GST]);
    const { documentId } = await createDraft(app.strapi, 'invoice', customer, { lines: linesOf({ rate: '100', tax: GST }) });
    const draft = await createDraft(app.strapi, 'invoice', customer, { lines: linesOf({ rate: '100', tax: GST }) });
    await documentsOf(app.strapi).issue('invoice', documentId);
    await save([
      {
        ...GST,
        percent: '28',
        name: 'GST 28 %',
        parts: [
          { name: 'CGST', percent: '14' },
          { name: 'SGST', percent: '14' },
        ],
      },
    ]);
    await save([]);
    const { body } = await (await signIn(app, contact)).get(`/documents/invoice/${documentId}`);
    expect(body).toMatchObject({
      data: {
        gross: 11800,
        taxes: [
          { name: 'CGST', percent: '9', tax: 900 },
          { name: 'SGST', percent: '9', tax: 900 },
        ],
      },
    });
    expect((await (await signIn(app, other.contact)).get(`/documents/invoice/${documentId}`)).status).toBe(404);
    const path = `//content-manager/collection-types/plugin::customer-portal.invoice/${draft.documentId}`;
    expect((await editor.put(path, { notes: 'Saved again' })).body).toMatchObject({
      data: { tax: '1800', lines: { lines: [{ tax: GST }] } },
    });
  });
});
