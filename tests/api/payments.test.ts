import request from 'supertest';
import type { PaymentDetail, PaymentOptions } from '../../plugin/contract/customer/payments';
import { creditIn, documentRows, documentsOf, minorUnitsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { inTransaction } from '../../server/src/platform/strapi';
import { API, signIn, type Browser } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createDraft, linesOf } from '../support/documents';
import { createGateway, forgetAsked } from '../support/gateway';
import { createContact, createPair, giveRole, type TestCustomer } from '../support/people';
import { resetLimits } from '../support/limits';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/** What an invoice of `invoice()` comes to. */
const TOTAL = 11900;

let app: TestApp;
let customer: TestCustomer;
let other: TestCustomer;
let mine: Browser;
let theirs: Browser;
const gateway = createGateway();

beforeAll(async () => {
  app = await startApp({ config: { payments: { providers: { gateway: { provider: gateway.module } } } } });
  const [pair, second] = [await createPair(app.strapi), await createPair(app.strapi)];
  [customer, other] = [pair.customer, second.customer];
  [mine, theirs] = [await signIn(app, pair.contact), await signIn(app, second.contact)];
});
beforeEach(async () => {
  await resetLimits(app);
  gateway.odd.loseAnswers = 0;
  gateway.odd.amount = undefined;
  await saveSettings(app, 'payments', {
    onlinePayments: true,
    preventDuplicatePayments: true,
    bulkPayments: true,
    partPayments: true,
    savePaymentMethods: true,
  });
});
afterAll(() => app.stop());

async function invoice(of: { id: number } = customer, data: Record<string, unknown> = {}): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', of, data);
  await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}

const leftOf = async (document: string): Promise<number> =>
  minorUnitsOf((await documentRows(app.strapi, 'invoice').findOne({ where: { documentId: document } }))?.balance);

const wanted = (parts: [document: string, amount: number, left?: number][], more: object = {}) => ({
  currency: 'EUR',
  parts: parts.map(([document, amount, left = TOTAL]) => ({ type: 'invoice', document, amount, left })),
  with: { provider: 'gateway', save: false },
  ...more,
});

let keys = 0;
const begin = (body: object, browser = mine, key = `key-${(keys += 1)}`) =>
  browser.prepare('post', '/payments').set('Idempotency-Key', key).send(body);
const begun = async (parts: [string, number, number?][], more: object = {}, browser = mine): Promise<PaymentDetail> => {
  const { status, body } = await begin(wanted(parts, more), browser);
  expect([status, body]).toEqual([201, body]);
  return (body as { data: PaymentDetail }).data;
};
const look = async (id: string, browser = mine): Promise<PaymentDetail> => {
  await forgetAsked(app, id);
  return ((await browser.get(`/payments/${id}`)).body as { data: PaymentDetail }).data;
};
const codeOf = (response: { body: unknown }): string | undefined =>
  (response.body as { error?: { details: { code: string } } }).error?.details.code;
/** The customer pays on the gateway's page and comes back. */
async function pay(id: string): Promise<PaymentDetail> {
  gateway.turn(id, 'succeeded');
  return look(id);
}
const expectBooksRight = async (): Promise<void> => expect(await paymentsOf(app.strapi).check()).toEqual([]);

describe('a customer who pays an invoice', () => {
  it('is sent to the gateway with what is left, and the invoice is paid once the gateway says so', async () => {
    const document = await invoice();
    const options = (await mine.prepare('post', '/payment-options').send({ documents: [{ type: 'invoice', id: document }] })).body as {
      data: PaymentOptions;
    };
    expect(options.data).toMatchObject({
      currency: 'EUR',
      documents: [{ id: document, left: TOTAL, pending: null }],
      ways: [{ provider: 'gateway' }],
    });
    const payment = await begun([[document, TOTAL]]);
    expect(payment).toMatchObject({ state: 'requires-action', amount: TOTAL, next: { kind: 'redirect' } });
    expect(await leftOf(document)).toBe(TOTAL);
    const paid = await pay(payment.id);
    expect(paid).toMatchObject({
      state: 'succeeded',
      number: expect.stringMatching(/^PAY-\d+$/u),
      parts: [{ id: document, applied: TOTAL }],
      credited: 0,
    });
    expect(await leftOf(document)).toBe(0);
    expect((await mine.get(`/payments/${payment.id}/receipt`)).headers['content-type']).toBe('application/pdf');
    await expectBooksRight();
  });

  it('is mailed a receipt, and another customer sees nothing of it', async () => {
    const document = await invoice();
    const payment = await begun([[document, TOTAL]]);
    app.mailbox.messages.length = 0;
    await pay(payment.id);
    await app.settle();
    expect(app.mailbox.messages.map(({ subject }) => subject)).toContainEqual(expect.stringContaining('your payment of €119.00'));
    for (const path of [`/payments/${payment.id}`, `/payments/${payment.id}/receipt`]) expect((await theirs.get(path)).status).toBe(404);
    expect((await theirs.prepare('post', `/payments/${payment.id}/cancellation`)).status).toBe(404);
    expect((await theirs.prepare('post', '/payment-options').send({ documents: [{ type: 'invoice', id: document }] })).status).toBe(404);
    const other = await invoice();
    expect((await begin(wanted([[other, TOTAL]]), theirs)).status).toBe(404);
    expect(((await theirs.get('/payments')).body as { data: { total: number } }).data.total).toBe(0);
  });

  it('pays no other amount than what is left, and no part below the least', async () => {
    const document = await invoice();
    expect(codeOf(await begin(wanted([[document, TOTAL + 1]])))).toBe('invalid-request');
    expect(codeOf(await begin(wanted([[document, 100, 5000]])))).toBe('amount-changed');
    expect(codeOf(await begin(wanted([[document, 1189]])))).toBe('invalid-request');
    expect((await begun([[document, 1190]])).amount).toBe(1190);
    await saveSettings(app, 'payments', { partPayments: false });
    const whole = await invoice();
    expect(codeOf(await begin(wanted([[whole, 5000]])))).toBe('invalid-request');
  });

  it('is told why it failed, and pays again', async () => {
    const document = await invoice();
    const payment = await begun([[document, TOTAL]]);
    gateway.turn(payment.id, 'failed');
    expect(await look(payment.id)).toMatchObject({ state: 'failed', failure: 'declined', next: null });
    expect(await leftOf(document)).toBe(TOTAL);
    expect((await pay((await begun([[document, TOTAL]])).id)).state).toBe('succeeded');
    expect(await leftOf(document)).toBe(0);
  });

  it('gives a payment up, which the gateway is asked first about', async () => {
    const document = await invoice();
    const [given, paid] = [await begun([[document, TOTAL]]), undefined];
    expect(paid).toBeUndefined();
    expect(((await mine.prepare('post', `/payments/${given.id}/cancellation`)).body as { data: PaymentDetail }).data.state).toBe(
      'canceled',
    );
    const again = await begun([[document, TOTAL]]);
    gateway.turn(again.id, 'succeeded');
    expect(((await mine.prepare('post', `/payments/${again.id}/cancellation`)).body as { data: PaymentDetail }).data.state).toBe(
      'succeeded',
    );
    expect(await leftOf(document)).toBe(0);
  });

  it('pays nothing by a page of an invoice that changed meanwhile: the payment is given up, at the gateway too', async () => {
    const [gone, less] = [await invoice(), await invoice()];
    const [one, two] = [await begun([[gone, TOTAL]]), await begun([[less, TOTAL]])];
    await documentsOf(app.strapi).void('invoice', gone);
    await documentsOf(app.strapi).settling.settleOutside({ type: 'invoice', document: less }, 5000);
    await paymentsOf(app.strapi).askDue();
    for (const { id } of [one, two]) expect((await look(id)).state).toBe('canceled');
    expect([gateway.stateOf(one.id), gateway.stateOf(two.id)]).toEqual(['canceled', 'canceled']);
    expect((await begun([[less, 5000, 5000]])).state).toBe('requires-action');
  });

  it('with a lost answer pays once: nobody tries again by itself, and the gateway is asked', async () => {
    const document = await invoice();
    gateway.odd.loseAnswers = 1;
    const before = gateway.count();
    const payment = await begun([[document, TOTAL]]);
    expect(payment.state).toBe('unknown');
    expect(codeOf(await begin(wanted([[document, TOTAL]])))).toBe('payment-pending');
    expect((await look(payment.id)).state).toBe('requires-action');
    await pay(payment.id);
    expect([await leftOf(document), gateway.count() - before]).toEqual([0, 1]);
  });
});

describe('a payment that is given up while its gateway is only just asked', () => {
  /** Canceled before the gateway has heard of it; then it does, and its answer is lost. */
  async function strayed(): Promise<{ id: string; document: string }> {
    const document = await invoice();
    const { store, beginning, asking } = paymentsOf(app.strapi);
    const paying = { customer: customer.id, origin: 'portal' as const, actor: { system: true as const }, contact: null, link: null };
    const parts = [{ type: 'invoice' as const, document, amount: TOTAL, left: TOTAL }];
    const id = await inTransaction(app.strapi, () =>
      beginning.write(paying, { currency: 'EUR', parts, with: { provider: 'gateway', save: false } }),
    );
    const row = await store.load(id);
    expect((await asking.cancel(row, { kind: 'verdict', actor: { system: true } })).state).toBe('canceled');
    gateway.odd.loseAnswers = 1;
    expect((await asking.start(row)).state).toBe('canceled');
    return { id, document };
  }
  const later = () => atOneInstant(() => paymentsOf(app.strapi).askDue(), new Date(Date.now() + 11 * 60_000));

  it('is found where the gateway took it all the same, though no webhook comes', async () => {
    const { id, document } = await strayed();
    gateway.turn(id, 'succeeded');
    await later();
    expect([(await look(id)).state, await leftOf(document)]).toEqual(['succeeded', 0]);
    await expectBooksRight();
  });

  it('is ended at the gateway where it is open there, and asked about no more', async () => {
    const { id } = await strayed();
    await later();
    expect(await gateway.module.init().retrieve({ providerPayment: null, reference: id })).toMatchObject({ state: 'canceled' });
    expect(await paymentsOf(app.strapi).store.load(id)).toMatchObject({ state: 'canceled', askAt: null });
  });
});

describe('the same request twice', () => {
  it('is one payment, which both answers name', async () => {
    const document = await invoice();
    const before = gateway.count();
    const answers = await Promise.all(Array.from({ length: 8 }, () => begin(wanted([[document, TOTAL]]), mine, 'one-and-the-same')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => (body as { data: PaymentDetail }).data.id)).size).toBe(1);
    expect(gateway.count() - before).toBe(1);
    await pay((answers[0]?.body as { data: PaymentDetail }).data.id);
    expect(await leftOf(document)).toBe(0);
  });
});

describe('duplicates', () => {
  it('are refused while a payment is not settled, whoever of fifty comes first', async () => {
    const document = await invoice();
    const contact = await createContact(app.strapi, [customer]);
    await giveRole(app.strapi, contact, 'owner');
    const colleague = await signIn(app, contact);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => begin(wanted([[document, TOTAL]]), index % 2 ? colleague : mine)),
    );
    const codes = answers.map((answer) => (answer.status === 201 ? 'begun' : codeOf(answer)));
    expect(codes.filter((code) => code === 'begun')).toHaveLength(1);
    expect(new Set(codes)).toEqual(
      new Set(['begun', ...codes.filter((code) => code === 'payment-pending' || code === 'too-many-requests')]),
    );
  });

  it('are refused also where one of several invoices waits, and allowed again when it fails', async () => {
    const [one, two] = [await invoice(), await invoice()];
    const payment = await begun([[one, TOTAL]]);
    gateway.turn(payment.id, 'pending');
    await look(payment.id);
    expect(
      codeOf(
        await begin(
          wanted([
            [one, TOTAL],
            [two, TOTAL],
          ]),
        ),
      ),
    ).toBe('payment-pending');
    gateway.turn(payment.id, 'failed');
    await look(payment.id);
    await pay(
      (
        await begun([
          [one, TOTAL],
          [two, TOTAL],
        ])
      ).id,
    );
    expect([await leftOf(one), await leftOf(two)]).toEqual([0, 0]);
  });

  it('are taken where they are allowed, and what is over becomes credit', async () => {
    await saveSettings(app, 'payments', { preventDuplicatePayments: false });
    const document = await invoice();
    const [one, two] = [await begun([[document, TOTAL]]), await begun([[document, TOTAL]])];
    const before = await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' });
    await pay(one.id);
    expect(await pay(two.id)).toMatchObject({ state: 'succeeded', credited: TOTAL });
    expect([await leftOf(document), (await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' })) - before]).toEqual([0, TOTAL]);
    await expectBooksRight();
  });
});

describe('a webhook', () => {
  const send = (body: object | string, signature = gateway.secret, provider = 'gateway') =>
    request(app.server)
      .post(`${API}/payment-webhooks/${provider}`)
      .set('x-signature', signature)
      .set('content-type', 'application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
  const hint = (reference: string, event: string) => ({ event, about: { kind: 'payment', reference, providerPayment: null } });

  it('has the gateway asked, and settles a payment once, however often and in whatever order it comes', async () => {
    const document = await invoice();
    const payment = await begun([[document, TOTAL]]);
    gateway.turn(payment.id, 'succeeded');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => send(hint(payment.id, `event-${payment.id}-${index % 3}`))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await Promise.all([app.settle(), look(payment.id)]);
    expect(await leftOf(document)).toBe(0);
    const events = await app.strapi.db
      .query('plugin::customer-portal.payment-event')
      .findMany({ where: { kind: 'webhook', provider: 'gateway' } });
    expect(events.filter(({ onceKey }) => String(onceKey).includes(`:event-${payment.id}`))).toHaveLength(3);
    await expectBooksRight();
  });

  it('is not believed: forged, for another provider, or of an amount that was not asked for', async () => {
    const document = await invoice();
    const payment = await begun([[document, TOTAL]]);
    expect((await send(hint(payment.id, 'forged'), 'another')).status).toBe(403);
    expect((await send(hint(payment.id, 'stray'), gateway.secret, 'nobody')).status).toBe(403);
    gateway.turn(payment.id, 'succeeded');
    gateway.odd.amount = 1;
    await send(hint(payment.id, 'cheap'));
    await app.settle();
    expect(await leftOf(document)).toBe(TOTAL);
    expect((await paymentsOf(app.strapi).store.load(payment.id)).attention).toBe('amount-differs');
  });
});

describe('credit', () => {
  it('is put on invoices as the customer chooses, never more than there is', async () => {
    const document = await invoice();
    const have = await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' });
    expect(have).toBeGreaterThan(1000);
    const use = (amount: number, left = TOTAL) =>
      mine
        .prepare('post', '/credit-uses')
        .set('Idempotency-Key', `credit-${(keys += 1)}`)
        .send({ currency: 'EUR', parts: [{ type: 'invoice', document, amount, left }] });
    const answers = await Promise.all([use(1000), use(1000), use(1000)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await leftOf(document)).toBe(TOTAL - 1000);
    // More than there is, of invoices that owe as much.
    const many = await Promise.all(Array.from({ length: Math.ceil(have / TOTAL) + 1 }, () => invoice()));
    const all = many.map((one) => ({ type: 'invoice', document: one, amount: TOTAL, left: TOTAL }));
    const tooMuch = await mine.prepare('post', '/credit-uses').send({ currency: 'EUR', parts: all });
    expect([codeOf(tooMuch), await leftOf(many[0] ?? '')]).toEqual(['conflict', TOTAL]);
    expect(await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' })).toBe(have - 1000);
    await expectBooksRight();
  });

  it('comes of a payment whose invoice is voided', async () => {
    const document = await invoice();
    await pay((await begun([[document, TOTAL]])).id);
    const before = await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' });
    await documentsOf(app.strapi).void('invoice', document);
    expect((await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' })) - before).toBe(TOTAL);
    await expectBooksRight();
  });
});

describe('refunds', () => {
  const by = { editor: 'editor@example.org' };
  const refund = async (id: string, amount: number, refunded = 0, to: 'provider' | 'credit' | 'elsewhere' = 'provider') => {
    const made = (await look(id)).refunds.length;
    await paymentsOf(app.strapi).refunds.refund(id, { amount, refunded, made, to, note: '' }, by);
  };

  it('open the invoice again, in parts and never above the payment, once of two at the same time', async () => {
    const document = await invoice();
    const { id } = await pay((await begun([[document, TOTAL]])).id);
    const results = await Promise.allSettled([refund(id, 4000), refund(id, 4000)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await look(id)).toMatchObject({
      refunded: 4000,
      refunds: [{ amount: 4000, state: 'succeeded' }],
      parts: [{ applied: TOTAL - 4000 }],
    });
    expect(await leftOf(document)).toBe(4000);
    await expect(refund(id, TOTAL, 4000)).rejects.toMatchObject({ code: 'invalid-request' });
    await refund(id, TOTAL - 4000, 4000);
    expect([await leftOf(document), (await look(id)).refunded]).toEqual([TOTAL, TOTAL]);
    await expectBooksRight();
  });

  it('that the gateway does not make leave everything as it was, and somebody is to look', async () => {
    const document = await invoice();
    const { id } = await pay((await begun([[document, TOTAL]])).id);
    gateway.odd.refundsFail = true;
    await refund(id, 4000);
    gateway.odd.refundsFail = false;
    expect(await look(id)).toMatchObject({ refunded: 0, refunds: [{ state: 'failed' }], parts: [{ applied: TOTAL }] });
    expect([await leftOf(document), (await paymentsOf(app.strapi).store.load(id)).attention]).toEqual([0, 'refund-failed']);
    await refund(id, 4000);
    expect([await leftOf(document), (await look(id)).refunded]).toEqual([4000, 4000]);
    await expectBooksRight();
  });

  it('of which nobody knows stay as they are while their provider is gone, and one that came back is to be looked at', async () => {
    const document = await invoice();
    const { id } = await pay((await begun([[document, TOTAL]])).id);
    await refund(id, 4000);
    const rows = app.strapi.db.query('plugin::customer-portal.payment-refund');
    const { id: row, documentId } = (await rows.findOne({ where: { payment: id } })) as { id: number; documentId: string };
    await rows.updateMany({ where: { id: row }, data: { state: 'pending' } });
    await app.strapi.db.query('plugin::customer-portal.payment').updateMany({ where: { documentId: id }, data: { provider: 'gone' } });
    await paymentsOf(app.strapi).refunds.askOf(id);
    expect([await leftOf(document), (await rows.findOne({ where: { id: row } }))?.state]).toEqual([4000, 'pending']);
    await app.strapi.db.query('plugin::customer-portal.payment').updateMany({ where: { documentId: id }, data: { provider: 'gateway' } });
    await paymentsOf(app.strapi).refunds.askOf(id);
    expect((await rows.findOne({ where: { id: row } }))?.state).toBe('succeeded');
    gateway.failRefund(documentId);
    await paymentsOf(app.strapi).refunds.askOf(id);
    const after = await paymentsOf(app.strapi).store.load(id);
    expect([after.attention, Number(after.refunded), await leftOf(document)]).toEqual(['refund-failed', 4000, 4000]);
  });

  it('to credit are made once of two at the same time', async () => {
    const document = await invoice();
    const { id } = await pay((await begun([[document, TOTAL]])).id);
    const credit = () => paymentsOf(app.strapi).refunds.refund(id, { amount: 3000, refunded: 0, made: 0, to: 'credit', note: '' }, by);
    const twice = await Promise.allSettled([credit(), credit()]);
    expect([twice.filter(({ status }) => status === 'fulfilled').length, await leftOf(document)]).toEqual([1, 3000]);
  });

  it('become credit where that is wanted', async () => {
    const document = await invoice();
    const { id } = await pay((await begun([[document, TOTAL]])).id);
    const before = await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' });
    await refund(id, 5000, 0, 'credit');
    expect([await leftOf(document), (await creditIn(app.strapi, { customer: customer.id, currency: 'EUR' })) - before]).toEqual([
      5000, 5000,
    ]);
    expect((await look(id)).refunded).toBe(0);
    await expectBooksRight();
  });
});

describe('payment methods', () => {
  it('are kept with a payment, used for the next one, and charged no more once they are removed', async () => {
    const first = await begun([[await invoice(), TOTAL]], { with: { provider: 'gateway', save: true } });
    await pay(first.id);
    const { rows } = ((await mine.get('/payment-methods')).body as { data: { rows: { id: string; last4: string; isDefault: boolean }[] } })
      .data;
    expect(rows).toMatchObject([{ last4: '4242', isDefault: true }]);
    const saved = rows[0]?.id ?? '';
    const document = await invoice();
    const ofTheirs = await invoice(other);
    for (const one of [document, ofTheirs]) expect((await begin(wanted([[one, TOTAL]], { with: { saved } }), theirs)).status).toBe(404);
    await saveSettings(app, 'payments', { savePaymentMethods: false });
    expect(codeOf(await begin(wanted([[document, TOTAL]], { with: { saved } })))).toBe('invalid-request');
    await saveSettings(app, 'payments', { savePaymentMethods: true });
    expect(await begun([[document, TOTAL]], { with: { saved } })).toMatchObject({ state: 'succeeded' });
    expect(await leftOf(document)).toBe(0);
    expect((await theirs.prepare('delete', `/payment-methods/${saved}`)).status).toBe(404);
    expect((await mine.prepare('delete', `/payment-methods/${saved}`)).status).toBe(200);
    expect((await begin(wanted([[await invoice(), TOTAL]], { with: { saved } }))).status).toBe(404);
  });
});

it('sums come to what the gateway took, over everything above', async () => {
  const rows = await app.strapi.db
    .query('plugin::customer-portal.payment')
    .findMany({ where: { state: 'succeeded', provider: 'gateway' } });
  const ours = rows.reduce((sum, { amount }) => sum + Number(amount), 0);
  // One was taken with another amount than was asked for, which an editor is to look at.
  expect(gateway.taken() - ours).toBe(TOTAL);
  await expectBooksRight();
});

it('nothing can be paid while online payments are off', async () => {
  const document = await invoice(customer, { lines: linesOf({}) });
  await saveSettings(app, 'payments', { onlinePayments: false });
  expect(codeOf(await begin(wanted([[document, TOTAL]])))).toBe('preference-off');
});
