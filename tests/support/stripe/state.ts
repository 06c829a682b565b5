import type Stripe from 'stripe';
import * as make from './objects';

/** What a card or an account does when it is charged. `asks`: the bank wants the customer to confirm. `slow`: it takes days. */
export type Manner = 'good' | 'declines' | 'asks' | 'slow';

/** An error as Stripe answers it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: {
      type: string;
      code?: string;
      param?: string;
      decline_code?: string;
      advice_code?: string;
      payment_intent?: Stripe.PaymentIntent;
    },
    message: string,
  ) {
    super(message);
  }
}
export const invalid = (message: string, code?: string, param?: string): Refusal =>
  new Refusal(400, { type: 'invalid_request_error', code, param }, message);
const missing = (what: string, id: string): Refusal =>
  new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing', param: 'id' }, `No such ${what}: '${id}'`);

type Kept =
  | Stripe.Customer
  | Stripe.PaymentMethod
  | Stripe.PaymentIntent
  | Stripe.Charge
  | Stripe.SetupIntent
  | Stripe.Checkout.Session
  | Stripe.Refund;
interface Kinds {
  customer: Stripe.Customer;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  setup_intent: Stripe.SetupIntent;
  'checkout.session': Stripe.Checkout.Session;
  refund: Stripe.Refund;
}

/** What Stripe holds, and what changes it whoever asks: requests of the API and people on its pages. */
export class State {
  private readonly things = new Map<string, Kept>();
  readonly manners = new Map<string, Manner>();
  /** Newest last. */
  readonly events: { id: string; type: string; created: number; object: object }[] = [];

  constructor(readonly seconds: () => number) {}

  add<T extends Kept>(thing: T): T {
    this.things.set(thing.id, thing);
    return thing;
  }

  any(id: string): Kept | undefined {
    return this.things.get(id);
  }

  get<K extends keyof Kinds>(kind: K, id: string): Kinds[K] {
    const thing = this.things.get(id);
    if (thing?.object !== kind) throw missing(kind, id);
    if (thing.object === 'checkout.session') this.expireIfOver(thing);
    return thing as Kinds[K];
  }

  /** Newest first, as Stripe lists. */
  all<K extends keyof Kinds>(kind: K): Kinds[K][] {
    const those = [...this.things.values()].filter((thing) => thing.object === kind) as Kinds[K][];
    for (const thing of those) if (thing.object === 'checkout.session') this.expireIfOver(thing);
    return those.reverse();
  }

  forget(id: string): void {
    this.things.delete(id);
  }

  tell(type: string, object: object): void {
    this.events.push({ id: make.newId('evt'), type, created: this.seconds(), object: structuredClone(object) });
  }

  expire(session: Stripe.Checkout.Session): void {
    Object.assign(session, { status: 'expired', url: null });
    this.tell('checkout.session.expired', session);
  }

  private expireIfOver(session: Stripe.Checkout.Session): void {
    if (session.status === 'open' && session.expires_at <= this.seconds()) this.expire(session);
  }

  newMethod(manner: Manner, owner: string | null): Stripe.PaymentMethod {
    const method = make.paymentMethod(manner === 'slow' ? 'sepa_debit' : 'card', '4242', owner, this.seconds());
    this.manners.set(method.id, manner);
    return this.add(method);
  }

  /** An intent meets a method. `there`: the customer can be asked. */
  confirm(intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, there: boolean, returnUrl?: string): void {
    intent.payment_method = method.id;
    switch (this.manners.get(method.id)) {
      case 'declines':
        this.decline(intent, method, 'card_declined', 'insufficient_funds', 'Your card has insufficient funds.');
        return;
      case 'asks':
        if (!there) {
          this.decline(
            intent,
            method,
            'authentication_required',
            'authentication_required',
            'Your card was declined. This transaction requires authentication.',
          );
          return;
        }
        intent.status = 'requires_action';
        intent.next_action = {
          type: 'redirect_to_url',
          redirect_to_url: { return_url: returnUrl ?? null, url: `https://hooks.stripe.com/redirect/authenticate/${intent.id}` },
        };
        this.tell('payment_intent.requires_action', intent);
        return;
      case 'slow': {
        const charge = this.add(make.charge(intent, method, 'pending', this.seconds()));
        Object.assign(intent, { status: 'processing', latest_charge: charge.id });
        this.tell('payment_intent.processing', intent);
        return;
      }
      default:
        this.succeed(intent, method);
    }
  }

  succeed(intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
    const before = typeof intent.latest_charge === 'string' ? this.get('charge', intent.latest_charge) : null;
    const charge = before?.status === 'pending' ? before : this.add(make.charge(intent, method, 'succeeded', this.seconds()));
    Object.assign(charge, { status: 'succeeded', paid: true, captured: true, amount_captured: intent.amount });
    Object.assign(intent, {
      status: 'succeeded',
      amount_received: intent.amount,
      latest_charge: charge.id,
      last_payment_error: null,
      next_action: null,
    });
    if (intent.setup_future_usage) method.customer = intent.customer as string | null;
    this.tell('charge.succeeded', charge);
    this.tell('payment_intent.succeeded', intent);
  }

  decline(intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, code: string, declineCode: string, message: string): void {
    const charge = this.add(make.charge(intent, method, 'failed', this.seconds()));
    Object.assign(charge, { failure_code: code, failure_message: message });
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    intent.latest_charge = charge.id;
    intent.next_action = null;
    intent.last_payment_error = {
      type: 'card_error',
      code: code,
      decline_code: declineCode,
      message,
      charge: charge.id,
      payment_method: structuredClone(method),
    };
    this.tell('payment_intent.payment_failed', intent);
  }
}
