import type Stripe from 'stripe';
import type { NextStep, SetUpVerdict, Verdict } from '../../../../../config/payment-provider';
import { fromStripe } from './amounts';
import { idOf } from './client';
import { faceOf, keptMethodOf } from './faces';
import { failureOf, isDebit } from './failures';

/** What we write beside a payment or a set-up at Stripe. `flow`: how it was begun, and with that who can go on with it. */
export interface Marks {
  portal_reference: string;
  portal_flow: 'checkout' | 'embedded' | 'charge' | 'charge-form';
}
/** Whether the customer goes on by the form: from the beginning, or since the bank wanted a charge confirmed. */
export const isByForm = (flow: Marks['portal_flow'] | undefined): boolean => flow === 'embedded' || flow === 'charge-form';
/** A refund says which payment it is of. */
export const marksOf = (metadata: Stripe.Metadata | null): Partial<Marks & { portal_payment: string }> => metadata ?? {};

/** What is asked for with every intent, so that one request says all. */
export const INTENT_EXPANDED = ['latest_charge', 'payment_method'];
export const SETUP_EXPANDED = ['payment_method', 'latest_attempt'];
export const SESSION_EXPANDED = [
  'payment_intent',
  ...INTENT_EXPANDED.map((one) => `payment_intent.${one}`),
  'setup_intent',
  'setup_intent.payment_method',
  'setup_intent.latest_attempt',
];

/** Seconds that a customer has, from the beginning of a payment. */
export const PATIENCE = 3600;
/** Seconds that a customer has to confirm what was charged while it was away: under the 24 hours that a session of Checkout may live. */
export const CONFIRM_WITHIN = 23 * 3600;
/** Seconds that the form of a payment or a set-up stays. */
export const patienceOf = (flow: Marks['portal_flow'] | undefined): number => (flow === 'charge-form' ? CONFIRM_WITHIN : PATIENCE);

const at = (seconds: number): Date => new Date(seconds * 1000);
const whole = <T extends { id: string }>(value: string | T | null | undefined): T | null =>
  typeof value === 'object' ? (value ?? null) : null;

type NextAction = Stripe.PaymentIntent.NextAction | Stripe.SetupIntent.NextAction | null;
type Hosted = 'hosted_verification_url' | 'hosted_voucher_url' | 'hosted_instructions_url';

const detailsOf = (action: NextAction) =>
  Object.values(action ?? {}).find((value: unknown) => typeof value === 'object' && value !== null) as
    | Partial<Record<'url' | Hosted, string | null>>
    | undefined;
/** The page of what takes days: a check by small amounts, a voucher, a transfer. */
const slowPageOf = (details: ReturnType<typeof detailsOf>): string | null =>
  details?.hosted_verification_url ?? details?.hosted_voucher_url ?? details?.hosted_instructions_url ?? null;
/** The page on which the customer goes on: a confirmation, or what takes days. */
function pageOf(action: NextAction): string | null {
  const details = detailsOf(action);
  return details?.url ?? slowPageOf(details);
}

/** What Stripe's form on a page of ours needs. */
const formOf = (intent: Stripe.PaymentIntent | Stripe.SetupIntent, publishableKey: string, expiresAt: Date | null): NextStep => ({
  kind: 'embedded',
  parameters: { publishableKey, clientSecret: intent.client_secret ?? '' },
  expiresAt,
});

/** The saved method of a payment that was to save it; a charge of a saved one saves nothing new. */
function savedOf(intent: Stripe.PaymentIntent): Pick<Verdict, 'saved'> {
  const account = idOf(intent.customer);
  const kept = keptMethodOf(whole(intent.payment_method), whole(intent.latest_charge)?.payment_method_details);
  return intent.setup_future_usage && kept && account !== null ? { saved: { ...kept, account } } : {};
}

/**
 * What an intent comes to, whoever begun it. Pure.
 * @param providerPayment what the payment is called: the id of its session, where it has one
 * @param publishableKey where the form stands on a page of ours
 */
export function intentVerdict(intent: Stripe.PaymentIntent, providerPayment: string, publishableKey?: string): Verdict {
  const charge = whole(intent.latest_charge);
  const details = charge?.payment_method_details ?? whole(intent.payment_method);
  const { portal_flow: flow } = marksOf(intent.metadata);
  const known = {
    providerPayment,
    ...fromStripe(intent.status === 'succeeded' ? intent.amount_received : intent.amount, intent.currency),
    ...(details && { method: faceOf(details) }),
    ...(charge?.amount_refunded && { refunded: fromStripe(charge.amount_refunded, charge.currency).amount }),
    ...(charge?.disputed && { disputed: true }),
  };
  const error = intent.last_payment_error;
  const until = at(intent.created + patienceOf(flow));
  switch (intent.status) {
    case 'succeeded':
      return { ...known, ...savedOf(intent), state: 'succeeded' };
    case 'canceled':
      return { ...known, state: 'canceled' };
    case 'processing':
    case 'requires_capture':
      return { ...known, state: 'pending' };
    case 'requires_action': {
      const url = pageOf(intent.next_action);
      if (url !== null)
        return { ...known, state: 'requires-action', next: { kind: 'redirect', url, expiresAt: flow === 'charge' ? until : null } };
      break;
    }
    case 'requires_payment_method':
      // The form takes another card; a debit that came back comes back when nobody is there.
      if (isByForm(flow) && publishableKey !== undefined && !isDebit(error?.payment_method?.type)) break;
      return { ...known, state: 'failed', failure: failureOf(error) };
  }
  if (isByForm(flow) && publishableKey !== undefined)
    return { ...known, state: 'requires-action', next: formOf(intent, publishableKey, until) };
  // Waits for something that no page of Stripe's is for (a bank's app), or is in a state that this does not know.
  return { ...known, state: intent.status === 'requires_action' ? 'pending' : 'unknown' };
}

/** The same payment again with the customer there, by the form: the bank wanted a confirmation. */
export const askByForm = (intent: Stripe.PaymentIntent, publishableKey: string): Verdict => ({
  providerPayment: intent.id,
  ...fromStripe(intent.amount, intent.currency),
  state: 'requires-action',
  next: formOf(intent, publishableKey, at(intent.created + CONFIRM_WITHIN)),
});

/** What a session of Checkout that takes a payment comes to; of a complete one its intent must be there. Pure. */
export function sessionVerdict(session: Stripe.Checkout.Session): Verdict {
  const intent = whole(session.payment_intent);
  const known = {
    providerPayment: session.id,
    ...(session.amount_total !== null && session.currency !== null && fromStripe(session.amount_total, session.currency)),
  };
  if (session.status === 'expired') return { ...known, state: 'canceled' };
  if (session.status === 'open')
    // A declined card leaves it open: the customer may take another.
    return session.url === null
      ? { ...known, state: 'unknown' }
      : { ...known, state: 'requires-action', next: { kind: 'redirect', url: session.url, expiresAt: at(session.expires_at) } };
  // Complete does not say paid: a debit is on its way for days.
  if (intent) return intentVerdict(intent, session.id);
  return { ...known, state: session.payment_status === 'paid' ? 'succeeded' : 'pending' };
}

/**
 * Whether a form waits in vain: Checkout ends its sessions, and nobody ends an intent but us. A confirmation that is under
 * way is given as long again, and what takes days its days. Pure.
 * @param key the publishable key; without one there is no page with the form any more
 */
export function isAbandoned(intent: Stripe.PaymentIntent | Stripe.SetupIntent, now: Date, key: string | undefined): boolean {
  const age = now.getTime() / 1000 - intent.created;
  const patience = patienceOf(marksOf(intent.metadata).portal_flow);
  if (intent.status === 'requires_action') return age > 2 * patience && slowPageOf(detailsOf(intent.next_action)) === null;
  const waits = intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation';
  return waits && (key === undefined || age > patience);
}

/**
 * What an intent that saves a method comes to, by Checkout or by the form. Pure.
 * @param publishableKey where the form stands on a page of ours
 */
export function setUpIntentVerdict(
  intent: Stripe.SetupIntent | null,
  owner: Stripe.SetupIntent['customer'],
  known: { providerSetUp: string },
  publishableKey?: string,
): SetUpVerdict {
  const account = idOf(owner);
  const attempt = whole(intent?.latest_attempt);
  const saved = keptMethodOf(whole(intent?.payment_method), attempt?.payment_method_details);
  if (intent?.status === 'succeeded' && saved && account !== null) return { ...known, state: 'succeeded', saved, account };
  const url = pageOf(intent?.next_action ?? null);
  if (url !== null) return { ...known, state: 'requires-action', next: { kind: 'redirect', url, expiresAt: null } };
  if (intent?.status === 'canceled') return { ...known, state: 'canceled' };
  // The form takes another card.
  const open = ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent?.status ?? '');
  if (intent && open && publishableKey !== undefined)
    return { ...known, state: 'requires-action', next: formOf(intent, publishableKey, at(intent.created + PATIENCE)) };
  if (intent?.status === 'requires_payment_method') return { ...known, state: 'failed', failure: failureOf(intent.last_setup_error) };
  return { ...known, state: 'pending' };
}

/** What a session of Checkout that saves a method comes to. Pure. */
export function setUpVerdict(session: Stripe.Checkout.Session): SetUpVerdict {
  const known = { providerSetUp: session.id };
  if (session.status === 'expired') return { ...known, state: 'canceled' };
  if (session.status === 'open')
    return session.url === null
      ? { ...known, state: 'unknown' }
      : { ...known, state: 'requires-action', next: { kind: 'redirect', url: session.url, expiresAt: at(session.expires_at) } };
  return setUpIntentVerdict(whole(session.setup_intent), session.customer, known);
}
