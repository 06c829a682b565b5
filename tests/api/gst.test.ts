import type { TaxRate } from '../../plugin/rules/documents/lines';
import { documentsOf } from '../../server/src/documents';
import { gstJob } from '../../server/src/documents/gst';
import { signIn, type Browser } from '../support/client';
import { createDraft, VAT } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { linesOf } from '../support/lines';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const CUSTOMER = 'plugin::customer-portal.customer';
const CM = `//content-manager/collection-types/${CUSTOMER}`;
const GSTIN = '27AAPFU0939F1ZV';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;
let other: TestCustomer;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi));
  mine = await signIn(app, contact);
  other = (await createPair(app.strapi)).customer;
  await saveSettings(app, 'preferences', { gstEditing: true });
});
afterAll(() => app.stop());

const stored = (documentId = customer.documentId) => app.strapi.db.query(CUSTOMER).findOne({ where: { documentId } });
const change = (data: object) => mine.patch('/profile', { customer: data });
const errorsOf = (body: unknown) => (body as { error: { details: { errors: { path: string[]; code: string }[] } } }).error.details.errors;

describe('a customer edits its GST treatment', () => {
  it('with a number of its treatment, in one spelling, and editors find who changed it', async () => {
    const { status } = await change({ gstTreatment: 'registered-regular', gstin: ' 27aapfu0939f1zv ', placeOfSupply: '27' });
    expect(status).toBe(200);
    expect(await stored()).toMatchObject({ gstTreatment: 'registered-regular', gstin: GSTIN, placeOfSupply: '27' });
    expect(await stored(other.documentId)).toMatchObject({ gstTreatment: null, gstin: null });
    const { body } = await editor.get('/activity?kind=gst-changed');
    const [row] = (body as { data: { rows: { email: string; detail: string; at: string }[] } }).data.rows;
    expect(row).toMatchObject({ email: contact.email });
    expect(row?.detail).toContain('registered-regular');
  });

  it.each([
    ['a number that is missing', { gstTreatment: 'sez', gstin: null, placeOfSupply: '27' }, 'gstin', 'required'],
    ['a number that a consumer has none of', { gstTreatment: 'consumer', gstin: GSTIN, placeOfSupply: '27' }, 'gstin', 'invalid'],
    [
      'a check digit that is wrong',
      { gstTreatment: 'registered-regular', gstin: '27AAPFU0939F1ZX', placeOfSupply: '27' },
      'gstin',
      'invalid',
    ],
    ['the shape of another treatment', { gstTreatment: 'tax-deductor', gstin: GSTIN, placeOfSupply: '27' }, 'gstin', 'wrong-format'],
    ['a place that is none', { gstTreatment: 'registered-regular', gstin: GSTIN, placeOfSupply: '25' }, 'placeOfSupply', 'not-an-option'],
    ['a number without a treatment', { gstTreatment: null, gstin: GSTIN, placeOfSupply: null }, 'gstTreatment', 'required'],
  ])('and is told of %s at its field', async (_what, data, field, code) => {
    const before = await stored();
    const { status, body } = await change(data);
    expect(status).toBe(400);
    expect(errorsOf(body)).toMatchObject([{ path: ['customer', field], code }]);
    expect(await stored()).toEqual(before);
  });

  it('only where the settings let it', async () => {
    await saveSettings(app, 'preferences', { gstEditing: false });
    const { status } = await change({ gstTreatment: 'consumer', gstin: null });
    expect(status).toBe(400);
    expect(await stored()).toMatchObject({ gstTreatment: 'registered-regular' });
    await saveSettings(app, 'preferences', { gstEditing: true });
  });
});

describe('the same rules', () => {
  it('hold in the Content Manager and for code, and the editor is noted', async () => {
    const path = `${CM}/${other.documentId}`;
    const refused = await editor.put(path, { gstTreatment: 'sez', placeOfSupply: '27' });
    expect(refused.status).toBe(400);
    expect(errorsOf(refused.body)[0]?.path).toEqual(['gstin']);
    const documents = app.strapi.documents(CUSTOMER as never);
    await expect(documents.update({ documentId: other.documentId, data: { gstin: GSTIN } as never })).rejects.toThrow('gstTreatment');
    expect((await editor.put(path, { gstTreatment: 'unregistered', placeOfSupply: '29' })).status).toBe(200);
    const { body } = await editor.get('/activity?kind=gst-changed');
    const [row] = (body as { data: { rows: { editor: string }[] } }).data.rows;
    expect(row?.editor).toMatch(/^editor\d/u);
  });

  it('ask for the national shape of a VAT number where the country is told by its code', async () => {
    const path = `${CM}/${(await createPair(app.strapi)).customer.documentId}`;
    expect((await editor.put(path, { country: 'DE', taxNumber: 'DE12345' })).status).toBe(400);
    expect((await editor.put(path, { country: 'DE', taxNumber: 'DE 123 456 789' })).status).toBe(200);
    expect((await editor.put(path, { country: 'GR', taxNumber: 'EL123456789' })).status).toBe(200);
    expect((await editor.put(path, { country: 'Germany', taxNumber: '12/345/678' })).status).toBe(200);
  });
});

describe('the tax of open drafts', () => {
  const SGST: TaxRate = {
    id: 'gst',
    name: 'GST',
    category: 'S',
    percent: '18',
    parts: [
      { name: 'CGST', percent: '9' },
      { name: 'SGST', percent: '9' },
    ],
  };
  const at = (placeOfSupply: string) => ({ gstTreatment: 'unregistered', gstin: null, placeOfSupply });
  const draft = async (type: 'invoice' | 'quote' = 'invoice', of = customer): Promise<string> =>
    (await createDraft(app.strapi, type, of, { lines: linesOf({ tax: SGST }, { tax: VAT }) })).documentId;
  const taxesOf = async (id: string, type = 'invoice') => {
    const row = await app.strapi.db.query(`plugin::customer-portal.${type}`).findOne({ where: { documentId: id } });
    const { totals, tax, gross } = row as { totals: { taxes: { parts: { name: string; tax: number }[] }[] }; tax: string; gross: string };
    return {
      parts: totals.taxes.flatMap(({ parts }) => parts.map((part) => `${part.name} ${part.tax}`)),
      tax: String(tax),
      gross: String(gross),
    };
  };
  const historyOf = async (id: string) => {
    const { body } = await editor.get(`/documents/invoice/${id}/timeline`);
    const { lines } = (body as { data: { lines: { kind: string; internal: boolean; text: { children: { text: string }[] }[] }[] } }).data;
    return lines
      .filter(({ kind }) => kind === 'tax-changed')
      .map(({ internal, text }) => [internal, ...text.map((one) => one.children[0]?.text)]);
  };
  const SPLIT = { parts: ['CGST 900', 'SGST 900'], tax: '3700', gross: '23700' };
  const WHOLE = { ...SPLIT, parts: ['IGST 1800'] };

  beforeAll(() => saveSettings(app, 'documents', { sellerTaxNumber: GSTIN }));

  it('is worked out anew when the customer moves to another state: issued documents and those of others stay', async () => {
    await change(at('27'));
    await app.settle();
    const [id, quote, others] = [await draft(), await draft('quote'), await draft('invoice', other)];
    const issued = await draft();
    await documentsOf(app.strapi).issue('invoice', issued);
    expect((await change(at('29'))).status).toBe(200);
    await app.settle();
    expect(await taxesOf(id)).toEqual(WHOLE);
    expect(await taxesOf(quote, 'quote')).toEqual(WHOLE);
    expect(await taxesOf(issued)).toEqual(SPLIT);
    expect(await taxesOf(others)).toEqual(SPLIT);
    expect(await historyOf(id)).toEqual([[true, 'CGST 9 % + SGST 9 % → IGST 18 %', '29 Karnataka']]);
    expect(await historyOf(issued)).toEqual([]);
    // An editor takes it back: so does the tax. A change of something else does nothing.
    expect((await editor.put(`${CM}/${customer.documentId}`, at('27'))).status).toBe(200);
    await app.settle();
    expect(await taxesOf(id)).toEqual(SPLIT);
    await change({ city: 'Pune' });
    await app.settle();
    expect(await historyOf(id)).toHaveLength(2);
  });

  it('is that of where the customer is when a draft has its turn, though a job began before it moved', async () => {
    await change(at('27'));
    await app.settle();
    const id = await draft();
    const customers = app.strapi.db.query('plugin::customer-portal.customer');
    const move = (placeOfSupply: string) => customers.update({ where: { id: customer.id }, data: { placeOfSupply } });
    await move('29');
    const progress = { save: () => Promise.resolve(), pause: async () => void (await move('27')) };
    await gstJob.run(app.strapi)({ customer: customer.documentId }, { cursor: null } as never, progress);
    expect(await taxesOf(id)).toEqual(SPLIT);
  });

  it('stays as it is where the seller has no GSTIN', async () => {
    await saveSettings(app, 'documents', { sellerTaxNumber: 'DE123456789' });
    const id = await draft();
    await change(at('29'));
    await app.settle();
    expect(await taxesOf(id)).toEqual(SPLIT);
    expect(await historyOf(id)).toEqual([]);
    await saveSettings(app, 'documents', { sellerTaxNumber: GSTIN });
  });

  it('of a draft that is issued at the same time is one or the other, and stays so', async () => {
    await change(at('27'));
    await app.settle();
    const ids = [await draft(), await draft(), await draft()];
    await change(at('29'));
    await Promise.all([app.settle(), ...ids.map((id) => documentsOf(app.strapi).issue('invoice', id))]);
    const frozen = await Promise.all(ids.map((id) => taxesOf(id)));
    for (const [index, taxes] of frozen.entries()) {
      const recorded = (await historyOf(ids[index] ?? '')).length;
      expect(taxes).toEqual(recorded === 1 ? WHOLE : SPLIT);
    }
  });
});
