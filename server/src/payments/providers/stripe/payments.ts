import type Stripe from 'stripe';
import type { ChargeRequest, Failure, PaymentProvider, StartRequest, Verdict, Which } from '../../../../../config/payment-provider';
import { toStripe } from './amounts';
import { isReplay, type Parts } from './client';
import { OFFERED } from './faces';
import { isDebit, isMissing, making, NotMade, troubleOf } from './failures';
import { localeOf, NotSeen, type Store } from './sessions';
import {
  askByForm,
  CONFIRM_WITHIN,
  INTENT_EXPANDED,
  intentVerdict,
  isAbandoned,
  isByForm,
  marksOf,
  PATIENCE,
  sessionVerdict,
  type Marks,
} from './verdicts';

/** Characters of a value in Stripe's metadata. */
const VALUE = 500;

type PaymentMethods = Required<Pick<PaymentProvider, 'start' | 'retrieve' | 'cancel' | 'charge'>>;

/** Payments: begun, asked about, ended, and charged while the customer is away. */
export function createPayments({ stripe, options, context }: Parts, store: Store): PaymentMethods {
  const key = options.checkout === 'embedded' ? options.publishableKey : undefined;
  const failed = (failure: Failure): Verdict => ({ state: 'failed', failure });
  const impossible = (currency: string): Verdict =>
    failed({ code: 'method-unavailable', hard: true, message: `Stripe cannot take exactly this amount of ${currency}.` });

  const made = <T>(work: () => Promise<T>): Promise<T> => making(context.log, work);

  /** Does something at Stripe; what goes wrong is a verdict. */
  async function verdict<T extends Verdict | null>(work: () => Promise<T>, repeated?: () => Promise<Verdict | null>): Promise<T | Verdict> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotSeen) return { state: 'unknown' };
      if (error instanceof NotMade) return error.trouble.intent ? ofIntent(error.trouble.intent.id) : failed(error.trouble.failure);
      const trouble = troubleOf(error, context.log);
      // The same reference in other words: what was begun with it stands.
      if (trouble.kind === 'repeated' && repeated) return (await verdict(repeated)) ?? { state: 'unknown' };
      return { state: 'unknown' };
    }
  }

  const marks = (reference: string, flow: Marks['portal_flow']): Marks & Record<string, string> => ({
    portal_reference: reference,
    portal_flow: flow,
  });

  function sessionParams(request: Pick<StartRequest, 'reference' | 'description' | 'returnUrl'>, currency: string, amount: number) {
    const metadata = marks(request.reference, 'checkout');
    return {
      mode: 'payment',
      client_reference_id: request.reference,
      metadata,
      line_items: [{ quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: request.description } } }],
      // What is paid is what the invoice says, in its currency.
      adaptive_pricing: { enabled: false },
      payment_intent_data: { description: request.description, metadata },
      success_url: request.returnUrl,
      cancel_url: request.returnUrl,
    } satisfies Stripe.Checkout.SessionCreateParams;
  }

  async function startCheckout(request: StartRequest, amount: number, customer: string): Promise<Verdict> {
    const { payment_intent_data: data, ...params } = sessionParams(request, request.currency.toLowerCase(), amount);
    const session = await store.create(
      {
        ...params,
        payment_intent_data: { ...data, ...(request.save && { setup_future_usage: 'off_session' }) },
        customer,
        locale: localeOf(request.payer.language),
        expires_at: Math.floor(context.now().getTime() / 1000) + PATIENCE,
        ...(request.method && OFFERED[request.method] && { allowed_payment_method_types: OFFERED[request.method] }),
      },
      request.reference,
    );
    return sessionVerdict(session);
  }

  async function startForm(request: StartRequest, amount: number, customer: string): Promise<Verdict> {
    const { paymentIntents } = await stripe();
    const intent = await paymentIntents.create(
      {
        amount,
        currency: request.currency.toLowerCase(),
        customer,
        description: request.description,
        metadata: marks(request.reference, 'embedded'),
        automatic_payment_methods: { enabled: true },
        ...(request.save && { setup_future_usage: 'off_session' }),
        ...(request.method && OFFERED[request.method] && { allowed_payment_method_types: OFFERED[request.method] }),
        expand: INTENT_EXPANDED,
      },
      { idempotencyKey: request.reference },
    );
    return isReplay(intent) ? ofIntent(intent.id) : intentVerdict(intent, intent.id, key);
  }

  /**
   * A charge that the bank wants confirmed, with the customer there: by the form where the portal has it, else by a new
   * session of Checkout. Not by the intent's own confirmation: that page is gone within minutes, and the mail is read
   * tomorrow. All that it is made from stands in the intent, so that whoever comes by makes the same session.
   */
  async function ask(intent: Stripe.PaymentIntent): Promise<Verdict> {
    const expires = intent.created + CONFIRM_WITHIN;
    const left = expires - Math.floor(context.now().getTime() / 1000);
    if (key !== undefined && left > 0) {
      // From here on a card that is declined is not the end: the form takes another.
      await (await stripe()).paymentIntents.update(intent.id, { metadata: { portal_flow: 'charge-form' } satisfies Partial<Marks> });
      return askByForm(intent, key);
    }
    const { portal_reference: reference, portal_return: returnUrl } = intent.metadata;
    // A session of Checkout lives half an hour at least.
    if (key !== undefined || reference === undefined || returnUrl === undefined || left < 1800) return intentVerdict(intent, intent.id);
    const params = sessionParams({ reference, returnUrl, description: intent.description ?? reference }, intent.currency, intent.amount);
    const customer = typeof intent.customer === 'string' ? { customer: intent.customer } : {};
    return sessionVerdict(await store.create({ ...params, ...customer, locale: 'auto', expires_at: expires }, `${reference}-confirm`));
  }

  async function verdictOf(found: Stripe.PaymentIntent): Promise<Verdict> {
    const { portal_flow: flow } = marksOf(found.metadata);
    const intent = await ended(found, flow);
    if (flow === 'checkout') {
      const session = await store.sessionOf(intent.id);
      if (session) return sessionVerdict(session);
    }
    const confirm = flow === 'charge' && intent.status === 'requires_payment_method';
    if (confirm && intent.last_payment_error?.code === 'authentication_required') return ask(intent);
    return intentVerdict(intent, intent.id, key);
  }
  /**
   * Of the form: what nobody comes back to is ended, as Checkout ends its sessions. A debit that came back has failed, and
   * is ended as well: its form may still be open somewhere.
   */
  async function ended(intent: Stripe.PaymentIntent, flow: Marks['portal_flow'] | undefined): Promise<Stripe.PaymentIntent> {
    if (!isByForm(flow)) return intent;
    const cameBack = intent.status === 'requires_payment_method' && isDebit(intent.last_payment_error?.payment_method?.type);
    if (!cameBack && !isAbandoned(intent, context.now(), key)) return intent;
    const { paymentIntents } = await stripe();
    try {
      await paymentIntents.cancel(intent.id);
      if (cameBack) return intent;
    } catch (error) {
      // It was paid at the last moment.
      if (troubleOf(error).kind !== 'refused') throw error;
    }
    return store.intent(intent.id);
  }
  const ofIntent = async (id: string): Promise<Verdict> => verdict(async () => verdictOf(await store.intent(id)));

  /** What it is at Stripe; null: nothing. What has an id and is not there is in another account, whose keys were used before. */
  async function find({ providerPayment, reference }: Which): Promise<Stripe.Checkout.Session | Stripe.PaymentIntent | null> {
    if (providerPayment === null) return store.find(reference);
    try {
      return await (providerPayment.startsWith('cs_') ? store.session(providerPayment) : store.intent(providerPayment));
    } catch (error) {
      if (!isMissing(error)) throw error;
      context.log.error(
        `Stripe does not know the payment ${providerPayment}: were the keys of another account, or of its test mode, before?`,
      );
      throw new NotSeen();
    }
  }
  const told = (one: Stripe.Checkout.Session | Stripe.PaymentIntent): Promise<Verdict> | Verdict =>
    one.object === 'checkout.session' ? sessionVerdict(one) : verdictOf(one);

  return {
    start(request) {
      const amount = toStripe(request.amount, request.currency);
      if (amount === null) return Promise.resolve(impossible(request.currency));
      const byForm = key !== undefined;
      return verdict(
        () => made(async () => (byForm ? startForm : startCheckout)(request, amount, await store.customer(request.payer))),
        async () => {
          const customer = await store.customer(request.payer);
          const found = byForm
            ? await store.findIntent(request.reference, customer)
            : await store.findSession(request.reference, 'payment', customer);
          return found && told(found);
        },
      );
    },

    retrieve: (which) =>
      verdict(async () => {
        const found = await find(which);
        return found && told(found);
      }),

    cancel: (which) =>
      verdict(async () => {
        const found = await find(which);
        if (!found) return null;
        const { checkout, paymentIntents } = await stripe();
        try {
          await (found.object === 'checkout.session' ? checkout.sessions.expire(found.id) : paymentIntents.cancel(found.id));
        } catch (error) {
          // It is over, or on its way: what it is now says which.
          if (troubleOf(error).kind !== 'refused') throw error;
        }
        const now = await find({ providerPayment: found.id, reference: '' });
        return now && told(now);
      }),

    charge(request: ChargeRequest) {
      const { reference, payer, present, returnUrl } = request;
      const amount = toStripe(request.amount, request.currency);
      if (amount === null) return Promise.resolve(impossible(request.currency));
      if (payer.account === null) throw new Error('A saved method is charged with the account that it was saved under.');
      const customer = payer.account;
      return verdict(async () => {
        // Stripe forgets keys after a day: what was charged before is looked for as well.
        const before = await store.findIntent(reference, customer);
        if (before) return verdictOf(before);
        const { paymentIntents } = await stripe();
        const away = { off_session: true, automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;
        const there = { return_url: returnUrl, automatic_payment_methods: { enabled: true } };
        const params: Stripe.PaymentIntentCreateParams = {
          amount,
          currency: request.currency.toLowerCase(),
          customer,
          payment_method: request.saved,
          description: request.description,
          metadata: { ...marks(reference, 'charge'), ...(returnUrl.length <= VALUE && { portal_return: returnUrl }) },
          confirm: true,
          ...(present ? there : away),
          expand: INTENT_EXPANDED,
        };
        const intent = await made(() => paymentIntents.create(params, { idempotencyKey: reference }));
        return isReplay(intent) ? ofIntent(intent.id) : verdictOf(intent);
      });
    },
  };
}
