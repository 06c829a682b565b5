import { LINK_HEADER } from '../../plugin/plugin-id';
import type { PaymentDetail } from '../../plugin/contract/customer/payments';
import { documentsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { Browser, signIn } from '../support/client';
import { createDraft, createLinked } from '../support/documents';
import { atOneInstant } from '../support/clock';
import { createGateway } from '../support/gateway';
import { resetLimits } from '../support/limits';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { sendRaw } from '../support/raw';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

/** Customers who reach for what is others', and for amounts that nobody asked them for. */
const TOTAL = 11_900;
const ADDS = 6;

let app: TestApp;
let pair: { customer: TestCustomer; contact: TestContact };
let other: { customer: TestCustomer; contact: TestContact };
let mine: Browser;
let theirs: Browser;
const gateway = createGateway();

beforeAll(async () => {
  const providers = { gateway: { provider: gateway.module } };
  app = await startApp({ config: { payments: { providers, perContact: ADDS } }, quiet: true });
  [pair, other] = [await createPair(app.strapi), await createPair(app.strapi)];
  [mine, theirs] = [await signIn(app, pair.contact), await signIn(app, other.contact)];
  const on = ['onlinePayments', 'preventDuplicatePayments', 'bulkPayments', 'partPayments', 'savePaymentMethods'];
  await saveSettings(app, 'payments', Object.fromEntries(on.map((name) => [name, true])));
  await saveSettings(app, 'public-links', { publicLinks: true });
});
beforeEach(() => resetLimits(app));
afterAll(() => app.stop());

let keys = 0;
const send = (browser: Browser, path: string, body: object | string, key = `key-${(keys += 1)}`) =>
  browser.prepare('post', path).set('Idempotency-Key', key).set('content-type', 'application/json').send(body);
async function invoice(of: { id: number } = pair.customer, data: Record<string, unknown> = {}): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', of, data);
  await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}
const part = (document: string, change: object = {}) => ({ type: 'invoice', document, amount: TOTAL, left: TOTAL, ...change });
const wanted = (parts: object[], change: object = {}) => ({
  currency: 'EUR',
  parts,
  with: { provider: 'gateway', save: false },
  ...change,
});
const dataOf = <T>({ body }: { body: unknown }): T => (body as { data: T }).data;
const codeOf = ({ body }: { body: unknown }): string | undefined => (body as { error?: { details: { code: string } } }).error?.details.code;

describe('another customer', () => {
  it('finds none of a customer’s payments, methods, set-ups, receipts, invoices or credit by their ids, and changes none', async () => {
    const document = await invoice();
    const paid = dataOf<PaymentDetail>(
      await send(mine, '/payments', wanted([part(document)], { with: { provider: 'gateway', save: true } })),
    );
    gateway.turn(paid.id, 'succeeded');
    await paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(paid.id));
    const open = dataOf<PaymentDetail>(await send(mine, '/payments', wanted([part(await invoice())])));
    const { rows } = dataOf<{ rows: { id: string }[] }>(await mine.get('/payment-methods'));
    const saved = rows[0]?.id ?? '';
    const added = dataOf<{ method: { id: string } }>(await send(mine, '/payment-methods', { provider: 'gateway' })).method.id;
    const unpaid = await invoice();
    const ofTheirs = await invoice(other.customer);
    await app.settle();

    const statuses: Record<string, number> = {};
    const before = [...gateway.odd.calls];
    await expectUntouched(app, async () => {
      const note = async (what: string, answer: PromiseLike<{ status: number }>) => (statuses[what] = (await answer).status);
      for (const id of [paid.id, open.id]) {
        await note(`see ${id}`, theirs.get(`/payments/${id}`));
        await note(`receipt of ${id}`, theirs.get(`/payments/${id}/receipt`));
        await note(`give up ${id}`, theirs.post(`/payments/${id}/cancellation`));
        await note(`say transferred ${id}`, theirs.post(`/payments/${id}/transfer`));
      }
      for (const id of [saved, added]) {
        await note(`see method ${id}`, theirs.get(`/payment-methods/${id}`));
        await note(`use method ${id} first`, theirs.send('put', `/payment-methods/${id}/default`));
        await note(`remove method ${id}`, theirs.send('delete', `/payment-methods/${id}`));
      }
      await note('options', theirs.post('/payment-options', { documents: [{ type: 'invoice', id: unpaid }] }));
      await note('pay', send(theirs, '/payments', wanted([part(unpaid)])));
      await note('pay among own', send(theirs, '/payments', wanted([part(ofTheirs), part(unpaid)])));
      await note('pay with their method', send(theirs, '/payments', wanted([part(ofTheirs)], { with: { saved } })));
      await note('use credit', send(theirs, '/credit-uses', { currency: 'EUR', parts: [part(unpaid)] }));
    });
    expect(Object.entries(statuses).filter(([, status]) => status !== 404)).toEqual([]);
    // Nor does a gateway hear of it.
    expect(gateway.odd.calls).toEqual(before);
  });

  it('finds nothing by a link but what was begun with that very link', async () => {
    const [one, two] = [
      await createLinked(app.strapi, 'invoice', pair.customer),
      await createLinked(app.strapi, 'invoice', other.customer),
    ];
    const by = (token: string) => new Browser(app).with({ [LINK_HEADER]: token });
    const body = { currency: 'EUR', amount: TOTAL, left: TOTAL, provider: 'gateway' };
    const begun = dataOf<PaymentDetail>(await send(by(one.token), '/public-link/payments', body));
    const signedIn = dataOf<PaymentDetail>(await send(theirs, '/payments', wanted([part(await invoice(other.customer))])));
    await expectUntouched(app, async () => {
      const unknown = `${one.token.slice(0, -1)}${one.token.endsWith('A') ? 'B' : 'A'}`;
      for (const [token, id, status] of [
        [two.token, begun.id, 404],
        [two.token, signedIn.id, 404],
        [unknown, begun.id, 400],
      ] as const) {
        expect((await by(token).get(`/public-link/payments/${id}`)).status).toBe(status);
        expect((await by(token).post(`/public-link/payments/${id}/cancellation`)).status).toBe(status);
      }
    });
  });
});

describe('an amount', () => {
  const amounts: [what: string, json: string][] = [
    ['below nothing', '-1'],
    ['of nothing', '0'],
    ['of nothing, below it', '-0'],
    ['with a fraction', '0.5'],
    ['with a fraction at the end', '11899.5'],
    ['beyond all numbers', '1e400'],
    ['beyond what is exact', '9007199254740993'],
    ['beyond what is owed', '11901'],
    ['far beyond', '1e15'],
    ['as text', '"11900"'],
    ['as text with a sign', '"-11900"'],
    ['that is none', 'null'],
    ['that is true', 'true'],
    ['in a list', '[11900]'],
    ['in an object', '{"$gt":0}'],
    ['that is no JSON', 'NaN'],
    ['that is no JSON, without end', 'Infinity'],
  ];

  it.each(amounts)('%s is refused, of payments and of credit, signed in and by a link, and nothing is begun', async (_, json) => {
    const document = await invoice();
    const { token } = await createLinked(app.strapi, 'invoice', pair.customer);
    const linked = new Browser(app).with({ [LINK_HEADER]: token });
    const before = gateway.count();
    await expectUntouched(app, async () => {
      const parts = `[{"type":"invoice","document":"${document}","amount":${json},"left":${TOTAL}}]`;
      const answers = [
        await send(mine, '/payments', `{"currency":"EUR","parts":${parts},"with":{"provider":"gateway","save":false}}`),
        await send(mine, '/credit-uses', `{"currency":"EUR","parts":${parts}}`),
        await send(linked, '/public-link/payments', `{"currency":"EUR","amount":${json},"left":${TOTAL},"provider":"gateway"}`),
      ];
      // Of credit there is none: an amount that would be right otherwise meets that.
      for (const { status } of answers) expect([400, 409]).toContain(status);
      expect(answers[0]?.status).toBe(400);
    });
    expect(gateway.count()).toBe(before);
  });

  it.each<[what: string, change: object, code: string]>([
    ['in another currency', { currency: 'JPY' }, 'amount-changed'],
    ['in a currency that is none', { currency: 'eur' }, 'invalid-request'],
    ['for a provider that is none', { with: { provider: 'stripe', save: false } }, 'invalid-request'],
    ['with a method and a provider', { with: { provider: 'gateway', save: false, saved: 'abc' } }, 'invalid-request'],
    ['that names its total', { amount: 1 }, 'invalid-request'],
    ['without parts', { parts: [] }, 'invalid-request'],
  ])('%s is refused', async (_, change, code) => {
    const document = await invoice();
    await expectUntouched(app, async () => expect(codeOf(await send(mine, '/payments', wanted([part(document)], change)))).toBe(code));
  });

  it('of 501 documents, of one twice, of one as another type, and of two currencies is refused', async () => {
    const document = await invoice();
    const yen = await invoice(pair.customer, { currency: 'JPY' });
    const cases: [parts: object[], statuses: number[]][] = [
      [Array.from({ length: 501 }, (_, index) => part(`${document}${index}`)), [400]],
      [Array.from({ length: 501 }, () => part(document)), [400]],
      [[part(document), part(document)], [400]],
      [[part(document, { amount: 100 }), part(document, { amount: TOTAL - 100 })], [400]],
      [
        [part(document), part(document, { type: 'retainer-invoice' })],
        [400, 404],
      ],
      [[part(document, { type: 'retainer-invoice' })], [404]],
      [[part(document, { type: 'quote' })], [400]],
      [[part(document), part(yen)], [409]],
    ];
    await expectUntouched(app, async () => {
      for (const [parts, statuses] of cases)
        for (const [path, body] of [
          ['/payments', wanted(parts)],
          ['/credit-uses', { currency: 'EUR', parts }],
        ] as const)
          expect(statuses).toContain((await send(mine, path, body)).status);
    });
  });
});

describe('a key that comes again', () => {
  it('with another amount, other documents or another way is refused, and begins nothing', async () => {
    const [one, two] = [await invoice(), await invoice()];
    const first = await send(mine, '/payments', wanted([part(one)]), 'taken');
    expect(first.status).toBe(201);
    await app.settle();
    const count = gateway.count();
    await expectUntouched(app, async () => {
      for (const body of [
        wanted([part(one, { amount: 5000 })]),
        wanted([part(two)]),
        wanted([part(one), part(two)]),
        wanted([part(one)], { with: { provider: 'gateway', save: true } }),
      ])
        expect(codeOf(await send(mine, '/payments', body, 'taken'))).toBe('idempotency-key-reused');
    });
    expect(dataOf<PaymentDetail>(await send(mine, '/payments', wanted([part(one)]), 'taken')).id).toBe(dataOf<PaymentDetail>(first).id);
    expect(gateway.count()).toBe(count);
    // It is the caller's own: another customer's is another key.
    expect((await send(theirs, '/payments', wanted([part(await invoice(other.customer))]), 'taken')).status).toBe(201);
  });
});

describe('whoever tries cards by adding them', () => {
  it(`adds ${ADDS} an hour at most, and is told when to go on`, async () => {
    const answers = await Promise.all(Array.from({ length: 2 * ADDS }, () => send(theirs, '/payment-methods', { provider: 'gateway' })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(ADDS);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(ADDS);
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('has a gateway asked about one that is being added only so often, however often its page asks', async () => {
    const { id } = dataOf<{ method: { id: string } }>(await send(mine, '/payment-methods', { provider: 'gateway' })).method;
    const asked = gateway.odd.setUps;
    gateway.odd.setUpWaits = true;
    const answers = await Promise.all(Array.from({ length: 20 }, () => mine.get(`/payment-methods/${id}`)));
    gateway.odd.setUpWaits = false;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(gateway.odd.setUps - asked).toBe(1);
  });

  it('leaves none at the gateway that was removed while it was being added, and finished there afterwards', async () => {
    const { id } = dataOf<{ method: { id: string } }>(await send(mine, '/payment-methods', { provider: 'gateway' })).method;
    gateway.odd.setUpWaits = true;
    expect((await mine.delete(`/payment-methods/${id}`)).status).toBe(200);
    gateway.odd.setUpWaits = false;
    expect(gateway.odd.calls).not.toContain(`detach card-of-${id}`);
    await atOneInstant(() => paymentsOf(app.strapi).askDue(), new Date(Date.now() + 25 * 3600 * 1000));
    expect(gateway.odd.calls.filter((call) => call === `detach card-of-${id}`)).toHaveLength(1);
  });

  it('keeps at the gateway what is still saved, though it was added a second time and that was removed', async () => {
    gateway.odd.setUpCalled = 'the-same-card';
    const add = async () => dataOf<{ method: { id: string } }>(await send(mine, '/payment-methods', { provider: 'gateway' })).method.id;
    const first = await add();
    await mine.get(`/payment-methods/${first}`);
    const second = await add();
    gateway.odd.setUpWaits = true;
    await mine.delete(`/payment-methods/${second}`);
    gateway.odd.setUpWaits = false;
    await atOneInstant(() => paymentsOf(app.strapi).askDue(), new Date(Date.now() + 25 * 3600 * 1000));
    gateway.odd.setUpCalled = undefined;
    expect(gateway.odd.calls).not.toContain('detach the-same-card');
    expect((await mine.get('/payment-methods')).text).toContain(first);
  });
});

it('a request whose body is no JSON, or larger than a payment may be, is refused', async () => {
  const headers = { cookie: mine.cookieHeader, 'x-customer-portal': '1', 'content-type': 'application/json' };
  const path = '/api/customer-portal/payments';
  await expectUntouched(app, async () => {
    expect((await sendRaw(app, { method: 'POST', path, headers, body: '{"currency":' })).status).toBe(400);
    expect((await sendRaw(app, { method: 'POST', path, headers, body: Buffer.alloc(300 * 1024, ' ') })).status).toBe(413);
  });
});
