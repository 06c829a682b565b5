import type { Overview } from '../../plugin/contract/customer/overview';
import type { DocumentType } from '../../plugin/documents/types';
import { documentsOf } from '../../server/src/documents';
import { Browser, signIn } from '../support/client';
import { createDraft, linesOf } from '../support/documents';
import { createPair, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const issued = async (type: DocumentType, customer: TestCustomer, data: Record<string, unknown> = {}): Promise<string> => {
  const { documentId } = await createDraft(app.strapi, type, customer, data);
  return (await documentsOf(app.strapi).issue(type, documentId)).number;
};
const overviewOf = async (browser: Browser): Promise<Overview> => (await browser.get('/overview')).body.data as Overview;
const FAR = '2099-01-01';

describe('what a customer finds on Home', () => {
  it('is what is open, overdue and waits for an answer, by type and currency, and nothing of others', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const other = await createPair(app.strapi);
    const [mine, theirs] = [await signIn(app, contact), await signIn(app, other.contact)];
    expect(await overviewOf(mine)).toEqual({ sums: [], recent: [], months: [], tasks: [] });

    const first = await issued('invoice', customer, { issueDate: '2026-06-01', untilDate: FAR });
    await issued('invoice', customer, { issueDate: '2026-01-01', untilDate: '2026-01-15' });
    await issued('invoice', customer, { issueDate: '2026-02-01', untilDate: FAR, currency: 'JPY' });
    const paid = await issued('invoice', customer, { issueDate: '2026-05-01', untilDate: FAR });
    await app.strapi.db.query('plugin::customer-portal.invoice').update({ where: { number: paid }, data: { balance: '0' } });
    const retainer = await issued('retainer-invoice', customer, {
      issueDate: '2026-05-15',
      untilDate: FAR,
      lines: linesOf({ rate: '10', tax: null }),
    });
    const quote = await issued('quote', customer, { issueDate: '2026-05-31', untilDate: FAR });
    const over = await issued('quote', customer, { issueDate: '2026-03-01', untilDate: '2026-01-15' });
    await createDraft(app.strapi, 'invoice', customer);

    const expected = [first, quote, retainer, paid, over];
    const { sums, recent } = await overviewOf(mine);
    expect(sums).toEqual([
      { kind: 'open', type: 'invoice', currency: 'EUR', amount: 23800, count: 2 },
      { kind: 'open', type: 'invoice', currency: 'JPY', amount: 119, count: 1 },
      { kind: 'overdue', type: 'invoice', currency: 'EUR', amount: 11900, count: 1 },
      { kind: 'open', type: 'retainer-invoice', currency: 'EUR', amount: 1000, count: 1 },
      { kind: 'awaiting', type: 'quote', currency: 'EUR', amount: 11900, count: 1 },
    ]);
    expect(recent).toHaveLength(5);
    // Newest first, of all types.
    expect(recent.map(({ number }) => number)).toEqual(expected);
    expect(await overviewOf(theirs)).toEqual({ sums: [], recent: [], months: [], tasks: [] });
  });

  it('has credit notes and sales orders where they are switched on', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const numbers = [await issued('credit-note', customer), await issued('sales-order', customer)];
    expect(await overviewOf(browser)).toEqual({ sums: [], recent: [], months: [], tasks: [] });
    await saveSettings(app, 'preferences', { creditNotes: true, salesOrders: true });
    const { sums, recent } = await overviewOf(browser);
    expect(sums).toEqual([{ kind: 'credit', type: 'credit-note', currency: 'EUR', amount: 11900, count: 1 }]);
    expect(recent.map(({ number }) => number).sort()).toEqual(numbers.sort());
    await saveSettings(app, 'preferences', { creditNotes: false, salesOrders: false });
  });

  it('is nothing for strangers', async () => {
    expect((await new Browser(app).get('/overview')).status).toBe(401);
  });
});
