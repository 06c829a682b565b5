import type Stripe from 'stripe';
import type { PaymentFailure } from '../../../../../plugin/payments/kinds';
import type { Failure, ProviderContext } from '../../../../../config/payment-provider';

/** What Stripe's codes of errors and of declined cards say (docs.stripe.com/declines/codes, docs.stripe.com/error-codes). */
const CODES: Partial<Record<PaymentFailure, string>> = {
  'insufficient-funds': 'insufficient_funds',
  'expired-method': 'expired_card invalid_expiry_month invalid_expiry_year',
  'authentication-failed':
    'authentication_required authentication_not_handled payment_intent_authentication_failure setup_intent_authentication_failure offline_pin_required online_or_offline_pin_required',
  'limit-exceeded':
    'amount_too_large amount_too_small card_velocity_exceeded charge_exceeds_source_limit charge_exceeds_transaction_limit charge_exceeds_weekly_limit invalid_amount withdrawal_count_limit_exceeded',
  'method-unavailable':
    'card_not_supported currency_not_supported payment_method_currency_mismatch payment_method_invalid_parameter payment_method_not_available payment_method_unactivated payment_method_unexpected_state service_not_allowed',
  'processing-error': 'approve_with_id issuer_not_available processing_error reenter_transaction try_again_later',
  returned:
    'account_closed bank_account_restricted debit_authorization_not_match debit_not_authorized invalid_bank_account_iban no_account recipient_deceased refer_to_customer',
};
const WORDS = new Map(
  Object.entries(CODES).flatMap(([failure, codes]) =>
    codes.split(' ').map((code): [string, PaymentFailure] => [code, failure as PaymentFailure]),
  ),
);

/** After these the same card or account is declined again, whenever it is tried. */
const HARD = new Set(
  (
    'expired_card invalid_expiry_month invalid_expiry_year card_not_supported currency_not_supported payment_method_currency_mismatch payment_method_unexpected_state ' +
    'do_not_try_again fraudulent incorrect_number invalid_account invalid_number lost_card merchant_blacklist new_account_information_available no_action_taken not_permitted ' +
    'pickup_card restricted_card revocation_of_all_authorizations revocation_of_authorization security_violation stolen_card stop_payment_order transaction_not_allowed ' +
    'account_closed bank_account_restricted debit_not_authorized invalid_bank_account_iban no_account recipient_deceased resource_missing'
  ).split(' '),
);

/** Bank debits: they fail days after the customer has left. */
const DEBITS = new Set(['acss_debit', 'au_becs_debit', 'bacs_debit', 'nz_bank_account', 'sepa_debit', 'us_bank_account']);
export const isDebit = (type: string | undefined): boolean => DEBITS.has(type ?? '');

/** What Stripe says of an attempt that failed: an error of an intent, or one that was thrown. */
type Declined = Pick<Stripe.PaymentIntent.LastPaymentError, 'code' | 'decline_code' | 'advice_code' | 'message' | 'payment_method'>;

/** An attempt that failed, in our words. Pure. */
export function failureOf(declined: Declined | null): Failure {
  const code = declined?.decline_code ?? declined?.code ?? '';
  const otherwise = isDebit(declined?.payment_method?.type) ? 'returned' : code === '' ? 'other' : 'declined';
  return {
    code: WORDS.get(code) ?? otherwise,
    hard: declined?.advice_code === 'do_not_try_again' || HARD.has(code),
    message: [code, declined?.message].filter(Boolean).join(': ') || 'Stripe says nothing of the reason.',
  };
}

/** What has become of a request that threw. */
export type Trouble =
  /** Nobody can say whether Stripe has done it. */
  | { kind: 'unknown' }
  /** It was asked for before with the same key, in other words. */
  | { kind: 'repeated' }
  /** Stripe has done nothing, and says why. */
  | { kind: 'refused'; failure: Failure; code: string; intent?: Stripe.PaymentIntent };

const refused = (code: PaymentFailure, hard: boolean, message: string): Failure => ({ code, hard, message });

/**
 * What an error of the SDK comes to. What Stripe surely refused is never `unknown`: nobody would learn more by asking.
 * @throws whatever is no error of Stripe's
 */
export function troubleOf(error: unknown, log?: ProviderContext['log']): Trouble {
  if (!isStripeError(error)) throw error;
  const { statusCode = 0, code = '', type, param, requestId } = error;
  // No answer; a conflict with the same request under way; too many requests at once; Stripe's own trouble.
  if (statusCode < 400 || statusCode === 409 || statusCode === 429 || statusCode >= 500) return { kind: 'unknown' };
  if (type === 'StripeIdempotencyError') return { kind: 'repeated' };
  if (type === 'StripeCardError') return { kind: 'refused', code, failure: failureOf(error), intent: error.payment_intent };
  // Not with Stripe's own words: those repeat what was sent.
  const what = `Stripe refused the request (${[statusCode, type, code, param, requestId].filter(Boolean).join(', ')})`;
  const keys = statusCode === 401 || statusCode === 403;
  log?.error(keys ? `${what}: the secret key is wrong, or may not do that.` : what);
  const word = keys ? 'processing-error' : (WORDS.get(code) ?? (code === 'resource_missing' ? 'method-unavailable' : 'processing-error'));
  return { kind: 'refused', code, failure: refused(word, !keys, what), intent: error.payment_intent };
}

const isStripeError = (error: unknown): error is Stripe.errors.StripeError =>
  error instanceof Error && 'type' in error && typeof error.type === 'string' && error.type.startsWith('Stripe');

/** A request to make something was refused, so that nothing was made. */
export class NotMade extends Error {
  constructor(readonly trouble: Extract<Trouble, { kind: 'refused' }>) {
    super(trouble.failure.message);
  }
}

/**
 * Has Stripe make something. Only what was refused here has failed: a question that is refused (a key that was revoked)
 * says nothing of what was made before.
 * @throws NotMade where Stripe refused it
 */
export async function making<T>(log: ProviderContext['log'], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind !== 'refused') throw error;
    troubleOf(error, log);
    throw new NotMade(trouble);
  }
}

/** Whether Stripe knows nothing by that id. */
export const isMissing = (error: unknown): boolean => isStripeError(error) && error.code === 'resource_missing';
