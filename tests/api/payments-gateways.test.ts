import type { WebhookDelivery } from '../../config/payment-provider';
import type { PaymentDetail } from '../../plugin/contract/customer/payments';
import { documentRows, documentsOf, minorUnitsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { signIn, type Browser } from '../support/client';
import { createDraft } from '../support/documents';
import { createPair, type TestCustomer } from '../support/people';
import { FakeRazorpay, KEYS } from '../support/razorpay';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';
import { FakeStripe, SECRET_KEY, WEBHOOK_SECRET } from '../support/stripe';
import { deliver, intentsOf, settle, submit } from '../support/stripe/people';

/** Stripe and Razorpay as customers meet them, through the whole portal, each on a fake of its API. */
const TOTAL = 11_900;
const stripe = new FakeStripe();
const razorpay = new FakeRazorpay();
let app: TestApp;
let customer: TestCustomer;
let mine: Browser;

beforeAll(async () => {
  const providers = {
    stripe: { provider: 'stripe', providerOptions: { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, apiUrl: await stripe.start() } },
    razorpay: { provider: 'razorpay', providerOptions: { ...KEYS, apiUrl: await razorpay.start() } },
  };
  app = await startApp({ config: { payments: { providers } } });
  const pair = await createPair(app.strapi);
  ({ customer } = pair);
  mine = await signIn(app, pair.contact);
  await saveSettings(app, 'payments', { onlinePayments: true, savePaymentMethods: true });
});
afterAll(async () => {
  await app.stop();
  await Promise.all([stripe.stop(), razorpay.stop()]);
});

async function invoice(): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', customer);
  await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}
const leftOf = async (document: string): Promise<number> =>
  minorUnitsOf((await documentRows(app.strapi, 'invoice').findOne({ where: { documentId: document } }))?.balance);

let keys = 0;
async function begin(document: string, chosen: { provider?: string; save?: boolean; saved?: string }): Promise<PaymentDetail> {
  const parts = [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }];
  const response = await mine
    .prepare('post', '/payments')
    .set('Idempotency-Key', `key-${(keys += 1)}`)
    .send({ currency: 'EUR', parts, with: chosen });
  return (response.body as { data: PaymentDetail }).data;
}

/** A webhook, by HTTP, as its bytes are. */
async function hook(provider: string, { raw, headers }: WebhookDelivery): Promise<number> {
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { status } = await fetch(`http://127.0.0.1:${port}/api/customer-portal/payment-webhooks/${provider}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
    body: Buffer.from(raw),
  });
  await app.settle();
  return status;
}
const stateOf = async (id: string): Promise<string> => (await paymentsOf(app.strapi).store.load(id)).state;
const sessionOf = async (id: string): Promise<string> => (await paymentsOf(app.strapi).store.load(id)).providerPayment ?? '';

it('a card on the page of Stripe settles an invoice by its webhook, once', async () => {
  const document = await invoice();
  const payment = await begin(document, { provider: 'stripe', save: false });
  expect(payment).toMatchObject({
    state: 'requires-action',
    next: { kind: 'redirect', url: expect.stringContaining('https://checkout.stripe.com/') },
  });
  submit(stripe, await sessionOf(payment.id), 'good');
  const delivery = deliver(stripe, ({ type }) => type === 'checkout.session.completed');
  const forged = { ...delivery, raw: Buffer.from(Buffer.from(delivery.raw).toString('utf8').replace('evt_', 'evt-')) };
  expect(await hook('stripe', forged)).toBeGreaterThanOrEqual(400);
  expect(await stateOf(payment.id)).toBe('requires-action');
  for (const _again of [1, 2]) expect(await hook('stripe', delivery)).toBe(200);
  expect(await stateOf(payment.id)).toBe('succeeded');
  expect(await leftOf(document)).toBe(0);
  expect(await paymentsOf(app.strapi).check()).toEqual([]);
});

it('a bank debit by Stripe is pending for days, and the invoice is as it was when it comes back', async () => {
  const document = await invoice();
  const payment = await begin(document, { provider: 'stripe', save: false });
  submit(stripe, await sessionOf(payment.id), 'slow');
  await hook(
    'stripe',
    deliver(stripe, ({ type }) => type === 'checkout.session.completed'),
  );
  expect(await stateOf(payment.id)).toBe('pending');
  settle(stripe, payment.id, 'failed');
  await hook(
    'stripe',
    deliver(stripe, ({ type }) => type === 'checkout.session.async_payment_failed'),
  );
  expect(await stateOf(payment.id)).toBe('failed');
  expect(await leftOf(document)).toBe(TOTAL);
});

it('a card that was saved at Stripe pays the next invoice', async () => {
  const first = await begin(await invoice(), { provider: 'stripe', save: true });
  submit(stripe, await sessionOf(first.id), 'good');
  await hook(
    'stripe',
    deliver(stripe, ({ type }) => type === 'checkout.session.completed'),
  );
  const { body } = (await mine.get('/payment-methods')) as { body: { data: { rows: { id: string; brand: string; last4: string }[] } } };
  expect(body.data.rows).toMatchObject([{ brand: 'Visa', last4: '4242' }]);
  const document = await invoice();
  const payment = await begin(document, { saved: body.data.rows[0]?.id });
  expect(payment.state).toBe('succeeded');
  expect(await leftOf(document)).toBe(0);
  expect(intentsOf(stripe, payment.id)).toMatchObject([{ status: 'succeeded', amount_received: TOTAL }]);
});

it('a payment by UPI on the page of Razorpay settles an invoice by its webhook', async () => {
  const document = await invoice();
  const payment = await begin(document, { provider: 'razorpay', save: false });
  expect(payment).toMatchObject({ state: 'requires-action', next: { kind: 'redirect', url: expect.stringContaining('https://rzp.io/') } });
  const paid = razorpay.pay(payment.id, 'upi');
  const payload = { payment_link: { entity: razorpay.link(payment.id) }, payment: { entity: paid } };
  expect(await hook('razorpay', razorpay.deliver('payment_link.paid', payload))).toBe(200);
  expect(await stateOf(payment.id)).toBe('succeeded');
  expect(await leftOf(document)).toBe(0);
});
