import { creditIn, documentRows, minorUnitsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { signIn } from '../support/client';
import { createContact, giveRole } from '../support/people';
import { SyncClient } from '../support/sync';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';

let app: TestApp;
let erp: SyncClient;

beforeAll(async () => {
  app = await startApp();
  erp = await SyncClient.with(app, 'sync.customers', 'sync.documents', 'sync.payments');
  await erp.put('customers', [
    { externalId: 'C-1', name: 'Alder' },
    { externalId: 'C-2', name: 'Birch' },
  ]);
  await app.strapi.db.query(`${UID}.customer`).updateMany({ where: {}, data: { portalAccess: true } });
});
afterEach(async () => expect(await paymentsOf(app.strapi).check()).toEqual([]));
afterAll(() => app.stop());

let serial = 0;
/** An invoice of 100.00 EUR. */
async function invoice(more: object = {}): Promise<string> {
  const externalId = `I-${(serial += 1)}`;
  const row = { externalId, number: externalId, state: 'open', customer: 'C-1', issueDate: '2026-11-01', currency: 'EUR' };
  expect(await erp.put('invoice', [{ ...row, lines: [{ item: 'Work', rate: 100 }], ...more }])).toMatchObject({ created: 1 });
  return externalId;
}
const payment = (amount: number, more: object = {}) => ({
  externalId: `M-${(serial += 1)}`,
  customer: 'C-1',
  date: '2026-11-20',
  amount,
  currency: 'EUR',
  kind: 'transfer',
  reference: 'Statement 12',
  ...more,
});
const leftOf = async (externalId: string) =>
  minorUnitsOf((await documentRows(app.strapi, 'invoice').findOne({ where: { externalId } }))?.balance);
const customerOf = (externalId: string) => app.strapi.db.query(`${UID}.customer`).findOne({ where: { externalId } });
const creditOf = async (externalId: string) => creditIn(app.strapi, { customer: (await customerOf(externalId)).id, currency: 'EUR' });
const refusals = ({ rows }: Awaited<ReturnType<SyncClient['put']>>) =>
  rows.flatMap(({ errors = [] }) => errors.map(({ path, code, message }) => `${path.join('.')}: ${code}: ${message}`));

describe('payments of another system', () => {
  it('pay the documents that they name, by either id, once, and the customer sees them', async () => {
    const [one, two] = [await invoice(), await invoice()];
    const row = payment(15_000, {
      parts: [
        { document: one, amount: 10_000 },
        { number: two, amount: 5000 },
      ],
    });
    expect(await erp.put('payments', [row])).toMatchObject({ created: 1 });
    expect(await erp.put('payments', [row])).toMatchObject({ unchanged: 1 });
    expect([await leftOf(one), await leftOf(two)]).toEqual([0, 5000]);
    const contact = await createContact(app.strapi, [await customerOf('C-1')]);
    await giveRole(app.strapi, contact, 'owner');
    const other = await createContact(app.strapi, [await customerOf('C-2')]);
    const seen = async (who: typeof contact) => (await (await signIn(app, who)).get('/payments')).body.data.rows as { amount: number }[];
    expect((await seen(contact)).map(({ amount }) => amount)).toEqual([15_000]);
    expect(await seen(other)).toEqual([]);
    await erp.put('payments', [payment(5000, { parts: [{ document: two, amount: 5000 }] })]);
  });

  it('go to what is due first where they name nothing, and what is over becomes credit', async () => {
    const later = await invoice({ untilDate: '2026-12-20' });
    const sooner = await invoice({ untilDate: '2026-12-01' });
    await erp.put('payments', [payment(12_000)]);
    expect([await leftOf(sooner), await leftOf(later)]).toEqual([0, 8000]);
    await erp.put('payments', [payment(10_000)]);
    expect([await leftOf(later), await creditOf('C-1')]).toEqual([0, 2000]);
  });

  it('are taken in once, however many calls bring them at the same time', async () => {
    const one = await invoice();
    const row = payment(4000, { parts: [{ document: one, amount: 4000 }] });
    const reports = await Promise.all(Array.from({ length: 6 }, () => erp.put('payments', [row])));
    expect(reports.map(({ created }) => created).sort()).toEqual([0, 0, 0, 0, 0, 1]);
    expect(await leftOf(one)).toBe(6000);
  });

  it('with another amount are refused with both figures, and change nothing', async () => {
    const one = await invoice();
    const row = payment(4000, { parts: [{ document: one, amount: 4000 }] });
    await erp.put('payments', [row]);
    expect(refusals(await erp.put('payments', [{ ...row, amount: 4500 }]))).toEqual(['amount: fixed: is 4500, and 4000 was taken in']);
    expect(refusals(await erp.put('payments', [{ ...row, customer: 'C-2' }]))).toEqual([expect.stringMatching(/^customer: fixed/u)]);
    expect(await leftOf(one)).toBe(6000);
  });

  it('of another customer’s document, beyond what is left, or of nobody are refused, and no other row is', async () => {
    const one = await invoice();
    const rows = [
      payment(4000, { customer: 'C-2', parts: [{ document: one, amount: 4000 }] }),
      payment(20_000, { parts: [{ document: one, amount: 20_000 }] }),
      payment(100, { parts: [{ document: one, amount: 200 }] }),
      payment(100, { customer: 'C-9' }),
      payment(100, { currency: 'USD', parts: [{ document: one, amount: 100 }] }),
      payment(10_000, { parts: [{ document: one, amount: 10_000 }] }),
    ];
    const report = await erp.put('payments', rows);
    expect(report).toMatchObject({ created: 1, refused: 5 });
    expect(refusals(report).map((one) => one.split(': ').slice(0, 2).join(': '))).toEqual([
      'parts.0.document: no-such-record',
      'parts: too-large',
      'parts: too-large',
      'customer: no-such-record',
      'currency: invalid',
    ]);
    expect(await leftOf(one)).toBe(0);
  });

  it('need their own scope', async () => {
    const others = await SyncClient.with(app, 'sync.documents', 'sync.customers');
    expect((await others.send('payments', [payment(100)])).status).toBe(403);
  });

  it('and a balance of the same system that follows from them do not pay twice', async () => {
    const one = await invoice();
    await erp.put('payments', [payment(4000, { parts: [{ document: one, amount: 4000 }] })]);
    expect(await erp.put('invoice', [{ externalId: one, balance: 6000 }])).toMatchObject({ unchanged: 1 });
    expect(await leftOf(one)).toBe(6000);
  });
});
