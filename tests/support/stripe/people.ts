import Stripe from 'stripe';
import type { WebhookDelivery } from '../../../config/payment-provider';
import { type FakeStripe, WEBHOOK_SECRET } from './index';
import * as make from './objects';
import { paramsOf } from './routes';
import type { Manner } from './state';

/** The page of Checkout: the customer submits it with a method. */
export function submit(fake: FakeStripe, sessionId: string, manner: Manner): void {
  const { state } = fake;
  const session = state.get('checkout.session', sessionId);
  if (session.status !== 'open') throw new Error(`This page is over: ${String(session.status)}.`);
  const params = paramsOf(session);
  const owner = session.customer as string | null;
  if (session.mode === 'setup') {
    const method = state.newMethod(manner, owner);
    const intent = state.add(
      make.setupIntent(
        {
          customer: owner,
          metadata: (params.setup_intent_data?.metadata ?? {}) as Stripe.Metadata,
          payment_method: method.id,
          status: 'succeeded',
        },
        state.seconds(),
      ),
    );
    Object.assign(session, { status: 'complete', setup_intent: intent.id, url: null });
    state.tell('setup_intent.succeeded', intent);
    state.tell('checkout.session.completed', session);
    return;
  }
  const data = params.payment_intent_data;
  const intent =
    typeof session.payment_intent === 'string'
      ? state.get('payment_intent', session.payment_intent)
      : state.add(
          make.intent(
            {
              amount: session.amount_total ?? 0,
              currency: session.currency ?? '',
              customer: owner ?? undefined,
              metadata: data?.metadata,
              description: data?.description,
              setup_future_usage: data?.setup_future_usage,
            },
            state.seconds(),
          ),
        );
  session.payment_intent = intent.id;
  // Checkout has the bank's confirmation on its own page.
  state.confirm(intent, state.newMethod(manner === 'asks' ? 'good' : manner, null), true);
  if (intent.status === 'requires_payment_method') return;
  Object.assign(session, { status: 'complete', url: null, payment_status: intent.status === 'succeeded' ? 'paid' : 'unpaid' });
  state.tell('checkout.session.completed', session);
}

/** The form on a page of ours: the customer sends it with a method, to pay or to have it saved. */
export function send(fake: FakeStripe, intentId: string, manner: Manner): void {
  if (intentId.startsWith('seti_')) {
    const setUp = fake.state.get('setup_intent', intentId);
    Object.assign(setUp, { payment_method: fake.state.newMethod(manner, setUp.customer as string).id, status: 'succeeded' });
    fake.state.tell('setup_intent.succeeded', setUp);
    return;
  }
  fake.state.confirm(fake.state.get('payment_intent', intentId), fake.state.newMethod(manner, null), true);
}

/** The bank has an answer to what took days. */
export function settle(fake: FakeStripe, reference: string, as: 'succeeded' | 'failed'): void {
  const { state } = fake;
  const intent = intentsOf(fake, reference).find(({ status }) => status === 'processing');
  if (!intent) throw new Error(`Nothing of ${reference} takes days.`);
  const session = state.all('checkout.session').find(({ payment_intent: of }) => of === intent.id);
  const method = state.get('payment_method', intent.payment_method as string);
  if (as === 'succeeded') {
    state.succeed(intent, method);
    if (session) session.payment_status = 'paid';
  } else state.decline(intent, method, 'charge_exceeds_source_limit', 'insufficient_funds', 'The bank account has insufficient funds.');
  if (session) state.tell(`checkout.session.async_payment_${as}`, session);
}

/** Intents of a reference of ours, newest first. */
export const intentsOf = (fake: FakeStripe, reference: string): Stripe.PaymentIntent[] =>
  fake.state.all('payment_intent').filter(({ metadata }) => metadata.portal_reference === reference);

/** What Stripe took under a reference, as Stripe writes amounts. */
export const takenBy = (fake: FakeStripe, reference: string): number =>
  intentsOf(fake, reference).reduce((sum, { amount_received: received }) => sum + received, 0);

/** The customer's bank wants the money of a payment back. */
export function dispute(fake: FakeStripe, reference: string): void {
  const [intent] = intentsOf(fake, reference);
  const charge = fake.state.get('charge', intent?.latest_charge as string);
  charge.disputed = true;
  fake.state.tell('charge.dispute.created', {
    id: make.newId('du'),
    object: 'dispute',
    charge: charge.id,
    payment_intent: intent?.id,
    metadata: {},
  });
}

/** An event as Stripe sends it: the newest that fits. */
export function deliver(
  fake: FakeStripe,
  fits: (event: { type: string; object: object }) => boolean,
  sentAt = fake.state.seconds(),
): WebhookDelivery {
  const event = fake.state.events.findLast(fits);
  if (!event) throw new Error('There is no such event.');
  const { id, type, created, object } = event;
  const payload = JSON.stringify({
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    data: { object },
    livemode: false,
    type,
  });
  const signature = new Stripe('sk_test_signs').webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET, timestamp: sentAt });
  return { raw: Buffer.from(payload), headers: { 'stripe-signature': signature, 'content-type': 'application/json; charset=utf-8' } };
}
