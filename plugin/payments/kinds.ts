/** Plain values of payments, free for browsers. */

/** What is paid with. `transfer`: the customer tells its bank by itself; `other`: what a provider of the team's calls its own. */
export const METHOD_KINDS = ['card', 'sepa-debit', 'ach-debit', 'upi', 'netbanking', 'wallet', 'transfer', 'cash', 'other'] as const;
export type MethodKind = (typeof METHOD_KINDS)[number];

/** Why a payment failed, in what customers can do something about. */
export const PAYMENT_FAILURES = [
  'declined',
  'insufficient-funds',
  'expired-method',
  'authentication-failed',
  'limit-exceeded',
  'method-unavailable',
  'processing-error',
  'returned',
  'other',
] as const;
export type PaymentFailure = (typeof PAYMENT_FAILURES)[number];

/** Why an editor is to look at a payment. */
export const PAYMENT_ATTENTIONS = [
  /** The provider holds another amount, or another currency, than was asked for. */
  'amount-differs',
  /** It succeeded after it had failed or was canceled, and the invoice was paid otherwise meanwhile. */
  'late-success',
  /** Nobody has known for days what became of it. */
  'unknown',
  /** The customer told of a transfer: somebody looks whether the money is there. */
  'to-confirm',
  /** The customer's bank wants the money back. */
  'disputed',
  /** The provider gave money back that nobody here asked for. */
  'refunded-elsewhere',
  /** The provider did not give back what it was asked to: the money is still here. */
  'refund-failed',
] as const;
export type PaymentAttention = (typeof PAYMENT_ATTENTIONS)[number];

/** Why a payment was given up. */
export const PAYMENT_ENDINGS = [
  /** Whoever began it gave it up. */
  'payer',
  /** A colleague of theirs did. */
  'colleague',
  /** An editor did. */
  'team',
  /** A document that it was for has changed: less is left of it, or it is void. */
  'changed',
  /** The provider's page was open for as long as it could be. */
  'expired',
  /** The saved method was removed before it was charged. */
  'method-gone',
  /** The provider ended it, or never knew of it. */
  'provider',
] as const;
export type PaymentEnding = (typeof PAYMENT_ENDINGS)[number];

/** Who began a payment. */
export const PAYMENT_ORIGINS = ['portal', 'link', 'editor', 'api', 'sync'] as const;
export type PaymentOrigin = (typeof PAYMENT_ORIGINS)[number];

/** Types of documents that are paid. */
export const PAID_TYPES = ['invoice', 'retainer-invoice'] as const;
export type PaidType = (typeof PAID_TYPES)[number];

/** Documents of one payment. */
export const PAYMENT_PARTS_MAX = 500;

/** States of money that is given back. */
export const REFUND_STATES = ['created', 'pending', 'succeeded', 'failed', 'unknown'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** States of a saved method. */
export const SAVED_METHOD_STATES = ['setting-up', 'active', 'expired', 'failed', 'removed'] as const;
export type SavedMethodState = (typeof SAVED_METHOD_STATES)[number];

/** The provider of transfers, which the settings describe; of what editors record; of what another system has collected. */
export const [TRANSFER, MANUAL, SYNC] = ['transfer', 'manual', 'sync'] as const;
/** Keys of providers that no configuration has. */
export const OWN_PROVIDERS: readonly string[] = [TRANSFER, MANUAL, SYNC];
/** Of what these made nobody else can tell. */
export const isAsked = (provider: string): boolean => !OWN_PROVIDERS.includes(provider);
