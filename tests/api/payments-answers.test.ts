import { customerEndpoints, editorEndpoints } from '../../plugin/contract';
import type { Endpoint } from '../../plugin/contract/endpoint';
import { creditIn, documentRows, documentsOf, minorUnitsOf } from '../../server/src/documents';
import { signIn, type Browser } from '../support/client';
import { createDraft, createLinked } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { call, responseOf, type Caller, type Sample } from '../support/endpoints';
import { createGateway, forgetAsked } from '../support/gateway';
import { createPair, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/** What an invoice comes to. */
const TOTAL = 11900;
/** What each endpoint about payments answers when all is well is what the contract says, and not a key more. */
let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let other: TestCustomer;
let mine: Browser;
const gateway = createGateway();

beforeAll(async () => {
  app = await startApp({ config: { payments: { providers: { gateway: { provider: gateway.module } } } } });
  editor = await createEditor(app, 'everything');
  const [pair, second] = [await createPair(app.strapi), await createPair(app.strapi)];
  [customer, other] = [pair.customer, second.customer];
  mine = await signIn(app, pair.contact);
  await saveSettings(app, 'payments', {
    onlinePayments: true,
    bulkPayments: true,
    savePaymentMethods: true,
    preventDuplicatePayments: true,
  });
  await saveSettings(app, 'public-links', { publicLinks: true });
});
afterAll(() => app.stop());

const all = new Map<string, Endpoint>([...customerEndpoints(), ...editorEndpoints()].map((endpoint) => [endpoint.id, endpoint]));
const tried = new Set<string>();

/** Calls an endpoint, and holds its answer to what is declared. */
async function ask<T = Record<string, unknown>>(id: string, caller: Caller, sample: Sample = {}): Promise<T> {
  const endpoint = all.get(id)!;
  const response = await call(app, endpoint, caller, sample);
  const { data, error } = response.body as { data: unknown; error?: unknown };
  expect({ id, status: response.status, error }).toEqual({ id, status: endpoint.status ?? 200, error: undefined });
  const parsed = responseOf(endpoint).safeParse(data);
  expect({ id, issues: parsed.error?.issues }).toEqual({ id, issues: undefined });
  expect(parsed.data).toEqual(data);
  expect(response.text).not.toContain(other.documentId);
  tried.add(id);
  return data as T;
}

async function invoice(of: TestCustomer = customer): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', of);
  await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}
const leftOf = async (document: string): Promise<number> =>
  minorUnitsOf((await documentRows(app.strapi, 'invoice').findOne({ where: { documentId: document } }))?.balance);
const part = (document: string, amount = TOTAL) => ({ type: 'invoice', document, amount, left: TOTAL });
const begin = async (document: string): Promise<string> =>
  (
    await ask<{ id: string }>('payments.create', mine, {
      body: { currency: 'EUR', parts: [part(document)], with: { provider: 'gateway', save: false } },
    })
  ).id;
async function paid(document: string): Promise<string> {
  const payment = await begin(document);
  gateway.turn(payment, 'succeeded');
  await forgetAsked(app, payment);
  await ask('payments.findOne', mine, { params: { payment } });
  expect(await leftOf(document)).toBe(0);
  return payment;
}

describe('customers', () => {
  it('are told how they can pay, begin, look, list and give up', async () => {
    const document = await invoice();
    await ask('payments.options', mine, { body: { documents: [{ type: 'invoice', id: document }] } });
    await paid(document);
    await ask('payments.cancel', mine, { params: { payment: await begin(await invoice()) } });
    const list = await ask<{ total: number }>('payments.find', mine);
    expect(list.total).toBe(2);
  });

  it('add a method, make it the first one, and remove it', async () => {
    const { method } = await ask<{ method: { id: string } }>('payment-methods.create', mine, {
      body: { provider: 'gateway', method: 'card' },
    });
    const params = { method: method.id };
    expect(await ask('payment-methods.findOne', mine, { params })).toMatchObject({ state: 'active', last4: '4242' });
    await ask('payment-methods.makeDefault', mine, { params });
    expect(await ask('payment-methods.find', mine)).toMatchObject({ rows: [{ id: method.id, isDefault: true }] });
    await ask('payment-methods.remove', mine, { params });
  });

  it('pay by a public link without an account, and see of payments those of the link alone', async () => {
    const { token, documentId } = await createLinked(app.strapi, 'invoice', customer);
    const link = token;
    const options = await ask('link-payments.options', null, { link });
    expect(options).toMatchObject({ documents: [{ id: documentId, left: TOTAL }] });
    const body = { currency: 'EUR', amount: TOTAL, left: TOTAL, provider: 'gateway' };
    const first = await ask<{ id: string }>('link-payments.create', null, { link, body });
    await ask('link-payments.cancel', null, { link, params: { payment: first.id } });
    const { id } = await ask<{ id: string }>('link-payments.create', null, { link, body });
    gateway.turn(id, 'succeeded');
    await forgetAsked(app, id);
    expect(await ask('link-payments.findOne', null, { link, params: { payment: id } })).toMatchObject({ state: 'succeeded' });
    expect(await leftOf(documentId)).toBe(0);
    const { token: another } = await createLinked(app.strapi, 'invoice', customer);
    const response = await call(app, all.get('link-payments.findOne')!, null, { link: another, params: { payment: id } });
    expect(response.status).toBe(404);
  });
});

describe('editors', () => {
  const cash = (document: string, amount: number, of = customer) => ({
    customer: of.documentId,
    currency: 'EUR',
    amount,
    date: '2026-11-30',
    kind: 'cash',
    reference: 'Till 3',
    parts: [part(document)],
  });

  it('record what came outside, and what is over becomes credit that they put on another invoice', async () => {
    const [document, next] = [await invoice(), await invoice()];
    const recorded = await ask<{ id: string }>('editor-payments.record', editor, { body: cash(document, TOTAL + 500) });
    expect(recorded).toMatchObject({ state: 'succeeded', credited: 500, parts: [{ applied: TOTAL }] });
    expect(await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' })).toBe(500);
    await ask('editor-payments.applyCredit', editor, { params: { type: 'invoice', document: next }, body: { left: TOTAL, amount: 500 } });
    expect(await leftOf(next)).toBe(TOTAL - 500);
    expect(await ask('editor-payments.forDocument', editor, { params: { type: 'invoice', document } })).toMatchObject({
      left: 0,
      rows: [{ id: recorded.id }],
    });
    await ask('editor-payments.writeOff', editor, {
      params: { type: 'invoice', document: next },
      body: { left: TOTAL - 500, reason: 'Gone' },
    });
    expect(await leftOf(next)).toBe(0);
  });

  it('see a payment with all that happened to it, ask about it, refund it, and say that it was looked at', async () => {
    const document = await invoice();
    const payment = await paid(document);
    const params = { payment };
    await ask('editor-payments.find', editor, { query: { state: 'succeeded' } });
    const seen = await ask<{ events: object[] }>('editor-payments.findOne', editor, { params });
    expect(seen.events).toMatchObject([
      { kind: 'begun' },
      { kind: 'verdict', state: 'requires-action' },
      { kind: 'verdict', state: 'succeeded' },
    ]);
    await ask('editor-payments.ask', editor, { params });
    const body = { refunded: 0, made: 0, amount: 1000, to: 'provider', note: 'Returned' };
    expect(await ask('editor-payments.refund', editor, { params, body })).toMatchObject({
      refunded: 1000,
      refunds: [{ state: 'succeeded' }],
    });
    expect(await leftOf(document)).toBe(1000);
    await ask('editor-payments.cancel', editor, { params: { payment: await begin(await invoice()) } });
  });

  it('are told of what needs attention, and say that they looked', async () => {
    const payment = await begin(await invoice());
    gateway.turn(payment, 'succeeded');
    gateway.odd.amount = 1;
    await ask('editor-payments.ask', editor, { params: { payment } });
    gateway.odd.amount = undefined;
    expect(await ask('editor-payments.find', editor, { query: { attention: 'true' } })).toMatchObject({
      attention: 1,
      rows: [{ id: payment }],
    });
    const params = { payment };
    await ask('editor-payments.settle', editor, { params, body: { attention: 'amount-differs' } });
    expect(await ask('editor-payments.find', editor)).toMatchObject({ attention: 0 });
  });

  it('take in what a gateway holds, where it is another amount than was asked for', async () => {
    const document = await invoice();
    const payment = await begin(document);
    const params = { payment };
    gateway.turn(payment, 'succeeded');
    gateway.odd.amount = 5000;
    expect(await ask('editor-payments.ask', editor, { params })).toMatchObject({ attention: 'amount-differs', may: { confirm: true } });
    gateway.odd.amount = undefined;
    const body = { amount: 5000, date: '2026-11-30', reference: 'as the gateway says' };
    expect(await ask('editor-payments.confirm', editor, { params, body })).toMatchObject({
      state: 'succeeded',
      amount: 5000,
      attention: null,
    });
    expect(await leftOf(document)).toBe(TOTAL - 5000);
  });

  it('see providers, and try their keys', async () => {
    expect(await ask('payment-providers.find', editor)).toMatchObject({
      rows: [{ key: 'gateway', ok: null, webhook: { lastReceivedAt: null } }],
    });
    expect(await ask('payment-providers.test', editor, { params: { provider: 'gateway' } })).toMatchObject({ ok: true, mode: 'test' });
  });

  it('of a role that reads no customers see no payments, and do nothing with them', async () => {
    const payment = await paid(await invoice());
    const blind = await createEditor(app, ['payments.read', 'payments.refund']);
    for (const [id, sample] of [
      ['editor-payments.find', {}],
      ['editor-payments.findOne', { params: { payment } }],
      ['editor-payments.refund', { params: { payment }, body: { refunded: 0, made: 0, amount: 1, to: 'credit', note: '' } }],
    ] as const)
      expect([id, (await call(app, all.get(id)!, blind, sample)).status]).toEqual([id, 403]);
  });
});
