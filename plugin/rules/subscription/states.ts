/** What a subscription can be, and how it is billed. Pure data. */

export const STATES = [
  /** Not paid for yet. */
  'trial',
  /** The trial is over, and nobody decided. */
  'trial-expired',
  'live',
  /** A charge failed and is tried again. */
  'past-due',
  /** It was tried to the end: no service, no renewals, until what is owed is paid. */
  'unpaid',
  'paused',
  /** Live, and its end is decided. */
  'non-renewing',
  'cancelled',
  /** It ran for as many terms as it was for. */
  'expired',
] as const;
export type State = (typeof STATES)[number];

/** Customers are charged by themselves, or sent an invoice to pay. */
export type BillingMode = 'autocharge' | 'manual';
