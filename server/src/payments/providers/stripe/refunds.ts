import type Stripe from 'stripe';
import type { PaymentProvider, RefundRequest, RefundVerdict } from '../../../../../config/payment-provider';
import { toStripe } from './amounts';
import { idOf, isReplay, type Parts } from './client';
import { making, NotMade, troubleOf } from './failures';
import type { Store } from './sessions';
import { marksOf } from './verdicts';

function refundVerdict({ id, status, failure_reason: reason }: Stripe.Refund): RefundVerdict {
  const known = { providerRefund: id };
  switch (status) {
    case 'succeeded':
      return { ...known, state: 'succeeded' };
    case 'pending':
    case 'requires_action':
      return { ...known, state: 'pending' };
    case 'failed':
    case 'canceled':
      return { ...known, state: 'failed', failure: reason ?? status };
    default:
      return { ...known, state: 'unknown' };
  }
}

/** Money given back. */
export function createRefunds({ stripe, context }: Parts, store: Store): Required<Pick<PaymentProvider, 'refund' | 'retrieveRefund'>> {
  async function verdict<T extends RefundVerdict | null>(work: () => Promise<T>): Promise<T | RefundVerdict> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotMade) return { state: 'failed', failure: error.message };
      troubleOf(error, context.log);
      return { state: 'unknown' };
    }
  }

  const intentOf = async (providerPayment: string): Promise<string | null> =>
    providerPayment.startsWith('cs_') ? idOf((await store.session(providerPayment)).payment_intent) : providerPayment;

  /** The refund of a reference among those of the payment: the list is up to date at once. */
  async function find(intent: string, reference: string): Promise<Stripe.Refund | null> {
    for await (const refund of (await stripe()).refunds.list({ payment_intent: intent, limit: 100 }))
      if (marksOf(refund.metadata).portal_reference === reference) return refund;
    return null;
  }

  return {
    refund: (request: RefundRequest) =>
      verdict(async () => {
        const amount = toStripe(request.amount, request.currency);
        if (amount === null) return { state: 'failed', failure: `Stripe cannot give back exactly this amount of ${request.currency}.` };
        const intent = await intentOf(request.providerPayment);
        if (intent === null) return { state: 'failed', failure: 'Nothing was paid.' };
        const { refunds } = await stripe();
        // Stripe forgets keys after a day: what was given back before is looked for as well.
        const before = await find(intent, request.reference);
        if (before) return refundVerdict(before);
        // With it a webhook says which payment it is about.
        const metadata = { portal_reference: request.reference, portal_payment: request.providerPayment };
        const params = { payment_intent: intent, amount, metadata };
        const made = await making(context.log, () => refunds.create(params, { idempotencyKey: request.reference }));
        return refundVerdict(isReplay(made) ? await refunds.retrieve(made.id) : made);
      }),

    retrieveRefund: ({ providerRefund, providerPayment, reference }) =>
      verdict(async () => {
        if (providerRefund !== null) return refundVerdict(await (await stripe()).refunds.retrieve(providerRefund));
        const intent = await intentOf(providerPayment);
        const found = intent === null ? null : await find(intent, reference);
        return found && refundVerdict(found);
      }),
  };
}
