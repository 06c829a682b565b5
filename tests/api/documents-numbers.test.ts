import { documentsOf } from '../../server/src/documents';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createPair, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const INVOICE = 'plugin::customer-portal.invoice';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  customer = (await createPair(app.strapi)).customer;
});
afterAll(() => app.stop());

const draft = () => createDraft(app.strapi, 'invoice', customer);
const issue = async (): Promise<string> => (await documentsOf(app.strapi).issue('invoice', (await draft()).documentId)).number;
/** Documents with these numbers, as an import leaves them. */
const imported = async (...numbers: string[]): Promise<void> => {
  for (const number of numbers) {
    const { id } = await draft();
    await app.strapi.db.query(INVOICE).update({ where: { id }, data: { number, state: 'open' } });
  }
};

describe('the numbers of a team that moves over', () => {
  it('go on where the settings say, and never go back', async () => {
    await saveSettings(app, 'documents', { invoicePrefix: 'M-', invoiceFirst: 4711 });
    expect(await issue()).toBe('M-04711');
    expect(await issue()).toBe('M-04712');
    await saveSettings(app, 'documents', { invoiceFirst: 1 });
    expect(await issue()).toBe('M-04713');
    await saveSettings(app, 'documents', { invoiceFirst: 5000 });
    expect(await issue()).toBe('M-05000');
  });

  it('go on behind the largest that was imported, at one look', async () => {
    await saveSettings(app, 'documents', { invoicePrefix: 'B-', invoiceFirst: 6000 });
    // Neither another prefix, other digits, nor what is no number is of the series.
    await imported('B-06000', 'B-06001', 'B-07342', 'C-09999', 'B-0099999', 'B-0X999', 'B-08-01', 'B/09998');
    let looked = 0;
    const count = ({ sql }: { sql: string }): void => void (/number like/iu.test(sql) && (looked += 1));
    app.strapi.db.connection.on('query', count);
    expect(await issue()).toBe('B-07343');
    app.strapi.db.connection.removeListener('query', count);
    expect(looked).toBeLessThanOrEqual(4);
    expect(await issue()).toBe('B-07344');
  });

  it('have one digit more where theirs are used up', async () => {
    await saveSettings(app, 'documents', { invoicePrefix: 'D-', numberDigits: 2, invoiceFirst: 8000 });
    await imported('D-8000', 'D-9999', 'D-10000');
    expect(await issue()).toBe('D-10001');
    await saveSettings(app, 'documents', { numberDigits: 5, invoiceFirst: 1 });
  });

  it('have no gap and no double when many are issued at once behind an import', async () => {
    await saveSettings(app, 'documents', { invoicePrefix: 'E-', invoiceFirst: 20000 });
    await imported('E-20000', 'E-20001', 'E-20500');
    const drafts = await Promise.all(Array.from({ length: 12 }, draft));
    const numbers = await Promise.all(
      drafts.map(async ({ documentId }) => (await documentsOf(app.strapi).issue('invoice', documentId)).number),
    );
    expect(numbers.sort()).toEqual(Array.from({ length: 12 }, (_, index) => `E-${20501 + index}`));
  });
});

describe('a seller under GST', () => {
  const GSTIN = '27AAPFU0939F1ZV';

  it('has numbers of at most 16 letters, digits, hyphens and slashes: settings that make others are refused', async () => {
    const { values, revision } = (await editor.get('/settings/documents')).body.data as { values: object; revision: number };
    const save = (more: object) => editor.put('/settings/documents', { revision, values: { ...values, sellerTaxNumber: GSTIN, ...more } });
    for (const [prefix, code] of [
      ['IN#', 'wrong-format'],
      ['LONGER/X', 'too-long'],
    ]) {
      const { status, body } = await save({ invoicePrefix: prefix, numberDigits: 9 });
      expect(status).toBe(400);
      expect((body as { error: { details: { errors: object[] } } }).error.details.errors).toMatchObject([
        { path: ['values', 'invoicePrefix'], code },
      ]);
    }
    expect((await save({ invoicePrefix: 'IN/26/', numberDigits: 5, invoiceFirst: 1 })).status).toBe(200);
    expect(await issue()).toMatch(/^IN\/26\/\d{5}$/u);
  });

  it('issues nothing under a number that grew too long', async () => {
    await saveSettings(app, 'documents', { invoicePrefix: 'LONGER/X', numberDigits: 8, sellerTaxNumber: GSTIN, invoiceFirst: 100_000_000 });
    const { documentId } = await draft();
    const { status, body } = await editor.post(`/documents/invoice/${documentId}/issue`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { details: { errors: [{ path: ['number'], code: 'too-long' }] } } });
    await saveSettings(app, 'documents', { invoicePrefix: 'IN/', sellerTaxNumber: '' });
  });
});
