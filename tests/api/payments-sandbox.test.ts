import type { PaymentDetail } from '../../plugin/contract/customer/payments';
import { documentRows, documentsOf, minorUnitsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { signIn, type Browser } from '../support/client';
import { createDraft } from '../support/documents';
import { createPair, type TestCustomer } from '../support/people';
import { SANDBOX_SECRET, startSandboxProcess, type SandboxProcess } from '../support/sandbox';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/** The portal and the payment sandbox, two processes that know each other by HTTP alone. */
const TOTAL = 11_900;
let app: TestApp;
let sandbox: SandboxProcess;
let customer: TestCustomer;
let mine: Browser;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
  const providerOptions = { url: sandbox.url, secret: SANDBOX_SECRET };
  app = await startApp({ config: { payments: { providers: { sandbox: { provider: 'sandbox', providerOptions } } } } });
  const pair = await createPair(app.strapi);
  ({ customer } = pair);
  mine = await signIn(app, pair.contact);
  await saveSettings(app, 'payments', { onlinePayments: true, savePaymentMethods: true });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await sandbox.behave({ webhookUrl: `http://127.0.0.1:${port}/api/customer-portal/payment-webhooks/sandbox` });
});
afterAll(async () => {
  await app.stop();
  await sandbox.stop();
});

async function invoice(): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', customer);
  await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}
const leftOf = async (document: string): Promise<number> =>
  minorUnitsOf((await documentRows(app.strapi, 'invoice').findOne({ where: { documentId: document } }))?.balance);

let keys = 0;
async function begin(document: string, save = false): Promise<PaymentDetail> {
  const parts = [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }];
  const body = { currency: 'EUR', parts, with: { provider: 'sandbox', save } };
  const response = await mine
    .prepare('post', '/payments')
    .set('Idempotency-Key', `key-${(keys += 1)}`)
    .send(body);
  return (response.body as { data: PaymentDetail }).data;
}
const stateOf = async (id: string): Promise<string> => (await paymentsOf(app.strapi).store.load(id)).state;

/** Until the webhook has come and was worked off. */
async function becomes(id: string, state: string): Promise<void> {
  for (let time = 0; time < 500 && (await stateOf(id)) !== state; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await app.settle();
  }
  expect(await stateOf(id)).toBe(state);
}

it('a payment on the page of the sandbox is settled by its webhook', async () => {
  const document = await invoice();
  const payment = await begin(document);
  expect(payment).toMatchObject({ state: 'requires-action', next: { kind: 'redirect', url: expect.stringContaining(sandbox.url) } });
  await sandbox.choose(payment.id, 'card');
  await becomes(payment.id, 'succeeded');
  expect(await leftOf(document)).toBe(0);
});

it('a debit is pending until somebody lets it fail, and the invoice is as it was', async () => {
  const document = await invoice();
  const payment = await begin(document);
  await sandbox.choose(payment.id, 'debit');
  await becomes(payment.id, 'pending');
  await sandbox.settle(payment.id, 'failed');
  await becomes(payment.id, 'failed');
  expect(await leftOf(document)).toBe(TOTAL);
});

it('webhooks that come twice and in the wrong order settle it once', async () => {
  await sandbox.behave({ webhookCopies: 3, webhookReorder: true });
  const document = await invoice();
  const payment = await begin(document);
  await sandbox.choose(payment.id, 'debit');
  await sandbox.settle(payment.id, 'succeeded');
  await becomes(payment.id, 'succeeded');
  await sandbox.behave({ webhookCopies: 1, webhookReorder: false });
  expect(await leftOf(document)).toBe(0);
  expect(await paymentsOf(app.strapi).check()).toEqual([]);
});

it('a payment whose answer was lost is unknown, and is found when it is asked about', async () => {
  const document = await invoice();
  await sandbox.behave({ loseAnswers: 1 });
  const payment = await begin(document);
  expect(payment.state).toBe('unknown');
  await sandbox.choose(payment.id, 'card');
  await becomes(payment.id, 'succeeded');
  const held = (await sandbox.payments()).filter(({ reference }) => reference === payment.id);
  expect(held).toMatchObject([{ state: 'succeeded', amount: TOTAL }]);
  expect(await leftOf(document)).toBe(0);
});

it('a saved card of which nobody can say anything is not taken for gone', async () => {
  const payment = await begin(await invoice(), true);
  await sandbox.choose(payment.id, 'card');
  await becomes(payment.id, 'succeeded');
  const { body } = (await mine.get('/payment-methods')) as { body: { data: { rows: { id: string; state: string }[] } } };
  expect(body.data.rows).toMatchObject([{ state: 'active', brand: 'Visa', last4: '4242' }]);
  const [row] = await app.strapi.db.query('plugin::customer-portal.payment-method').findMany({});
  const { reference } = row as { reference: string };
  const active = () => app.strapi.db.query('plugin::customer-portal.payment-method').count({ where: { reference, state: 'active' } });
  await sandbox.behave({ failAnswers: 1 });
  await paymentsOf(app.strapi).kept.refresh('sandbox', reference);
  expect(await active()).toBe(1);
});
