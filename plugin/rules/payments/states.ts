/**
 * States of a payment. One of money that was asked for and of which nobody knows what became is `unknown`: it is asked
 * about, and never tried again by itself, since that could take the money twice. What failed or was canceled may still
 * succeed late: gateways say so days after. Pure.
 */

/** From which state a payment may go to which. */
const TRANSITIONS = {
  /** Written down; the provider has not been asked, or has not answered. */
  created: ['requires-action', 'pending', 'succeeded', 'failed', 'canceled', 'unknown'],
  /** The customer has something to do: a page of the provider's is open. */
  'requires-action': ['pending', 'succeeded', 'failed', 'canceled', 'unknown'],
  /** The provider has it and cannot say yet: bank debits take days. */
  pending: ['requires-action', 'succeeded', 'failed', 'canceled', 'unknown'],
  unknown: ['requires-action', 'pending', 'succeeded', 'failed', 'canceled'],
  failed: ['pending', 'succeeded'],
  canceled: ['pending', 'succeeded'],
  succeeded: [],
} as const;

export type PaymentState = keyof typeof TRANSITIONS;
export const PAYMENT_STATES = Object.keys(TRANSITIONS) as PaymentState[];

export const mayBecome = (from: PaymentState, to: PaymentState): boolean => (TRANSITIONS[from] as readonly PaymentState[]).includes(to);

/** States in which money may be on its way: no second payment is to be made of the same invoice. */
export const UNSETTLED = ['created', 'requires-action', 'pending', 'unknown'] as const satisfies readonly PaymentState[];

export const isUnsettled = (state: PaymentState): boolean => (UNSETTLED as readonly PaymentState[]).includes(state);
