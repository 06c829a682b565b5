import { randomUUID } from 'node:crypto';
import type { PaymentProvider, StartRequest } from '../../../config/payment-provider';
import { tagOf } from '../../../server/src/payments/providers/razorpay/answers';
import { FakeRazorpay, KEYS } from '../../support/razorpay';
import { providerOn } from '../../support/razorpay/provider';

const RETURN = 'https://portal.example.com/payments/back';

let fake: FakeRazorpay;
let provider: PaymentProvider;
let logged: string[];
beforeEach(async () => {
  fake = new FakeRazorpay();
  logged = [];
  provider = await providerOn(fake, {}, logged);
});
afterEach(() => fake.stop());

const request = (change: Partial<StartRequest> = {}): StartRequest => ({
  reference: randomUUID(),
  amount: 118_000,
  currency: 'INR',
  description: 'Invoice INV-00012',
  payer: { customer: randomUUID(), name: 'Asha Example', email: 'asha@example.com', language: 'en', account: null },
  returnUrl: RETURN,
  save: false,
  ...change,
});
const byReference = (reference: string) => provider.retrieve({ providerPayment: null, reference });

describe('a payment by Razorpay', () => {
  it('is a link with our reference, which nobody but the portal tells the customer of', async () => {
    const one = request({ method: 'upi' });
    const verdict = await provider.start(one);
    expect(verdict).toMatchObject({ state: 'requires-action', amount: 118_000, currency: 'INR', next: { kind: 'redirect' } });
    expect(fake.requests.at(-1)?.body).toMatchObject({
      reference_id: one.reference,
      notes: { portal_reference: one.reference },
      accept_partial: false,
      notify: { sms: false, email: false },
      reminder_enable: false,
      callback_url: RETURN,
      options: { checkout: { method: { upi: true, card: false, netbanking: false, wallet: false } } },
    });
  });

  it('is begun also for a customer of whom no address is on file', async () => {
    expect(await provider.start(request({ payer: { ...request().payer, email: '' } }))).toMatchObject({ state: 'requires-action' });
  });

  it('is of one reference also where that is longer than Razorpay takes', async () => {
    const reference = `a-reference-that-is-longer-than-forty-characters-${randomUUID()}`;
    const first = await provider.start(request({ reference }));
    const again = await provider.start(request({ reference }));
    expect(again.providerPayment).toBe(first.providerPayment);
    expect(fake.links[0]?.reference_id).toHaveLength(40);
    expect(tagOf('short')).toHaveLength(40);
  });

  it('waits on when an attempt fails, is paid by the next, and says with what: never with an address of UPI', async () => {
    const one = request();
    await provider.start(one);
    fake.pay(one.reference, 'declined');
    expect(await byReference(one.reference)).toMatchObject({ state: 'requires-action' });
    fake.pay(one.reference, 'upi');
    const verdict = await byReference(one.reference);
    expect(verdict).toMatchObject({ state: 'succeeded', method: { kind: 'upi', brand: '', last4: '' } });
    expect(JSON.stringify(verdict)).not.toContain('exampleupi');
  });

  it('by card shows its network and last four', async () => {
    const one = request();
    await provider.start(one);
    fake.pay(one.reference, 'card');
    expect(await byReference(one.reference)).toMatchObject({
      method: { kind: 'card', brand: 'Visa', last4: '1111', expires: { year: 2031, month: 8 } },
    });
  });

  it('that is authorized and not captured yet is pending', async () => {
    const one = request();
    await provider.start(one);
    fake.pay(one.reference, 'authorized');
    expect(await byReference(one.reference)).toMatchObject({ state: 'pending' });
  });

  it('that nobody made within the hour is canceled, and counts all the same when it was captured late', async () => {
    const one = request();
    await provider.start(one);
    fake.ahead = 3700;
    expect(await byReference(one.reference)).toMatchObject({ state: 'canceled' });
    fake.link(one.reference).status = 'created';
    fake.pay(one.reference, 'upi');
    fake.link(one.reference).status = 'expired';
    expect(await byReference(one.reference)).toMatchObject({ state: 'succeeded' });
  });

  it('that Razorpay refuses has failed, and the team finds why, without what was sent', async () => {
    const payer = { ...request().payer, email: 'no address' };
    expect(await provider.start(request({ payer }))).toMatchObject({ state: 'failed', failure: { code: 'processing-error', hard: true } });
    expect(logged).toEqual([expect.stringContaining('customer')]);
    expect(logged.join()).not.toContain('no address');
    expect(await provider.start(request({ amount: 1 }))).toMatchObject({ state: 'failed', failure: { code: 'limit-exceeded' } });
  });

  it.each([[409], [429], [500], [200], ['dropped']] as const)('is unknown after %s, and begun then', async (fault) => {
    const one = request();
    fake.faultOf = (method) => (method === 'POST' ? fault : null);
    expect((await provider.start(one)).state).toBe('unknown');
    fake.faultOf = () => null;
    expect(await byReference(one.reference)).toBeNull();
    expect((await provider.start(one)).state).toBe('requires-action');
  });

  it('that another account has is unknown, and the team is told why', async () => {
    expect(await provider.retrieve({ providerPayment: 'plink_of_another', reference: 'r' })).toEqual({ state: 'unknown' });
    expect(logged).toEqual([expect.stringContaining('keys of another account')]);
  });
});

describe('a refund by Razorpay', () => {
  it('is made once, also when Razorpay has forgotten the key', async () => {
    const one = request();
    const { providerPayment = '' } = await provider.start(one);
    fake.pay(one.reference, 'upi');
    const asked = { reference: randomUUID(), providerPayment, amount: 1000, currency: 'INR', full: false };
    const [first, second] = await Promise.all([provider.refund?.(asked), provider.refund?.(asked)]);
    expect(second).toEqual(first);
    fake.forgetKeys();
    expect(await provider.refund?.(asked)).toEqual(first);
    expect(await byReference(one.reference)).toMatchObject({ refunded: 1000 });
    expect(await provider.retrieveRefund?.({ ...asked, providerRefund: first?.providerRefund ?? null })).toEqual(first);
  });

  it('of what nobody paid has failed', async () => {
    const { providerPayment = '' } = await provider.start(request());
    const asked = { reference: randomUUID(), providerPayment, amount: 1000, currency: 'INR', full: false };
    expect(await provider.refund?.(asked)).toEqual({ state: 'failed', failure: 'Nothing was paid.' });
    expect(await provider.retrieveRefund?.({ ...asked, providerRefund: null })).toBeNull();
  });
});

describe('the keys of Razorpay', () => {
  it.each([
    [{}, true, 'knows the key'],
    [{ keySecret: 'wrong' }, false, 'make new ones'],
  ])('%j: %s', async (options, ok, message) => {
    await fake.stop();
    const other = await providerOn(fake, options);
    expect(await other.test()).toEqual({ ok, mode: 'test', message: expect.stringContaining(message) });
    if (!ok) expect(await other.start(request())).toMatchObject({ state: 'failed', failure: { hard: false } });
  });
});

describe('keys that were revoked', () => {
  it('say nothing of what was begun before', async () => {
    const one = request();
    const { providerPayment = '' } = await provider.start(one);
    fake.pay(one.reference, 'upi');
    await fake.stop();
    const other = await providerOn(fake, { keySecret: 'revoked' });
    const refund = { reference: randomUUID(), providerPayment, amount: 100, currency: 'INR', full: false };
    const said = [
      await other.retrieve({ providerPayment, reference: one.reference }),
      await other.retrieve({ providerPayment: null, reference: one.reference }),
      await other.cancel({ providerPayment, reference: one.reference }),
      await other.refund?.(refund),
      await other.retrieveRefund?.({ ...refund, providerRefund: null }),
    ];
    expect(said.map((verdict) => verdict?.state)).toEqual(said.map(() => 'unknown'));
  });
});

describe('a webhook of Razorpay', () => {
  const paid = { payment_link: { entity: { id: 'plink_1', notes: { portal_reference: 'r-1' } } } };

  it('is one event by its bytes, whatever header of an event it comes with', async () => {
    const { raw, headers } = fake.deliver('payment_link.paid', paid);
    const first = await provider.webhook?.({ raw, headers });
    const again = await provider.webhook?.({ raw, headers: { ...headers, 'x-razorpay-event-id': 'evt_made_up' } });
    expect(first).toEqual({
      event: expect.stringMatching(/^[0-9a-f]{64}$/u),
      about: { kind: 'payment', reference: 'r-1', providerPayment: 'plink_1' },
    });
    expect(again?.event).toBe(first?.event);
    const other = await provider.webhook?.(fake.deliver('payment_link.paid', paid, 1_700_000_001));
    expect(other?.event).not.toBe(first?.event);
  });

  it.each([
    [
      'payment.captured',
      { payment: { entity: { id: 'pay_1', notes: { portal_reference: 'r-1' } } } },
      { kind: 'payment', reference: 'r-1', providerPayment: null },
    ],
    [
      'payment.dispute.created',
      { payment: { entity: { id: 'pay_1', notes: { portal_reference: 'r-1' } } } },
      { kind: 'payment', reference: 'r-1', providerPayment: null },
    ],
    [
      'refund.processed',
      {
        refund: { entity: { id: 'rfnd_1', notes: { portal_reference: 'g-1', portal_payment: 'plink_1' } } },
        payment: { entity: { id: 'pay_1', notes: { portal_reference: 'r-1' } } },
      },
      { kind: 'refund', reference: 'g-1', providerPayment: 'plink_1' },
    ],
    [
      'refund.processed',
      { refund: { entity: { id: 'rfnd_1', notes: [] } }, payment: { entity: { id: 'pay_1', notes: { portal_reference: 'r-1' } } } },
      { kind: 'payment', reference: 'r-1', providerPayment: null },
    ],
    ['payment.captured', { payment: { entity: { id: 'pay_of_others', notes: [] } } }, { kind: 'none' }],
    ['settlement.processed', { settlement: { entity: { id: 'setl_1' } } }, { kind: 'none' }],
  ])('%s of %j is about %j', async (name, payload, about) => {
    expect((await provider.webhook?.(fake.deliver(name, payload)))?.about).toEqual(about);
  });

  it('signed with the key of the API, or of other bytes, is not Razorpay’s', async () => {
    const { raw, headers } = fake.deliver('payment_link.paid', paid);
    await fake.stop();
    const other = await providerOn(fake, { webhookSecret: KEYS.keySecret });
    expect(await other.webhook?.({ raw, headers })).toBeNull();
    expect(await provider.webhook?.({ raw: Buffer.concat([raw, Buffer.from(' ')]), headers })).toBeNull();
  });
});
