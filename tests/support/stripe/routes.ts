import type Stripe from 'stripe';
import * as make from './objects';
import { invalid, Refusal, type State } from './state';

type Handler = (state: State, params: never, id: string) => object;
const handler = <P>(work: (state: State, params: P, id: string) => object): Handler => work;

/** A page of a list. */
function page<T extends { id: string; created: number }>(
  all: T[],
  params: Stripe.PaginationParams & { created?: Stripe.RangeQueryParam | number },
  url: string,
) {
  const { limit = 10, starting_after: after, created } = params;
  const since = typeof created === 'object' ? (created.gte ?? 0) : 0;
  const fitting = all.filter((one) => one.created >= since);
  const start = after === undefined ? 0 : fitting.findIndex(({ id }) => id === after) + 1;
  return { object: 'list', data: fitting.slice(start, start + limit), has_more: fitting.length > start + limit, url };
}

/** Refuses amounts as Stripe does (docs.stripe.com/currencies). */
function checkAmount(amount: number | undefined, currency: string | undefined, param: string): void {
  if (amount === undefined || currency === undefined) throw invalid(`Missing required param: ${param}.`, 'parameter_missing', param);
  if (currency !== currency.toLowerCase()) throw invalid(`Invalid currency: ${currency}.`, undefined, 'currency');
  if (!Number.isInteger(amount) || amount < 1) throw invalid(`Invalid integer: ${amount}`, 'parameter_invalid_integer', param);
  if (['isk', 'ugx'].includes(currency) && amount % 100 !== 0)
    throw invalid(`Invalid amount. Currency ${currency} has become effectively zero-decimal.`, undefined, param);
  if (['bhd', 'jod', 'kwd', 'omr', 'tnd'].includes(currency) && amount % 10 !== 0)
    throw invalid('Invalid amount: the last digit must be 0.', undefined, param);
  if (amount > 99_999_999) throw invalid('Amount must be no more than 999,999.99', 'amount_too_large', param);
  if (['usd', 'eur'].includes(currency) && amount < 50)
    throw invalid('Amount must convert to at least 50 cents.', 'amount_too_small', param);
}

function checkMetadata(metadata: unknown): void {
  for (const [key, value] of Object.entries((metadata ?? {}) as Record<string, string>))
    if (key.length > 40 || value.length > 500) throw invalid(`Metadata ${key} is too long.`, undefined, 'metadata');
}

function checkUrl(url: string | undefined, param: string): void {
  if (url === undefined || !URL.canParse(url)) throw invalid(`Not a valid URL: ${param}`, 'url_invalid', param);
}

/** A handler a route; what it throws is answered. */
export const HANDLERS: Record<string, Handler> = {
  'GET /v1/account': handler(
    () =>
      ({
        id: 'acct_fake',
        object: 'account',
        charges_enabled: true,
        settings: { dashboard: { display_name: 'Example Ltd', timezone: 'Europe/Berlin' } } as Stripe.Account.Settings,
      }) satisfies Partial<Stripe.Account>,
  ),

  'POST /v1/customers': handler((state, params: Stripe.CustomerCreateParams) => {
    checkMetadata(params.metadata);
    if (params.email !== undefined && !params.email.includes('@')) throw invalid('Invalid email address.', 'email_invalid', 'email');
    return state.add(make.customer(params, state.seconds()));
  }),
  'GET /v1/customers': handler((state, params: Stripe.CustomerListParams) => {
    if (params.email === '') throw invalid('You passed an empty string for email.', 'parameter_invalid_empty', 'email');
    return page(
      state.all('customer').filter(({ email }) => params.email === undefined || email === params.email),
      params,
      '/v1/customers',
    );
  }),
  'GET /v1/customers/:id': handler((state, _params, id) => state.get('customer', id)),

  'POST /v1/checkout/sessions': handler((state, params: Stripe.Checkout.SessionCreateParams) => {
    checkUrl(params.success_url, 'success_url');
    checkMetadata(params.metadata);
    checkMetadata(params.payment_intent_data?.metadata);
    if ((params.client_reference_id?.length ?? 0) > 200) throw invalid('client_reference_id is too long.');
    if (params.customer !== undefined) state.get('customer', params.customer);
    if (params.mode === 'setup') {
      if (params.line_items || params.payment_intent_data) throw invalid('Not in setup mode.', 'parameter_unknown');
      if (params.currency === undefined && !params.allowed_payment_method_types)
        throw invalid('Missing required param: currency.', 'parameter_missing');
    } else {
      const [item] = params.line_items ?? [];
      checkAmount(item?.price_data?.unit_amount, item?.price_data?.currency, 'line_items[0][price_data][unit_amount]');
      if (!item?.price_data?.product_data?.name) throw invalid('Missing required param: name.', 'parameter_missing');
    }
    const left = (params.expires_at ?? state.seconds() + 3600) - state.seconds();
    if (left < 1800 || left > 24 * 3600)
      throw invalid('`expires_at` must be between 30 minutes and 24 hours from creation.', undefined, 'expires_at');
    const session = state.add(make.session(params, 'https://checkout.stripe.com', state.seconds()));
    // What Checkout makes an intent of, when the customer submits its page.
    sessionParams.set(session, params);
    return session;
  }),
  'GET /v1/checkout/sessions': handler((state, params: Stripe.Checkout.SessionListParams) => {
    const { customer, payment_intent: intent, status } = params;
    const those = state
      .all('checkout.session')
      .filter((one) => customer === undefined || one.customer === customer)
      .filter((one) => intent === undefined || one.payment_intent === intent)
      .filter((one) => status === undefined || one.status === status);
    return page(those, params, '/v1/checkout/sessions');
  }),
  'GET /v1/checkout/sessions/:id': handler((state, _params, id) => state.get('checkout.session', id)),
  'POST /v1/checkout/sessions/:id/expire': handler((state, _params, id) => {
    const session = state.get('checkout.session', id);
    if (session.status !== 'open') throw invalid('Only Checkout Sessions with a status in ["open"] can be expired.');
    state.expire(session);
    return session;
  }),

  'POST /v1/payment_intents': handler((state, params: Stripe.PaymentIntentCreateParams) => {
    checkAmount(params.amount, params.currency, 'amount');
    checkMetadata(params.metadata);
    for (const only of ['off_session', 'return_url'] as const)
      if (params[only] !== undefined && !params.confirm) throw invalid(`\`${only}\` needs \`confirm\`.`, undefined, only);
    const noRedirects = params.automatic_payment_methods?.allow_redirects === 'never';
    if (params.confirm && noRedirects === (params.return_url !== undefined))
      throw invalid('`return_url` is for redirects, which are allowed or not.');
    if (params.customer !== undefined) state.get('customer', params.customer);
    const method = params.payment_method === undefined ? null : state.get('payment_method', params.payment_method);
    if (method && (method.customer === null || method.customer !== params.customer))
      throw invalid('The provided PaymentMethod was detached from a Customer, or belongs to another one. It may not be used again.');
    const intent = state.add(make.intent(params, state.seconds()));
    state.tell('payment_intent.created', intent);
    if (!params.confirm || !method) return intent;
    state.confirm(intent, method, params.off_session !== true, params.return_url);
    const error = intent.last_payment_error;
    if (!error) return intent;
    const { code, decline_code, message = '' } = error;
    throw new Refusal(402, { type: 'card_error', code, decline_code, payment_intent: structuredClone(intent) }, message);
  }),
  'GET /v1/payment_intents': handler((state, params: Stripe.PaymentIntentListParams) =>
    page(
      state.all('payment_intent').filter(({ customer }) => params.customer === undefined || customer === params.customer),
      params,
      '/v1/payment_intents',
    ),
  ),
  'GET /v1/payment_intents/search': handler((state, { query }: Stripe.PaymentIntentSearchParams) => {
    const [, key = '', value] = /^metadata\['(\w+)'\]:'([^']*)'$/u.exec(query) ?? [];
    // Eventually consistent: about a minute late.
    const data = state.all('payment_intent').filter(({ metadata, created }) => metadata[key] === value && created <= state.seconds() - 60);
    return { object: 'search_result', data, has_more: false, next_page: null, url: '/v1/payment_intents/search' };
  }),
  'GET /v1/payment_intents/:id': handler((state, _params, id) => state.get('payment_intent', id)),
  'POST /v1/payment_intents/:id': handler((state, params: Stripe.PaymentIntentUpdateParams, id) => {
    const intent = state.get('payment_intent', id);
    checkMetadata(params.metadata);
    // Keys that are not named stay.
    Object.assign(intent.metadata, params.metadata);
    return intent;
  }),
  'POST /v1/payment_intents/:id/cancel': handler((state, _params, id) => {
    const intent = state.get('payment_intent', id);
    if (['succeeded', 'canceled', 'processing'].includes(intent.status))
      throw invalid(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, 'payment_intent_unexpected_state');
    Object.assign(intent, { status: 'canceled', canceled_at: state.seconds(), cancellation_reason: null });
    state.tell('payment_intent.canceled', intent);
    return intent;
  }),

  'POST /v1/setup_intents': handler((state, params: Stripe.SetupIntentCreateParams) => {
    checkMetadata(params.metadata);
    if (params.return_url !== undefined && !params.confirm) throw invalid('`return_url` needs `confirm`.', undefined, 'return_url');
    const customer = params.customer ?? null;
    if (customer !== null) state.get('customer', customer);
    const metadata = (params.metadata ?? {}) as Stripe.Metadata;
    const intent = make.setupIntent({ customer, metadata, payment_method: null, status: 'requires_payment_method' }, state.seconds());
    return state.add(intent);
  }),
  'GET /v1/setup_intents': handler((state, params: Stripe.SetupIntentListParams) =>
    page(
      state.all('setup_intent').filter(({ customer }) => params.customer === undefined || customer === params.customer),
      params,
      '/v1/setup_intents',
    ),
  ),
  'GET /v1/setup_intents/:id': handler((state, _params, id) => state.get('setup_intent', id)),
  'POST /v1/setup_intents/:id/cancel': handler((state, _params, id) => {
    const intent = state.get('setup_intent', id);
    if (['succeeded', 'canceled', 'processing'].includes(intent.status))
      throw invalid(`You cannot cancel this SetupIntent because it has a status of ${intent.status}.`, 'setup_intent_unexpected_state');
    return Object.assign(intent, { status: 'canceled' });
  }),

  'POST /v1/refunds': handler((state, params: Stripe.RefundCreateParams) => {
    const intent = state.get('payment_intent', params.payment_intent ?? '');
    if (intent.status !== 'succeeded') throw invalid('This PaymentIntent does not have a successful charge to refund.');
    const charge = state.get('charge', intent.latest_charge as string);
    const left = charge.amount - charge.amount_refunded;
    const { amount = left } = params;
    checkAmount(Math.max(amount, 50), charge.currency, 'amount');
    if (left === 0) throw invalid('Charge has already been refunded.', 'charge_already_refunded');
    if (amount > left)
      throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, undefined, 'amount');
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    const refund = state.add(make.refund(charge, amount, (params.metadata || {}) as Stripe.Metadata, state.seconds()));
    state.tell('refund.created', refund);
    state.tell('charge.refunded', charge);
    return refund;
  }),
  'GET /v1/refunds': handler((state, params: Stripe.RefundListParams) =>
    page(
      state.all('refund').filter((one) => params.payment_intent === undefined || one.payment_intent === params.payment_intent),
      params,
      '/v1/refunds',
    ),
  ),
  'GET /v1/refunds/:id': handler((state, _params, id) => state.get('refund', id)),

  'GET /v1/payment_methods/:id': handler((state, _params, id) => state.get('payment_method', id)),
  'POST /v1/payment_methods/:id/detach': handler((state, _params, id) => {
    const method = state.get('payment_method', id);
    if (method.customer === null)
      throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.');
    method.customer = null;
    state.tell('payment_method.detached', method);
    return method;
  }),
};

const sessionParams = new WeakMap<Stripe.Checkout.Session, Stripe.Checkout.SessionCreateParams>();
export const paramsOf = (session: Stripe.Checkout.Session): Stripe.Checkout.SessionCreateParams => sessionParams.get(session) ?? {};
