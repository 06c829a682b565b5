import { randomUUID } from 'node:crypto';
import type { PaymentProvider, WebhookHint } from '../../../config/payment-provider';
import { FakeStripe } from '../../support/stripe';
import * as make from '../../support/stripe/objects';
import { deliver, dispute, intentsOf, settle, submit } from '../../support/stripe/people';
import { providerOn } from '../../support/stripe/provider';
import type { Manner } from '../../support/stripe/state';

let fake: FakeStripe;
let provider: PaymentProvider;
beforeAll(async () => {
  fake = new FakeStripe();
  provider = await providerOn(fake);
});
afterAll(() => fake.stop());

const RETURN = 'https://portal.example.com/payments/back';
const payer = () => ({ customer: randomUUID(), name: 'Ada', email: `${randomUUID()}@example.com`, language: 'en', account: null });

/** A payment that a customer made on the page of Stripe. */
async function paid(manner: Manner): Promise<{ reference: string; session: string }> {
  const reference = randomUUID();
  const begun = { reference, amount: 5000, currency: 'EUR', description: 'Invoice INV-1', payer: payer(), returnUrl: RETURN, save: false };
  const { providerPayment: session = '' } = await provider.start(begun);
  submit(fake, session, manner);
  return { reference, session };
}
async function saved(): Promise<{ reference: string; setUp: string }> {
  const reference = randomUUID();
  const setUp = await provider.setUp?.({ reference, payer: payer(), returnUrl: RETURN, currency: 'EUR' });
  submit(fake, setUp?.providerSetUp ?? '', 'good');
  return { reference, setUp: setUp?.providerSetUp ?? '' };
}
const hint = async (type: string): Promise<WebhookHint | null> =>
  (await provider.webhook?.(deliver(fake, (event) => event.type === type))) ?? null;
const about = async (type: string) => (await hint(type))?.about;

describe('a webhook of Stripe', () => {
  it('is about the session of a payment, by both names', async () => {
    const { reference, session } = await paid('good');
    expect(await about('checkout.session.completed')).toEqual({ kind: 'payment', reference, providerPayment: session });
  });

  it('is about a payment by our reference, where the id is not what it was begun with', async () => {
    const { reference } = await paid('declines');
    expect(await about('payment_intent.payment_failed')).toEqual({ kind: 'payment', reference, providerPayment: null });
  });

  it.each(['succeeded', 'failed'] as const)('tells that a bank debit %s', async (end) => {
    const { reference, session } = await paid('slow');
    settle(fake, reference, end);
    expect(await about(`checkout.session.async_payment_${end}`)).toEqual({ kind: 'payment', reference, providerPayment: session });
  });

  it('tells that nobody paid in time', async () => {
    const reference = randomUUID();
    const begun = { reference, amount: 5000, currency: 'EUR', description: 'Invoice', payer: payer(), returnUrl: RETURN, save: false };
    const { providerPayment } = await provider.start(begun);
    await provider.cancel({ providerPayment: providerPayment ?? null, reference });
    expect(await about('checkout.session.expired')).toEqual({ kind: 'payment', reference, providerPayment });
  });

  it('is about a payment whose money was given back, by whomever', async () => {
    const { reference, session } = await paid('good');
    const refund = randomUUID();
    await provider.refund?.({ reference: refund, providerPayment: session, amount: 5000, currency: 'EUR', full: true });
    expect(await about('charge.refunded')).toEqual({ kind: 'payment', reference, providerPayment: null });
    expect(await about('refund.created')).toEqual({ kind: 'refund', reference: refund, providerPayment: session });
  });

  it('is about a payment that is disputed, though it does not name ours', async () => {
    const { reference } = await paid('good');
    dispute(fake, reference);
    expect(await about('charge.dispute.created')).toEqual({ kind: 'payment', reference, providerPayment: null });
  });

  it('is about a set-up, and a method that was taken away', async () => {
    const { reference, setUp } = await saved();
    expect(await about('checkout.session.completed')).toEqual({ kind: 'set-up', reference, providerSetUp: setUp });
    expect(await about('setup_intent.succeeded')).toEqual({ kind: 'set-up', reference, providerSetUp: null });
    const now = await provider.retrieveSetUp?.({ providerSetUp: setUp, reference });
    const method = now?.state === 'succeeded' ? now.saved.reference : '';
    await provider.detach?.(method);
    expect(await about('payment_method.detached')).toEqual({ kind: 'method', saved: method });
  });

  it('of what others do with the same account is of no concern', async () => {
    const others = { metadata: { order: '1' }, amount: 100, currency: 'eur' };
    fake.state.tell('payment_intent.succeeded', make.intent(others, 0));
    expect(await about('payment_intent.succeeded')).toEqual({ kind: 'none' });
    fake.state.tell('checkout.session.completed', make.session({ client_reference_id: 'their order' }, 'https://checkout.stripe.com', 0));
    expect(await about('checkout.session.completed')).toEqual({ kind: 'none' });
    fake.state.tell('invoice.paid', { id: 'in_1', object: 'invoice' });
    expect(await about('invoice.paid')).toEqual({ kind: 'none' });
  });

  it('is taken for five minutes, by the clock of the portal', async () => {
    await paid('good');
    const at = (seconds: number) => deliver(fake, ({ type }) => type === 'payment_intent.succeeded', fake.state.seconds() - seconds);
    expect(await provider.webhook?.(at(290))).not.toBeNull();
    expect(await provider.webhook?.(at(310))).toBeNull();
    const recorded = at(0);
    fake.ahead = 600;
    expect(await provider.webhook?.(recorded)).toBeNull();
    fake.ahead = 0;
  });

  it('of a charge while the customer was away names it by its id', async () => {
    const { setUp } = await saved();
    const now = await provider.retrieveSetUp?.({ providerSetUp: setUp, reference: '' });
    if (now?.state !== 'succeeded') throw new Error('Nothing was saved.');
    const reference = randomUUID();
    const { account, saved: method } = now;
    const asked = {
      reference,
      amount: 5000,
      currency: 'EUR',
      description: 'Invoice',
      returnUrl: RETURN,
      saved: method.reference,
      present: false,
    };
    await provider.charge?.({ ...asked, payer: { ...payer(), account } });
    expect(await about('payment_intent.succeeded')).toEqual({
      kind: 'payment',
      reference,
      providerPayment: intentsOf(fake, reference)[0]?.id,
    });
  });
});
