import type { PaymentDetail } from '../../plugin/contract/customer/payments';
import { documentsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { signIn, type Browser } from '../support/client';
import { createIssued } from '../support/documents';
import { createEditor, type Editor, type StrapiPermission } from '../support/editor';
import { createPair, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const TOTAL = 11900;
const explorer = (what: 'read' | 'update', type: 'customer' | 'invoice'): StrapiPermission => ({
  action: `plugin::content-manager.explorer.${what}`,
  subject: `plugin::customer-portal.${type}`,
});
const [CUSTOMERS, INVOICES, CHANGES] = [explorer('read', 'customer'), explorer('read', 'invoice'), explorer('update', 'invoice')];

let app: TestApp;
let customer: TestCustomer;
let mine: Browser;
/** Counts what comes in, and changes no invoice. */
let teller: Editor;
/** Writes invoices, and sees no customer. */
let clerk: Editor;

beforeAll(async () => {
  app = await startApp();
  const pair = await createPair(app.strapi);
  customer = pair.customer;
  mine = await signIn(app, pair.contact);
  teller = await createEditor(app, ['payments.read', 'payments.record', 'payments.refund'], [CUSTOMERS, INVOICES]);
  clerk = await createEditor(app, ['payments.read', 'payments.record'], [INVOICES, CHANGES]);
  await saveSettings(app, 'payments', {
    onlinePayments: true,
    bankTransfer: true,
    transferHolder: 'Halden Marsh',
    transferIban: 'DE89370400440532013000',
  });
});
afterAll(() => app.stop());

const dataOf = <T>({ body }: { body: unknown }): T => (body as { data: T }).data;
const invoice = (of = customer): Promise<string> => createIssued(app.strapi, 'invoice', of);
async function transfer(document?: string): Promise<string> {
  const parts = [{ type: 'invoice', document: document ?? (await invoice()), amount: TOTAL, left: TOTAL }];
  return dataOf<PaymentDetail>(await mine.post('/payments', { currency: 'EUR', parts, with: { provider: 'transfer', save: false } })).id;
}
const came = { amount: TOTAL, date: '2026-11-30', reference: '' };
const cash = (document: string, amount = TOTAL) => ({
  customer: customer.documentId,
  currency: 'EUR',
  amount,
  date: '2026-11-30',
  kind: 'cash',
  reference: '',
  parts: [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }],
});

describe('whoever counts what comes in, and changes no invoice', () => {
  it('confirms what customers chose to pay, one by one and by a bank’s statement, and gives it back', async () => {
    const [one, two] = [await transfer(), await transfer()];
    expect((await teller.post(`/payments/${one}/confirmation`, came)).status).toBe(200);
    const rows = [{ payment: two, amount: TOTAL, date: '2026-11-30', bankReference: `B-${two}` }];
    expect(dataOf(await teller.post('/bank-statements/confirmations', { rows }))).toEqual({
      rows: [{ payment: two, outcome: 'confirmed' }],
    });
    const refund = { refunded: 0, made: 0, amount: 100, to: 'elsewhere', note: '' };
    expect((await teller.post(`/payments/${one}/refunds`, refund)).status).toBe(201);
  });

  it('chooses no invoice to put money on, nor gives one up', async () => {
    const document = await invoice();
    await expectUntouched(app, async () => {
      for (const refused of [
        await teller.post('/payments', cash(document)),
        await teller.post(`/documents/invoice/${document}/write-off`, { left: TOTAL, reason: 'Gone' }),
        await teller.post(`/documents/invoice/${document}/credit`, { left: TOTAL, amount: 100 }),
      ])
        expect(refused.status).toBe(403);
    });
  });
});

describe('whoever writes invoices, and sees no customer', () => {
  it('is told what is left of an invoice, and nothing of its customer: no name, credit or payment', async () => {
    const everything = await createEditor(app);
    const [paid, open] = [await invoice(), await invoice()];
    expect((await everything.post('/payments', cash(paid, TOTAL + 500))).status).toBe(201);
    for (const [document, left] of [
      [paid, 0],
      [open, TOTAL],
    ] as const)
      expect(dataOf(await clerk.get(`/documents/invoice/${document}/payments`))).toEqual({
        currency: 'EUR',
        left,
        customer: null,
        credit: 0,
        rows: [],
      });
    expect(dataOf(await teller.get(`/documents/invoice/${paid}/payments`))).toMatchObject({ credit: 500, rows: [{ state: 'succeeded' }] });
    await expectUntouched(app, async () => {
      expect((await clerk.post(`/documents/invoice/${open}/credit`, { left: TOTAL, amount: 100 })).status).toBe(403);
      expect((await clerk.post('/payments', cash(open))).status).toBe(403);
      expect((await clerk.get('/payments')).status).toBe(403);
    });
  });

  it('confirms nobody’s transfer', async () => {
    const payment = await transfer();
    const rows = [{ payment, amount: TOTAL, date: '2026-11-30', bankReference: 'B-9' }];
    expect((await clerk.post('/bank-statements/confirmations', { rows })).status).toBe(403);
    expect((await clerk.post(`/payments/${payment}/confirmation`, came)).status).toBe(403);
  });
});

describe('a statement of many lines', () => {
  it('takes in what the role sees, and confirms each payment by one line', async () => {
    const other = await createPair(app.strapi);
    const theirs = await createIssued(app.strapi, 'invoice', other.customer);
    const theirBrowser = await signIn(app, other.contact);
    const parts = [{ type: 'invoice', document: theirs, amount: TOTAL, left: TOTAL }];
    const begun = await theirBrowser.post('/payments', { currency: 'EUR', parts, with: { provider: 'transfer', save: false } });
    const [one, two] = [await transfer(), await transfer()];
    const line = (payment: string, bankReference: string) => ({ payment, amount: TOTAL, date: '2026-11-30', bankReference });
    const rows = [
      line(one, 'S-1'),
      line(one, 'S-2'),
      line(two, 'S-1'),
      line(dataOf<PaymentDetail>(begun).id, 'S-3'),
      line('a'.repeat(24), 'S-4'),
    ];
    const answer = dataOf<{ rows: { outcome: string }[] }>(await teller.post('/bank-statements/confirmations', { rows }));
    expect(answer.rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'conflict', 'taken-before', 'confirmed', 'not-found']);
    expect(await paymentsOf(app.strapi).check()).toEqual([]);
    expect((await documentsOf(app.strapi).money.openOf({ customer: other.customer.id, currency: 'EUR' }, parts as never)).size).toBe(0);
  });
});
