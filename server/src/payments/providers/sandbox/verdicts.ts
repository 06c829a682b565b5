import { z } from 'zod';
import type { Failure, MethodFace, RefundVerdict, SavedMethod, SetUpVerdict, Verdict } from '../../../../../config/payment-provider';

/** What the sandbox answers, and what that is in the words of the port. */

const face = {
  type: z.enum(['card', 'debit']),
  brand: z.string(),
  last4: z.string().max(4),
  expires: z.object({ year: z.int(), month: z.int() }).nullable(),
};
export const methodAnswer = z.object({ id: z.string(), account: z.string(), ...face });

const failure = z.object({
  code: z.enum(['declined', 'insufficient_funds', 'expired_card', 'authentication_failed', 'debit_returned', 'method_gone']),
  final: z.boolean(),
  message: z.string(),
});

const page = {
  id: z.string(),
  url: z.url({ protocol: /^https?$/u }).nullable(),
  expiresAt: z.iso.datetime(),
  failure: failure.nullable(),
  saved: methodAnswer.nullable(),
};
export const paymentAnswer = z.object({
  ...page,
  state: z.enum(['open', 'pending', 'succeeded', 'failed', 'canceled']),
  amount: z.int(),
  currency: z.string(),
  method: z.object(face).nullable(),
  refunded: z.int(),
  disputed: z.boolean(),
});
export const setUpAnswer = z.object({ ...page, state: z.enum(['open', 'succeeded', 'failed', 'canceled']) });
export const refundAnswer = z.object({
  id: z.string(),
  state: z.enum(['succeeded', 'pending', 'failed']),
  failure: z.string().nullable(),
});

const CODES: Record<z.output<typeof failure>['code'], Failure['code']> = {
  declined: 'declined',
  insufficient_funds: 'insufficient-funds',
  expired_card: 'expired-method',
  authentication_failed: 'authentication-failed',
  debit_returned: 'returned',
  method_gone: 'method-unavailable',
};

const failureOf = (given: z.output<typeof failure> | null): Failure =>
  given
    ? { code: CODES[given.code], hard: given.final, message: given.message }
    : { code: 'other', hard: false, message: 'The sandbox gave no reason.' };

const faceOf = ({ type, brand, last4, expires }: z.output<z.ZodObject<typeof face>>): MethodFace => ({
  kind: type === 'card' ? 'card' : 'sepa-debit',
  brand,
  last4,
  expires,
});

export const savedOf = (method: z.output<typeof methodAnswer>): SavedMethod => ({ ...faceOf(method), reference: method.id });

const nextOf = (url: string, expiresAt: string) => ({ kind: 'redirect', url, expiresAt: new Date(expiresAt) }) as const;

export function verdictOf({
  id,
  state,
  url,
  expiresAt,
  amount,
  currency,
  method,
  saved,
  refunded,
  disputed,
  failure: why,
}: z.output<typeof paymentAnswer>): Verdict {
  const known = {
    providerPayment: id,
    amount,
    currency,
    refunded,
    disputed,
    ...(method && { method: faceOf(method) }),
    ...(saved && { saved: { ...savedOf(saved), account: saved.account } }),
  };
  if (state === 'failed') return { ...known, state, failure: failureOf(why) };
  if (state !== 'open') return { ...known, state };
  // A page without an address is none that a customer can be sent to.
  return url === null ? { ...known, state: 'unknown' } : { ...known, state: 'requires-action', next: nextOf(url, expiresAt) };
}

export function setUpVerdictOf({ id, state, url, expiresAt, saved, failure: why }: z.output<typeof setUpAnswer>): SetUpVerdict {
  const known = { providerSetUp: id };
  if (state === 'failed') return { ...known, state, failure: failureOf(why) };
  if (state === 'open')
    return url === null ? { ...known, state: 'unknown' } : { ...known, state: 'requires-action', next: nextOf(url, expiresAt) };
  if (state === 'canceled') return { ...known, state };
  // Saved, and detached since: there is nothing to be charged.
  return saved ? { ...known, state, saved: savedOf(saved), account: saved.account } : { ...known, state: 'canceled' };
}

export const refundVerdictOf = ({ id, state, failure: why }: z.output<typeof refundAnswer>): RefundVerdict => ({
  state,
  providerRefund: id,
  ...(why !== null && { failure: why }),
});
