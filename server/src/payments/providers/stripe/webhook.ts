import type Stripe from 'stripe';
import type { WebhookDelivery, WebhookHint } from '../../../../../config/payment-provider';
import { idOf, type Parts } from './client';
import type { Store } from './sessions';
import { marksOf } from './verdicts';

/** Seconds that a webhook may be old: what somebody has recorded is worth nothing later. */
const TOLERANCE = 300;

type About = WebhookHint['about'];
const NONE: About = { kind: 'none' };

/** What is about a payment: by our reference. The id is that of what it was begun with, which of a session's intent is another. */
function paymentOf(metadata: Stripe.Metadata | null, id: string): About {
  const { portal_reference: reference, portal_flow: flow } = marksOf(metadata);
  // Others may take payments with the same account.
  return reference === undefined ? NONE : { kind: 'payment', reference, providerPayment: flow === 'checkout' ? null : id };
}

/** Webhooks: checked over their bytes, and read as far as to know what to ask about. */
export function createWebhook({ stripe, options, context }: Parts, store: Store) {
  async function aboutOf(event: Stripe.Event): Promise<About> {
    const { object } = event.data;
    switch (object.object) {
      case 'checkout.session': {
        const { client_reference_id: reference, metadata, mode, id } = object;
        if (reference === null || marksOf(metadata).portal_reference === undefined) return NONE;
        return mode === 'setup' ? { kind: 'set-up', reference, providerSetUp: id } : { kind: 'payment', reference, providerPayment: id };
      }
      case 'payment_intent':
        return paymentOf(object.metadata, object.id);
      case 'setup_intent': {
        const { portal_reference: reference, portal_flow: flow } = marksOf(object.metadata);
        return reference === undefined ? NONE : { kind: 'set-up', reference, providerSetUp: flow === 'embedded' ? object.id : null };
      }
      case 'charge': {
        const intent = idOf(object.payment_intent);
        return intent === null ? NONE : paymentOf(object.metadata, intent);
      }
      case 'dispute': {
        // It names the intent and nothing of ours.
        const intent = idOf(object.payment_intent);
        return intent === null ? NONE : paymentOf((await store.intent(intent)).metadata, intent);
      }
      case 'refund': {
        const { portal_reference: reference, portal_payment: payment = null } = marksOf(object.metadata);
        return reference === undefined ? NONE : { kind: 'refund', reference, providerPayment: payment };
      }
      case 'payment_method':
        return { kind: 'method', saved: object.id };
      default:
        return NONE;
    }
  }

  return async ({ raw, headers }: WebhookDelivery): Promise<WebhookHint | null> => {
    const signature = headers['stripe-signature'];
    if (typeof signature !== 'string') return null;
    const { webhooks } = await stripe();
    let event: Stripe.Event;
    try {
      event = webhooks.constructEvent(raw, signature, options.webhookSecret, TOLERANCE, undefined, context.now().getTime());
    } catch {
      return null;
    }
    return { event: event.id, about: await aboutOf(event) };
  };
}
