import type { PaymentDetail } from '../../plugin/contract/customer/payments';
import type { EditorPayment } from '../../plugin/contract/editor/payments';
import { LINK_HEADER } from '../../plugin/plugin-id';
import { documentsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { Browser, signIn } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createIssued, createLinked } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createGateway } from '../support/gateway';
import { createContact, createPair, giveRole, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const TOTAL = 11900;
const MINUTE = 60_000;
const LONG = 'This is what the gateway has to say of it. '.repeat(12).slice(0, 480);

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let mine: Browser;
let colleague: Browser;
const gateway = createGateway();

beforeAll(async () => {
  app = await startApp({ config: { payments: { providers: { gateway: { provider: gateway.module } } } } });
  editor = await createEditor(app);
  const pair = await createPair(app.strapi);
  customer = pair.customer;
  mine = await signIn(app, pair.contact);
  const other = await createContact(app.strapi, [customer]);
  await giveRole(app.strapi, other, 'billing');
  colleague = await signIn(app, other);
  await saveSettings(app, 'payments', {
    onlinePayments: true,
    bankTransfer: true,
    transferHolder: 'Halden Marsh',
    transferIban: 'DE89370400440532013000',
  });
  await saveSettings(app, 'public-links', { publicLinks: true });
});
afterAll(() => app.stop());

const dataOf = <T>({ body }: { body: unknown }): T => (body as { data: T }).data;
const invoice = (): Promise<string> => createIssued(app.strapi, 'invoice', customer);
async function begin(provider = 'gateway', document?: string): Promise<string> {
  const parts = [{ type: 'invoice', document: document ?? (await invoice()), amount: TOTAL, left: TOTAL }];
  return dataOf<PaymentDetail>(await mine.post('/payments', { currency: 'EUR', parts, with: { provider, save: false } })).id;
}
/** Why it was given up, as its customer and as editors are told: the same. */
async function endingOf(payment: string): Promise<string | null> {
  const { state, ended } = dataOf<PaymentDetail>(await mine.get(`/payments/${payment}`));
  const seen = dataOf<EditorPayment>(await editor.get(`/payments/${payment}`));
  expect([state, seen.ended, seen.events.at(-1)?.ended]).toEqual(['canceled', ended, ended]);
  return ended;
}
const ask = async (payment: string) => paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(payment));

describe('a payment that was given up says why', () => {
  it.each<[who: string, ended: string, provider: string, by: (payment: string) => Promise<unknown>]>([
    ['whoever began it', 'payer', 'gateway', (id) => mine.post(`/payments/${id}/cancellation`)],
    ['a colleague', 'colleague', 'transfer', (id) => colleague.post(`/payments/${id}/cancellation`)],
    ['an editor', 'team', 'transfer', (id) => editor.post(`/payments/${id}/cancellation`)],
    ['an editor, at a gateway', 'team', 'gateway', (id) => editor.post(`/payments/${id}/cancellation`)],
  ])('by %s', async (_, ended, provider, by) => {
    const payment = await begin(provider);
    await by(payment);
    expect(await endingOf(payment)).toBe(ended);
  });

  it('since what was to be paid has changed', async () => {
    const document = await invoice();
    const payment = await begin('gateway', document);
    await documentsOf(app.strapi).void('invoice', document);
    await paymentsOf(app.strapi).asking.endStale();
    expect(await endingOf(payment)).toBe('changed');
  });

  it('since its page was open for as long as it could be, and not before that', async () => {
    gateway.odd.expiresAt = new Date(Date.now() + 30 * MINUTE);
    const [early, late] = [await begin(), await begin()];
    gateway.odd.expiresAt = null;
    gateway.turn(early, 'canceled');
    await ask(early);
    expect(await endingOf(early)).toBe('provider');
    gateway.turn(late, 'canceled');
    await atOneInstant(() => ask(late), new Date(Date.now() + 30 * MINUTE));
    expect(await endingOf(late)).toBe('expired');
  });

  it('since the method that was to be charged is gone', async () => {
    const { beginning, store, asking } = paymentsOf(app.strapi);
    const paying = { customer: customer.id, origin: 'api', actor: { system: true }, contact: null, link: null } as const;
    const parts = [{ type: 'invoice' as const, document: await invoice(), amount: TOTAL, left: TOTAL }];
    const id = await app.strapi.db.transaction(() =>
      beginning.write(paying, { currency: 'EUR', parts, with: { provider: 'gateway', save: false } }),
    );
    await app.strapi.db.query('plugin::customer-portal.payment').updateMany({ where: { documentId: id }, data: { savedMethod: 'gone' } });
    await asking.start(await store.load(id));
    expect(await endingOf(id)).toBe('method-gone');
  });

  it('to whoever holds the link by which it was begun', async () => {
    const { token } = await createLinked(app.strapi, 'invoice', customer);
    const visitor = new Browser(app).with({ [LINK_HEADER]: token });
    const body = { currency: 'EUR', amount: TOTAL, left: TOTAL, provider: 'transfer' };
    const { id } = dataOf<PaymentDetail>(await visitor.post('/public-link/payments', body));
    const ended = dataOf<PaymentDetail>(await visitor.post(`/public-link/payments/${id}/cancellation`));
    expect(ended).toMatchObject({ state: 'canceled', ended: 'payer' });
  });

  it('and no more once its money has come all the same', async () => {
    const payment = await begin('transfer');
    await mine.post(`/payments/${payment}/cancellation`);
    expect(await endingOf(payment)).toBe('payer');
    const seen = await editor.post(`/payments/${payment}/confirmation`, { amount: TOTAL, date: '2026-11-30', reference: '' });
    expect(dataOf<EditorPayment>(seen)).toMatchObject({ state: 'succeeded', ended: null });
    expect(dataOf<PaymentDetail>(await mine.get(`/payments/${payment}`))).toMatchObject({ state: 'succeeded', ended: null });
  });
});

it('what a provider says at length is kept whole, on every database', async () => {
  const payment = await begin();
  await paymentsOf(app.strapi).settling.apply(await paymentsOf(app.strapi).store.load(payment), {
    state: 'failed',
    failure: { code: 'declined', hard: true, message: LONG },
  });
  expect(dataOf<EditorPayment>(await editor.get(`/payments/${payment}`)).failure?.message).toBe(LONG);
});
