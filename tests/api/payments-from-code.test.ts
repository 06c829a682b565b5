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

let app: TestApp;
let pair: { customer: TestCustomer; contact: TestContact };
let other: { customer: TestCustomer; contact: TestContact };
let mine: Browser;
let theirs: Browser;
const gateway = createGateway();

beforeAll(async () => {
  app = await startApp({ config: { payments: { providers: { gateway: { provider: gateway.module } } } } });
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

  it('is not begun where customers cannot pay in the portal', async () => {
    const id = await due();
    await saveSettings(app, 'payments', { onlinePayments: false });
    await expect(start([{ id }])).rejects.toMatchObject({ code: 'preference-off' });
    await saveSettings(app, 'payments', { onlinePayments: true });
  });
});
