import { randomUUID } from 'node:crypto';
import type { ChargeRequest, PaymentProvider, StartRequest, Verdict } from '../../../config/payment-provider';
import { FakeStripe } from '../../support/stripe';
import * as make from '../../support/stripe/objects';
import { dispute, intentsOf, send, settle, submit, takenBy } from '../../support/stripe/people';
import { providerOn, type Logged } from '../../support/stripe/provider';
import type { Manner } from '../../support/stripe/state';

const RETURN = 'https://portal.example.com/payments/back';
const HOUR = 3600;

let fake: FakeStripe;
let provider: PaymentProvider;
let logged: Logged;
beforeEach(async () => {
  fake = new FakeStripe();
  logged = { errors: [] };
  provider = await providerOn(fake, {}, logged);
});
afterEach(() => fake.stop());

const payer = () => ({ customer: randomUUID(), name: 'Ada Example', email: `${randomUUID()}@example.com`, language: 'de', account: null });
const request = (change: Partial<StartRequest> = {}): StartRequest => ({
  reference: randomUUID(),
  amount: 12_340,
  currency: 'EUR',
  description: 'Invoice INV-00012',
  payer: payer(),
  returnUrl: RETURN,
  save: false,
  ...change,
});
const sent = (route: string) => fake.requests.filter((one) => one.route === route);
const byReference = (reference: string) => provider.retrieve({ providerPayment: null, reference });

/** A method that is saved, and a charge of it while the customer is away. */
async function chargeOf(manner: Manner, change: Partial<ChargeRequest> = {}): Promise<ChargeRequest> {
  const { save: _save, ...rest } = request();
  const setUp = await provider.setUp?.({ reference: randomUUID(), payer: rest.payer, returnUrl: RETURN, currency: 'EUR' });
  submit(fake, setUp?.providerSetUp ?? '', manner);
  const now = await provider.retrieveSetUp?.({ providerSetUp: setUp?.providerSetUp ?? null, reference: '' });
  if (now?.state !== 'succeeded') throw new Error('Nothing was saved.');
  return { ...rest, payer: { ...rest.payer, account: now.account }, saved: now.saved.reference, present: false, ...change };
}
const charge = (one: ChargeRequest): Promise<Verdict> => provider.charge?.(one) ?? Promise.reject(new Error('It cannot charge.'));

describe('a payment on the page of Stripe', () => {
  it('has our reference on session and payment, ends within the hour, and leads back', async () => {
    const { reference } = request();
    const one = request({ reference, save: true, method: 'sepa-debit' });
    const verdict = await provider.start(one);
    expect(verdict).toMatchObject({ state: 'requires-action', amount: 12_340, currency: 'EUR', next: { kind: 'redirect' } });
    const [create] = sent('POST /v1/checkout/sessions');
    expect(create).toMatchObject({
      key: reference,
      params: {
        mode: 'payment',
        client_reference_id: reference,
        metadata: { portal_reference: reference },
        payment_intent_data: { metadata: { portal_reference: reference }, setup_future_usage: 'off_session', description: one.description },
        success_url: RETURN,
        cancel_url: RETURN,
        locale: 'de',
        allowed_payment_method_types: ['sepa_debit'],
        adaptive_pricing: { enabled: 'false' },
      },
    });
    fake.ahead = HOUR - 60;
    expect((await byReference(reference))?.state).toBe('requires-action');
    fake.ahead = HOUR + 60;
    expect((await byReference(reference))?.state).toBe('canceled');
  });

  it('is of one customer, however many are begun at once, and whoever was known before', async () => {
    const { payer: who } = request();
    await Promise.all([1, 2, 3].map(() => provider.start(request({ payer: who }))));
    expect(fake.state.all('customer')).toHaveLength(1);
    const [customer] = fake.state.all('customer');
    await provider.start(request({ payer: { ...who, email: 'new@example.com', account: customer?.id ?? null } }));
    expect(fake.state.all('customer')).toHaveLength(1);
    // One of another account, whose keys were used before.
    const verdict = await provider.start(request({ payer: { ...who, account: 'cus_of_another_account' } }));
    expect(verdict.state).toBe('requires-action');
    expect(fake.state.all('customer')).toHaveLength(1);
  });

  it('is begun also for a customer of whom no address is on file', async () => {
    expect(await provider.start(request({ payer: { ...payer(), email: '' } }))).toMatchObject({ state: 'requires-action' });
  });

  it('waits on when a card is declined, and takes another', async () => {
    const one = request();
    const { providerPayment = '' } = await provider.start(one);
    submit(fake, providerPayment, 'declines');
    expect(await byReference(one.reference)).toMatchObject({ state: 'requires-action', providerPayment });
    // Who asks by the payment itself, which a webhook names, is told the same.
    const [intent] = intentsOf(fake, one.reference);
    expect(await provider.retrieve({ providerPayment: intent?.id ?? '', reference: '' })).toMatchObject({
      state: 'requires-action',
      providerPayment,
    });
    submit(fake, providerPayment, 'good');
    expect(await byReference(one.reference)).toMatchObject({
      state: 'succeeded',
      providerPayment,
      method: { kind: 'card', brand: 'Visa', last4: '4242', expires: { year: 2031, month: 8 } },
    });
  });

  it('by bank debit is complete and not paid: pending, and failed when it comes back', async () => {
    const one = request();
    const { providerPayment = '' } = await provider.start(one);
    submit(fake, providerPayment, 'slow');
    expect(fake.state.get('checkout.session', providerPayment)).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    expect(await byReference(one.reference)).toMatchObject({ state: 'pending', method: { kind: 'sepa-debit', last4: '3000' } });
    expect(await provider.cancel({ providerPayment, reference: one.reference })).toMatchObject({ state: 'pending' });
    settle(fake, one.reference, 'failed');
    expect(await byReference(one.reference)).toMatchObject({ state: 'failed', failure: { code: 'insufficient-funds', hard: false } });
  });

  it('of an amount that Stripe cannot take exactly is not begun', async () => {
    const verdict = await provider.start(request({ currency: 'KWD', amount: 5124 }));
    expect(verdict).toMatchObject({ state: 'failed', failure: { code: 'method-unavailable' } });
    expect(fake.requests).toEqual([]);
  });

  it('says that it is disputed, and what was given back by others', async () => {
    const one = request();
    const { providerPayment = '' } = await provider.start(one);
    submit(fake, providerPayment, 'good');
    expect(await byReference(one.reference)).not.toHaveProperty('disputed');
    dispute(fake, one.reference);
    const [intent] = intentsOf(fake, one.reference);
    fake.state.get('charge', intent?.latest_charge as string).amount_refunded = 340;
    expect(await byReference(one.reference)).toMatchObject({ state: 'succeeded', disputed: true, refunded: 340 });
  });

  it('whose customer could not be made is not begun, and can be begun then', async () => {
    const one = request();
    fake.faultOf = (method) => (method === 'POST' ? 'lost' : null);
    expect((await provider.start(one)).state).toBe('unknown');
    fake.faultOf = () => null;
    expect(await byReference(one.reference)).toBeNull();
    expect((await provider.start(one)).state).toBe('requires-action');
    expect(fake.state.all('customer')).toHaveLength(1);
  });
});

describe('a charge while the customer is away', () => {
  it('that the bank wants confirmed becomes a page of Stripe, one and the same whoever asks', async () => {
    const one = await chargeOf('asks');
    const verdict = await charge(one);
    expect(verdict).toMatchObject({ state: 'requires-action', next: { kind: 'redirect' } });
    const { providerPayment = '' } = verdict;
    expect(providerPayment).toMatch(/^cs_/u);
    const [intent] = intentsOf(fake, one.reference);
    // A webhook comes before our own commit, and a process may have died in between.
    for (const providerPayment of [intent?.id ?? '', null]) {
      expect(await provider.retrieve({ providerPayment, reference: one.reference })).toMatchObject({
        state: 'requires-action',
        providerPayment: verdict.providerPayment,
      });
    }
    expect((await charge(one)).providerPayment).toBe(providerPayment);
    expect(sent('POST /v1/checkout/sessions').filter(({ params }) => params.mode === 'payment')).toHaveLength(1);
    submit(fake, providerPayment, 'good');
    expect(await byReference(one.reference)).toMatchObject({ state: 'succeeded', providerPayment, amount: one.amount });
    expect(takenBy(fake, one.reference)).toBe(one.amount);
    expect(await charge(one)).toMatchObject({ state: 'succeeded', providerPayment });
  });

  it('that nobody confirmed for a day has failed', async () => {
    const one = await chargeOf('asks');
    const { providerPayment = '' } = await charge(one);
    const [intent] = intentsOf(fake, one.reference);
    fake.ahead = 24 * HOUR;
    expect(await provider.retrieve({ providerPayment, reference: one.reference })).toMatchObject({ state: 'canceled' });
    expect(await provider.retrieve({ providerPayment: intent?.id ?? '', reference: one.reference })).toMatchObject({
      state: 'failed',
      failure: { code: 'authentication-failed', hard: false },
    });
  });

  it('is confirmed at the bank at once where the customer is there', async () => {
    const verdict = await charge(await chargeOf('asks', { present: true }));
    expect(verdict).toMatchObject({
      state: 'requires-action',
      next: { kind: 'redirect', url: expect.stringContaining('hooks.stripe.com') },
    });
    expect(verdict.providerPayment).toMatch(/^pi_/u);
  });

  it('is made once, also when Stripe has forgotten the key', async () => {
    const one = await chargeOf('good');
    const [first, second] = await Promise.all([charge(one), charge(one)]);
    expect(second).toEqual(first);
    // It was saved before: nothing new is.
    expect(first).not.toHaveProperty('saved');
    fake.forgetKeys();
    fake.ahead = 30 * HOUR;
    expect((await charge(one)).providerPayment).toBe(first.providerPayment);
    expect(takenBy(fake, one.reference)).toBe(one.amount);
  });

  it('says why it was declined', async () => {
    const verdict = await charge(await chargeOf('declines'));
    expect(verdict).toMatchObject({
      state: 'failed',
      failure: { code: 'insufficient-funds', hard: false, message: 'insufficient_funds: Your card has insufficient funds.' },
    });
    expect(verdict.providerPayment).toMatch(/^pi_/u);
  });
});

describe('a refund', () => {
  it('is made once, also when Stripe has forgotten the key', async () => {
    const one = request();
    const { providerPayment = '' } = await provider.start(one);
    submit(fake, providerPayment, 'good');
    const asked = { reference: randomUUID(), providerPayment, amount: 1000, currency: 'EUR', full: false };
    const [first, second] = await Promise.all([provider.refund?.(asked), provider.refund?.(asked)]);
    expect(second).toEqual(first);
    fake.forgetKeys();
    expect(await provider.refund?.(asked)).toEqual(first);
    expect(await byReference(one.reference)).toMatchObject({ refunded: 1000 });
  });
});

describe('a Stripe that has trouble', () => {
  it.each([[409], [429], [500], ['dropped'], ['lost']] as const)(
    'is asked again after one %s, and nothing is begun twice',
    async (fault) => {
      const one = request();
      fake.faults.push(fault);
      // What says not to try again is believed.
      const verdict = await provider.start(one);
      const again = verdict.state === 'unknown' ? await provider.start(one) : verdict;
      expect(again.state).toBe('requires-action');
      expect(fake.state.all('checkout.session')).toHaveLength(1);
    },
  );

  it('leaves unknown what it has no answer to, and failed what it refused', async () => {
    fake.faultOf = () => 429;
    expect((await provider.start(request())).state).toBe('unknown');
    fake.faultOf = () => null;
    const verdict = await provider.start(request({ returnUrl: 'no address' }));
    expect(verdict).toMatchObject({ state: 'failed', failure: { code: 'processing-error' } });
    expect(logged.errors).toEqual([expect.stringContaining('url_invalid')]);
  });

  it('is not the place of a payment that another account has: nobody knows, and the team is told why', async () => {
    expect(await provider.retrieve({ providerPayment: 'cs_test_of_another_account', reference: 'r' })).toEqual({ state: 'unknown' });
    expect(logged.errors).toEqual([expect.stringContaining('keys of another account')]);
  });

  it('has had more payments than are looked at: nobody knows of one that is not found', async () => {
    const one = request();
    const { providerPayment = '' } = await provider.start(one);
    submit(fake, providerPayment, 'good');
    for (let made = 0; made < 2001; made += 1)
      fake.state.add(make.session({ mode: 'payment' }, 'https://checkout.stripe.com', fake.state.seconds()));
    fake.ahead = 120;
    expect(await byReference(one.reference)).toMatchObject({ state: 'succeeded', providerPayment });
    expect(await byReference('of nobody')).toEqual({ state: 'unknown' });
    // What is older than the lists are read is found by the search.
    fake.ahead = 100 * HOUR;
    expect(await byReference(one.reference)).toMatchObject({ state: 'succeeded', providerPayment });
    expect(await byReference('of nobody')).toBeNull();
  });
});

describe('the keys', () => {
  it('are right: whose account it is', async () => {
    expect(await provider.test()).toEqual({ ok: true, mode: 'test', message: 'Example Ltd, acct_fake' });
  });

  it.each([
    [{ secretKey: 'sk_test_wrong' }, 'copy it anew'],
    [{ secretKey: 'sk_live_wrong' }, 'not of the same mode'],
  ])('are wrong: what to do (%j)', async (options, message) => {
    await fake.stop();
    const other = await providerOn(fake, options);
    expect(await other.test()).toMatchObject({ ok: false, message: expect.stringContaining(message) });
    if (options.secretKey.startsWith('sk_test'))
      expect(await other.start(request())).toMatchObject({ state: 'failed', failure: { hard: false } });
  });

  it('that were revoked say nothing of what was begun before', async () => {
    const one = request();
    const { providerPayment = '' } = await provider.start(one);
    const away = await chargeOf('good');
    await fake.stop();
    const other = await providerOn(fake, { secretKey: 'sk_test_revoked' });
    const refund = { reference: randomUUID(), providerPayment, amount: 100, currency: 'EUR', full: false };
    const said = [
      await other.retrieve({ providerPayment, reference: one.reference }),
      await other.retrieve({ providerPayment: null, reference: one.reference }),
      await other.cancel({ providerPayment, reference: one.reference }),
      await other.charge?.(away),
      await other.refund?.(refund),
      await other.retrieveRefund?.({ ...refund, providerRefund: null }),
      await other.retrieveSetUp?.({ providerSetUp: null, reference: one.reference }),
    ];
    expect(said.map((verdict) => verdict?.state)).toEqual(said.map(() => 'unknown'));
    expect(await other.method?.(away.saved)).toBe('unknown');
    expect(await other.detach?.(away.saved)).toBe(false);
  });

  it('lack what the form needs', async () => {
    await fake.stop();
    await expect(providerOn(fake, { checkout: 'embedded', publishableKey: undefined })).rejects.toThrow('publishableKey');
  });
});

describe('the form on a page of ours', () => {
  it('is told what is public, and the page what it may load', async () => {
    await fake.stop();
    const form = await providerOn(fake, { checkout: 'embedded' });
    const verdict = await form.start(request());
    const [intent] = fake.state.all('payment_intent');
    expect(verdict).toMatchObject({
      state: 'requires-action',
      next: { kind: 'embedded', parameters: { publishableKey: 'pk_test_fake', clientSecret: intent?.client_secret } },
    });
    expect(form.form?.csp['script-src']).toContain('https://js.stripe.com');
    expect(provider.form).toBeUndefined();
  });

  it('saves a method, and ends a set-up that nobody comes back to', async () => {
    await fake.stop();
    const form = await providerOn(fake, { checkout: 'embedded' });
    const setUp = { reference: randomUUID(), payer: payer(), returnUrl: RETURN, currency: 'EUR', method: 'card' } as const;
    const verdict = await form.setUp?.(setUp);
    const [intent] = fake.state.all('setup_intent');
    expect(verdict).toMatchObject({ state: 'requires-action', providerSetUp: intent?.id, next: { kind: 'embedded' } });
    const which = { providerSetUp: intent?.id ?? null, reference: setUp.reference };
    fake.ahead = 1.1 * HOUR;
    expect(await form.retrieveSetUp?.(which)).toEqual({ state: 'canceled', providerSetUp: intent?.id });
    expect(fake.state.all('setup_intent')[0]?.status).toBe('canceled');
  });

  it('asks for what the bank wants of a charge', async () => {
    const one = await chargeOf('asks');
    await fake.stop();
    const form = await providerOn(fake, { checkout: 'embedded' });
    expect(await form.charge?.(one)).toMatchObject({ state: 'requires-action', next: { kind: 'embedded' } });
    expect(sent('POST /v1/checkout/sessions').filter(({ params }) => params.mode === 'payment')).toEqual([]);
  });

  it('goes on with such a charge until it is paid, declined cards between, and ends it when nobody comes', async () => {
    const [one, other] = [await chargeOf('asks'), await chargeOf('asks')];
    await fake.stop();
    const form = await providerOn(fake, { checkout: 'embedded' });
    await form.charge?.(one);
    const [intent] = intentsOf(fake, one.reference);
    const which = { providerPayment: intent?.id ?? null, reference: one.reference };
    send(fake, intent?.id ?? '', 'declines');
    expect(await form.retrieve(which)).toMatchObject({ state: 'requires-action', next: { kind: 'embedded' } });
    Object.assign(intent ?? {}, { status: 'requires_action', next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} } });
    expect(await form.retrieve(which)).toMatchObject({ state: 'requires-action', next: { kind: 'embedded' } });
    Object.assign(intent ?? {}, { status: 'requires_payment_method', next_action: null });
    send(fake, intent?.id ?? '', 'good');
    expect(await form.retrieve(which)).toMatchObject({ state: 'succeeded' });

    await form.charge?.(other);
    const left = { providerPayment: intentsOf(fake, other.reference)[0]?.id ?? null, reference: other.reference };
    fake.ahead = 22 * HOUR;
    expect(await form.retrieve(left)).toMatchObject({ state: 'requires-action' });
    fake.ahead = 24 * HOUR;
    expect(await form.retrieve(left)).toMatchObject({ state: 'canceled' });
  });

  it('that a debit was sent with takes nothing more once that came back', async () => {
    await fake.stop();
    const form = await providerOn(fake, { checkout: 'embedded' });
    const one = request();
    const { providerPayment = '' } = await form.start(one);
    send(fake, providerPayment, 'slow');
    settle(fake, one.reference, 'failed');
    const verdict = await form.retrieve({ providerPayment, reference: one.reference });
    expect(verdict).toMatchObject({ state: 'failed', failure: { code: 'insufficient-funds' } });
    expect(fake.state.all('payment_intent')[0]?.status).toBe('canceled');
  });

  it('gives a check by small amounts its days', async () => {
    await fake.stop();
    const form = await providerOn(fake, { checkout: 'embedded' });
    const one = request();
    const { providerPayment = '' } = await form.start(one);
    const [intent] = fake.state.all('payment_intent');
    const hosted_verification_url = 'https://payments.stripe.com/microdeposit/of-this';
    const details = { arrival_date: 0, microdeposit_type: 'amounts', hosted_verification_url };
    const next_action = { type: 'verify_with_microdeposits', verify_with_microdeposits: details };
    Object.assign(intent ?? {}, { status: 'requires_action', next_action });
    fake.ahead = 50 * HOUR;
    const verdict = await form.retrieve({ providerPayment, reference: one.reference });
    expect(verdict).toMatchObject({ state: 'requires-action', next: { kind: 'redirect', url: hosted_verification_url } });
  });

  it('is ended at Stripe once the portal has none any more, so that an open one takes nothing besides', async () => {
    await fake.stop();
    const form = await providerOn(fake, { checkout: 'embedded' });
    const one = request();
    const { providerPayment = '' } = await form.start(one);
    await fake.stop();
    const page = await providerOn(fake, { checkout: 'redirect' });
    expect(await page.retrieve({ providerPayment, reference: one.reference })).toMatchObject({ state: 'canceled' });
    expect(fake.state.all('payment_intent')[0]?.status).toBe('canceled');
  });
});

describe('without the package of Stripe', () => {
  it('says to install it', async () => {
    await jest.isolateModulesAsync(async () => {
      jest.doMock('stripe', () => {
        throw new Error("Cannot find module 'stripe'");
      });
      const { stripe } = await import('../../../server/src/payments/providers/stripe');
      const options = { secretKey: 'sk_test_x', webhookSecret: 'whsec_x' };
      const log = { warn: () => undefined, error: () => undefined };
      const bare = stripe.init(options, { key: 'stripe', now: () => new Date(0), log });
      expect(await bare.test()).toMatchObject({ ok: false, message: expect.stringContaining('npm install stripe') });
      await expect(bare.start(request())).rejects.toThrow('npm install stripe');
    });
    jest.dontMock('stripe');
  });
});
