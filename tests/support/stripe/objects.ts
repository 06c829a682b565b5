import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';

/** Things as Stripe answers them, with every member that the SDK's types have. What one is about is handed in. */

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;

export const customer = (params: Stripe.CustomerCreateParams, created: number) =>
  ({
    id: newId('cus'),
    object: 'customer',
    balance: 0,
    created,
    default_source: null,
    description: null,
    email: params.email ?? null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: (params.metadata ?? {}) as Stripe.Metadata,
    name: params.name ?? null,
    preferred_locales: params.preferred_locales ?? [],
    shipping: null,
  }) satisfies Stripe.Customer;

const NO_BILLING = { address: null, email: null, name: null, phone: null, tax_id: null };

const card = (last4: string): Stripe.PaymentMethod.Card => ({
  brand: 'visa',
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
  country: 'DE',
  display_brand: 'visa',
  exp_month: 8,
  exp_year: 2031,
  fingerprint: null,
  funding: 'credit',
  generated_from: null,
  last4,
  networks: null,
  regulated_status: null,
  three_d_secure_usage: null,
  wallet: null,
});

const sepa: Stripe.PaymentMethod.SepaDebit = {
  bank_code: '37040044',
  branch_code: null,
  country: 'DE',
  fingerprint: null,
  generated_from: null,
  last4: '3000',
};

export function paymentMethod(type: 'card' | 'sepa_debit', last4: string, owner: string | null, created: number) {
  return {
    id: newId('pm'),
    object: 'payment_method',
    billing_details: NO_BILLING,
    created,
    customer: owner,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
    ...(type === 'card' ? { card: card(last4) } : { sepa_debit: sepa }),
  } satisfies Stripe.PaymentMethod;
}

export function intent(params: Stripe.PaymentIntentCreateParams, created: number) {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: params.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${randomBytes(8).toString('hex')}`,
    confirmation_method: 'automatic',
    created,
    currency: params.currency,
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: (params.metadata ?? {}) as Stripe.Metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: params.payment_method ?? null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card', 'sepa_debit'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: params.setup_future_usage || null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
  } satisfies Stripe.PaymentIntent as Stripe.PaymentIntent;
}

export function charge(of: Stripe.PaymentIntent, method: Stripe.PaymentMethod, status: Stripe.Charge.Status, created: number) {
  const details = method.card
    ? { type: 'card', card: { ...method.card, amount_authorized: of.amount } as unknown as Stripe.Charge.PaymentMethodDetails.Card }
    : { type: 'sepa_debit', sepa_debit: { ...sepa, mandate: null, expected_debit_date: undefined } };
  return {
    id: newId('ch'),
    object: 'charge',
    amount: of.amount,
    amount_captured: status === 'succeeded' ? of.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: NO_BILLING,
    calculated_statement_descriptor: null,
    captured: status === 'succeeded',
    created,
    currency: of.currency,
    customer: of.customer,
    description: of.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: null,
    livemode: false,
    metadata: of.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: status === 'succeeded',
    payment_intent: of.id,
    payment_method: method.id,
    payment_method_details: details,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  } satisfies Stripe.Charge as Stripe.Charge;
}

type SetUp = Pick<Stripe.SetupIntent, 'customer' | 'metadata' | 'status'> & { payment_method: string | null };

export function setupIntent(of: SetUp, created: number) {
  const id = newId('seti');
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomBytes(8).toString('hex')}`,
    created,
    customer: of.customer,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: of.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: of.payment_method,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card', 'sepa_debit'],
    single_use_mandate: null,
    status: of.status,
    usage: 'off_session',
  } satisfies Stripe.SetupIntent as Stripe.SetupIntent;
}

export function session(params: Stripe.Checkout.SessionCreateParams, page: string, created: number) {
  const id = newId('cs_test');
  const total = (params.line_items ?? []).reduce(
    (sum, { quantity = 1, price_data: price }) => sum + quantity * (price?.unit_amount ?? 0),
    0,
  );
  const setup = params.mode === 'setup';
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? true },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: setup ? null : total,
    amount_total: setup ? null : total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency: params.currency ?? params.line_items?.[0]?.price_data?.currency ?? null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation: null,
    customer_details: null,
    customer_email: null,
    discounts: null,
    expires_at: params.expires_at ?? created + 24 * 3600,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: (params.metadata ?? {}) as Stripe.Metadata,
    mode: params.mode ?? 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card', 'sepa_debit'],
    payment_status: setup ? 'no_payment_required' : 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    success_url: params.success_url ?? null,
    total_details: null,
    ui_mode: 'hosted_page',
    url: `${page}/c/pay/${id}`,
    wallet_options: null,
  } satisfies Stripe.Checkout.Session as Stripe.Checkout.Session;
}

export const refund = (of: Stripe.Charge, amount: number, metadata: Stripe.Metadata, created: number) =>
  ({
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: of.id,
    created,
    currency: of.currency,
    customer: of.customer,
    customer_account: null,
    metadata,
    payment_intent: of.payment_intent,
    payment_method: of.payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }) satisfies Stripe.Refund as Stripe.Refund;
