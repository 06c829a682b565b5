import type { PaymentDetail } from '../../plugin/contract/customer/payments';
import type { StatementLine } from '../../plugin/contract/editor/payments';
import { creditIn, documentRows, documentsOf, minorUnitsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { signIn, type Browser } from '../support/client';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createContact, createPair, giveRole, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const TOTAL = 11900;
const IBAN = 'DE89370400440532013000';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let mine: Browser;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  const pair = await createPair(app.strapi);
  customer = pair.customer;
  mine = await signIn(app, pair.contact);
  await saveSettings(app, 'payments', { onlinePayments: true, bankTransfer: true, transferHolder: 'Halden Marsh', transferIban: IBAN });
});
afterAll(() => app.stop());

async function invoice(): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', customer);
  await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}
const leftOf = async (document: string): Promise<number> =>
  minorUnitsOf((await documentRows(app.strapi, 'invoice').findOne({ where: { documentId: document } }))?.balance);

async function begin(document: string): Promise<PaymentDetail & { reference: string }> {
  const body = {
    currency: 'EUR',
    parts: [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }],
    with: { provider: 'transfer', save: false },
  };
  const response = await mine.post('/payments', body);
  expect([response.status, response.body]).toEqual([201, response.body]);
  const { data } = response.body as { data: PaymentDetail };
  const { reference } = await paymentsOf(app.strapi).store.load(data.id);
  return { ...data, reference: reference ?? '' };
}

const statement = (lines: [date: string, amount: string, text: string][]): string =>
  [
    'Buchungstag;Betrag;Währung;Name;Verwendungszweck',
    ...lines.map(([date, amount, text]) => `${date};${amount};EUR;Ada King;${text}`),
  ].join('\r\n');

const read = async (csv: string): Promise<StatementLine[]> => {
  const { default: request } = await import('supertest');
  const response = await request(app.server)
    .post('/customer-portal/bank-statements')
    .set('authorization', `Bearer ${editor.token}`)
    .set('content-type', 'application/octet-stream')
    .send(Buffer.from(csv, 'utf8'));
  expect([response.status, response.body]).toEqual([200, response.body]);
  return (response.body as { data: { rows: StatementLine[] } }).data.rows;
};
const apply = async (rows: StatementLine[]): Promise<string[]> => {
  const body = {
    rows: rows.map(({ payment, amount, date, bankReference }) => ({ payment: payment?.id ?? '', amount, date, bankReference })),
  };
  const response = await editor.post('/bank-statements/confirmations', body);
  expect([response.status, response.body]).toEqual([200, response.body]);
  return (response.body as { data: { rows: { outcome: string }[] } }).data.rows.map(({ outcome }) => outcome);
};

describe('a customer who transfers money', () => {
  it('is shown where to, with a reference that is its own and a code to scan, and says that it has paid', async () => {
    const [one, two] = [await begin(await invoice()), await begin(await invoice())];
    expect(one).toMatchObject({
      state: 'requires-action',
      next: { kind: 'instructions', told: false, qr: expect.stringMatching(/^BCD\r?\n/u) },
    });
    expect(one.reference).toMatch(/^RF\d{2}/u);
    expect(one.reference).not.toBe(two.reference);
    const lines = one.next?.kind === 'instructions' ? one.next.lines.map(({ value }) => value.replaceAll(' ', '')) : [];
    expect(lines).toEqual(expect.arrayContaining([IBAN, one.reference]));
    const told = (await mine.post(`/payments/${one.id}/transfer`)).body as { data: PaymentDetail };
    expect(told.data).toMatchObject({ state: 'requires-action', next: { told: true } });
    const list = (await editor.get('/payments?attention=true')).body as { data: { rows: { id: string; attention: string }[] } };
    expect(list.data.rows).toMatchObject([{ id: one.id, attention: 'to-confirm' }]);
  });

  it('keeps nobody of its customer from paying: a colleague ends a transfer that nobody says is on its way', async () => {
    const contact = await createContact(app.strapi, [customer]);
    const viewer = await createContact(app.strapi, [customer]);
    await giveRole(app.strapi, contact, 'billing');
    await giveRole(app.strapi, viewer, 'viewer');
    const [colleague, looker] = [await signIn(app, contact), await signIn(app, viewer)];
    const [payment, sent] = [await begin(await invoice()), await begin(await invoice())];
    expect((await mine.post(`/payments/${sent.id}/transfer`)).status).toBe(200);
    expect((await looker.post(`/payments/${payment.id}/cancellation`)).status).toBe(403);
    expect((await colleague.post(`/payments/${sent.id}/cancellation`)).status).toBe(409);
    const ended = (await colleague.post(`/payments/${payment.id}/cancellation`)).body as { data: PaymentDetail };
    expect(ended.data.state).toBe('canceled');
    expect((await mine.post(`/payments/${payment.id}/transfer`)).status).toBe(409);
  });

  it('is not asked away: what a bank has not said stays open for weeks', async () => {
    const payment = await begin(await invoice());
    await paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(payment.id));
    expect((await paymentsOf(app.strapi).store.load(payment.id)).state).toBe('requires-action');
  });
});

describe("a bank's statement", () => {
  it('settles what it names, each line once, and what is more than was owed becomes credit', async () => {
    const documents = [await invoice(), await invoice()];
    const [exact, more] = [await begin(documents[0] ?? ''), await begin(documents[1] ?? '')];
    const csv = statement([
      ['30.11.2026', '119,00', `Rechnung ${exact.reference.toLowerCase()}`],
      ['30.11.2026', '120,00', `${more.reference.slice(0, 9)} ${more.reference.slice(9)}`],
      ['30.11.2026', '5,00', 'Spende'],
      ['30.11.2026', '-7,00', 'Kontogebühr'],
    ]);
    const rows = await read(csv);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['matched', 'amount-differs', 'no-match', 'outgoing']);
    expect([await leftOf(documents[0] ?? ''), await leftOf(documents[1] ?? '')]).toEqual([TOTAL, TOTAL]);
    const chosen = rows.filter(({ payment }) => payment !== null);
    const outcomes = await Promise.all([apply(chosen), apply(chosen)]);
    expect(outcomes.flat().filter((outcome) => outcome === 'confirmed')).toHaveLength(2);
    expect([await leftOf(documents[0] ?? ''), await leftOf(documents[1] ?? '')]).toEqual([0, 0]);
    expect(await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' })).toBe(100);
    expect((await read(csv)).map(({ outcome }) => outcome)).toEqual(['taken-before', 'taken-before', 'no-match', 'outgoing']);
    expect(new Set(await apply(chosen))).toEqual(new Set(['taken-before']));
    expect(await paymentsOf(app.strapi).check()).toEqual([]);
  });

  it('that cannot be read says why, and changes nothing', async () => {
    const { default: request } = await import('supertest');
    const response = await request(app.server)
      .post('/customer-portal/bank-statements')
      .set('authorization', `Bearer ${editor.token}`)
      .set('content-type', 'application/octet-stream')
      .send(Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><Document/>'));
    expect([response.status, (response.body as { error: { details: { code: string } } }).error.details.code]).toEqual([
      400,
      'invalid-request',
    ]);
  });
});

it('nobody transfers where that is switched off', async () => {
  await saveSettings(app, 'payments', { bankTransfer: false });
  const document = await invoice();
  const body = {
    currency: 'EUR',
    parts: [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }],
    with: { provider: 'transfer', save: false },
  };
  expect((await mine.post('/payments', body)).status).toBe(400);
});
