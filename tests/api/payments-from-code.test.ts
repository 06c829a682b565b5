import type { PaymentDetail, PaymentOptions } from '../../plugin/contract/customer/payments';
import { integration } from '../../server/src/integration';
import { paymentsOf } from '../../server/src/payments';
import { signIn, type Browser } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createIssued } from '../support/documents';
import { createGateway } from '../support/gateway';
import { createContact, createPair, giveRole, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const HOUR = 3600 * 1000;
const SHOP = 'https://shop.example.com';

let app: TestApp;
let pair: { customer: TestCustomer; contact: TestContact };
let other: { customer: TestCustomer; contact: TestContact };
let mine: Browser;
let theirs: Browser;
const gateway = createGateway();

beforeAll(async () => {
  app = await startApp({ config: { payments: { providers: { gateway: { provider: gateway.module } }, returnOrigins: [SHOP] } } });
  [pair, other] = [await createPair(app.strapi), await createPair(app.strapi)];
  [mine, theirs] = [await signIn(app, pair.contact), await signIn(app, other.contact)];
  await saveSettings(app, 'payments', { onlinePayments: true, preventDuplicatePayments: true, bulkPayments: true });
});
afterAll(() => app.stop());

const code = () => integration(app.strapi);
const due = () => createIssued(app.strapi, 'invoice', pair.customer);
const linked = async (...ids: string[]): Promise<URL> =>
  new URL(await code().paymentUrl({ customer: pair.customer.documentId, documents: ids.map((id) => ({ type: 'invoice', id })) }));
const asked = (browser: Browser, choice: string) => browser.prepare('post', '/payment-options').send({ choice });

describe('a link of the team’s to the payment page', () => {
  it('names the documents for the customer who signs in, and for nobody else', async () => {
    const ids = [await due(), await due()];
    const url = await linked(...ids);
    expect(url.pathname).toMatch(/\/pay$/u);
    expect(url.searchParams.get('customer')).toBe(pair.customer.documentId);
    const choice = url.searchParams.get('choice') ?? '';
    const { data } = (await asked(mine, choice)).body as { data: PaymentOptions };
    expect(data.documents.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect((await asked(theirs, choice)).status).toBe(404);
  });

  it('is over after an hour, and void where anything of it was changed', async () => {
    const choice = (await linked(await due())).searchParams.get('choice') ?? '';
    const [text = '', signature = ''] = choice.split('.');
    const later = (passed: number) => atOneInstant(async () => (await asked(mine, choice)).status, new Date(Date.now() + passed));
    expect([await later(HOUR - 60_000), await later(HOUR + 60_000)]).toEqual([200, 404]);
    const forged = Buffer.from(Buffer.from(text, 'base64url').toString().replace('invoice', 'retainer-invoice')).toString('base64url');
    for (const one of [`${forged}.${signature}`, `${text}.${signature.slice(1)}A`, `${text}.${'A'.repeat(43)}`])
      expect((await asked(mine, one)).status).toBe(404);
  });

  it('names at least one document, and no more than an address holds', async () => {
    await expect(linked()).rejects.toThrow('1 to 100');
    await expect(linked(...Array.from({ length: 101 }, () => 'x'))).rejects.toThrow('1 to 100');
  });
});

describe('a payment that the team’s code begins', () => {
  const start = (documents: { id: string; amount?: number }[], of = pair.customer): Promise<PaymentDetail> =>
    code().startPayment({
      customer: of.documentId,
      documents: documents.map((one) => ({ type: 'invoice', ...one })),
      with: { provider: 'gateway' },
    });

  it('is the customer’s, who goes to the provider’s page and sees it in the portal', async () => {
    const id = await due();
    const payment = await start([{ id }]);
    expect(payment).toMatchObject({ state: 'requires-action', amount: 11900, next: { kind: 'redirect' } });
    const open = (await mine.get(`/payments/${payment.id}`)).body as { data: PaymentDetail };
    expect(open.data).toMatchObject({ next: { kind: 'redirect' }, mayCancel: true });
    const viewer = await createContact(app.strapi, [pair.customer]);
    await giveRole(app.strapi, viewer, 'viewer');
    const seen = (await (await signIn(app, viewer)).get(`/payments/${payment.id}`)).body as { data: PaymentDetail };
    expect(seen.data).toMatchObject({ next: null, mayCancel: false });
    gateway.turn(payment.id, 'succeeded');
    await paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(payment.id));
    const { data } = (await mine.get(`/payments/${payment.id}`)).body as { data: PaymentDetail };
    expect(data).toMatchObject({ state: 'succeeded', parts: [{ id, applied: 11900 }] });
    expect((await theirs.get(`/payments/${payment.id}`)).status).toBe(404);
    await expect(start([{ id }])).rejects.toMatchObject({ code: 'amount-changed' });
  });

  it('is never for another customer’s documents, nor a second one while one is under way', async () => {
    const id = await due();
    await expect(start([{ id }], other.customer)).rejects.toMatchObject({ code: 'not-found' });
    const both = await Promise.allSettled([start([{ id }]), start([{ id }])]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'payment-pending' } });
  });

  it('leads back to the team’s own application, with its id and nothing else, and to nowhere else', async () => {
    const id = await due();
    const back = (returnTo: string) =>
      code().startPayment({
        customer: pair.customer.documentId,
        documents: [{ type: 'invoice', id }],
        with: { provider: 'gateway' },
        returnTo,
      });
    for (const elsewhere of [
      'https://shop.example.com.evil.example/',
      'https://evil.example/?https://shop.example.com',
      'http://shop.example.com/',
      'https://shop.example.com:8443/',
      'https://shop.example.com@evil.example/',
      'https://user:secret@shop.example.com/',
      'https:\\\\evil.example/',
      '//shop.example.com/',
      '/orders',
      'javascript:alert(1)',
      `${SHOP}/${'x'.repeat(2000)}`,
    ])
      await expect(back(elsewhere)).rejects.toMatchObject({ code: 'invalid-request' });
    const payment = await back(`${SHOP}/orders/7?step=2%20b&flag&payment=forged#paid`);
    expect(payment.returnTo).toEqual({
      host: 'shop.example.com',
      url: `${SHOP}/orders/7?step=2%20b&flag&payment=${payment.id}#paid`,
    });
    expect(((await mine.get(`/payments/${payment.id}`)).body as { data: PaymentDetail }).data.returnTo).toEqual(payment.returnTo);
    // The provider hears of the portal's page alone.
    expect(gateway.requestOf(payment.id)?.returnUrl).toMatch(new RegExp(`/payments/${payment.id}\\?customer=`, 'u'));
    const viewer = await createContact(app.strapi, [pair.customer]);
    await giveRole(app.strapi, viewer, 'viewer');
    const seen = (await (await signIn(app, viewer)).get(`/payments/${payment.id}`)).body as { data: PaymentDetail };
    expect(seen.data.returnTo).toBeNull();
    expect((await theirs.get(`/payments/${payment.id}`)).status).toBe(404);
  });

  it('leads back within Strapi’s own origin without further configuration', async () => {
    const url = new URL(await code().paymentUrl({ customer: pair.customer.documentId, documents: [{ type: 'invoice', id: await due() }] }));
    const documents = [{ type: 'invoice' as const, id: await due() }];
    const returnTo = `${url.origin}/shop`;
    const payment = await code().startPayment({ customer: pair.customer.documentId, documents, with: { provider: 'gateway' }, returnTo });
    expect(payment.returnTo).toEqual({ host: url.host, url: `${returnTo}?payment=${payment.id}` });
  });

  it('is for one document at least and 500 at most, and only with a provider that can be used', async () => {
    const id = await due();
    for (const documents of [[], Array.from({ length: 501 }, () => ({ id }))])
      await expect(start(documents)).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(start([{ id }, { id }])).rejects.toMatchObject({ code: 'invalid-request' });
    const unknown = code().startPayment({
      customer: pair.customer.documentId,
      documents: [{ type: 'invoice', id }],
      with: { provider: 'none' },
    });
    await expect(unknown).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('is not begun where customers cannot pay in the portal', async () => {
    const id = await due();
    await saveSettings(app, 'payments', { onlinePayments: false });
    await expect(start([{ id }])).rejects.toMatchObject({ code: 'preference-off' });
    await saveSettings(app, 'payments', { onlinePayments: true });
  });
});
