import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { MethodFace, RefundVerdict, Verdict } from '../../../../../config/payment-provider';
import type { MethodKind } from '../../../../../plugin/payments/kinds';

/** What we write beside a link or a refund; a payment has its link's. Where there is nothing Razorpay writes an empty list. */
const notes = z
  .union([z.looseObject({ portal_reference: z.string().optional(), portal_payment: z.string().optional() }), z.array(z.never())])
  .nullish()
  .transform((value): { portal_reference?: string; portal_payment?: string } => (value && !Array.isArray(value) ? value : {}));

/** A payment link (razorpay.com/docs/api/payments/payment-links). */
export const link = z.object({
  id: z.string(),
  status: z.enum(['created', 'partially_paid', 'expired', 'cancelled', 'paid']),
  amount: z.int(),
  currency: z.string(),
  short_url: z.string(),
  reference_id: z.string().nullish(),
  created_at: z.int(),
  expire_by: z.int().nullish(),
  notes,
  /** What was captured by it; a list of links leaves it out. */
  payments: z.array(z.object({ payment_id: z.string(), status: z.string().nullish() })).nullish(),
});
export type Link = z.output<typeof link>;
export const links = z.object({ payment_links: z.array(link) });

/** A payment (razorpay.com/docs/api/payments/entity). */
export const payment = z.object({
  id: z.string(),
  status: z.enum(['created', 'authorized', 'captured', 'refunded', 'failed']),
  amount: z.int(),
  currency: z.string(),
  amount_refunded: z.int().nullish(),
  method: z.string().nullish(),
  bank: z.string().nullish(),
  wallet: z.string().nullish(),
  card: z
    .object({ last4: z.string().nullish(), network: z.string().nullish(), expiry_month: z.unknown(), expiry_year: z.unknown() })
    .nullish(),
});
export type Payment = z.output<typeof payment>;

export const refund = z.object({ id: z.string(), status: z.string().nullish(), notes });
export const refunds = z.object({ items: z.array(refund) });
export const anything = z.looseObject({});

/**
 * Our reference where Razorpay takes 40 characters, or a key for a refund of letters, digits, `-` and `_`. Longer ones
 * are hashed: it only has to be the same each time.
 */
export const tagOf = (reference: string): string =>
  /^[\w-]{10,40}$/u.test(reference) ? reference : createHash('sha256').update(reference).digest('hex').slice(0, 40);

const KINDS: Record<string, MethodKind> = {
  card: 'card',
  emi: 'card',
  upi: 'upi',
  netbanking: 'netbanking',
  wallet: 'wallet',
  bank_transfer: 'transfer',
};

/** What stands on a receipt. Of UPI no address is shown: that is personal. Pure. */
function faceOf({ method, card, bank, wallet }: Payment): MethodFace {
  const [month, year] = [Number(card?.expiry_month), Number(card?.expiry_year)];
  return {
    kind: KINDS[method ?? ''] ?? 'other',
    brand: card?.network ?? bank ?? wallet ?? '',
    last4: card?.last4 ?? '',
    expires: card && month >= 1 && month <= 12 && year > 0 ? { month, year } : null,
  };
}

/** The payment that came by a link; null: none yet. */
export const paidBy = ({ payments }: Link): string | null => payments?.find(({ status }) => status !== 'failed')?.payment_id ?? null;

/**
 * What a link comes to. A payment that failed leaves it open for another one. What was captured counts, also where the
 * link is over by now. Pure.
 */
export function linkVerdict(one: Link, paid: Payment | null): Verdict {
  const known = { providerPayment: one.id, amount: one.amount, currency: one.currency };
  if (paid && (paid.status === 'captured' || paid.status === 'refunded'))
    return {
      ...known,
      amount: paid.amount,
      currency: paid.currency,
      method: faceOf(paid),
      ...(paid.amount_refunded && { refunded: paid.amount_refunded }),
      state: 'succeeded',
    };
  // Authorized, and captured within minutes by the account's setting.
  if (paid?.status === 'authorized') return { ...known, method: faceOf(paid), state: 'pending' };
  if (one.status === 'expired' || one.status === 'cancelled') return { ...known, state: 'canceled' };
  if (one.status === 'created')
    return {
      ...known,
      state: 'requires-action',
      next: { kind: 'redirect', url: one.short_url, expiresAt: one.expire_by ? new Date(one.expire_by * 1000) : null },
    };
  // Paid, and it does not say by what; or paid in part, which is not offered.
  return { ...known, state: 'unknown' };
}

export function refundVerdict({ id, status }: z.output<typeof refund>): RefundVerdict {
  const known = { providerRefund: id };
  if (status === 'processed') return { ...known, state: 'succeeded' };
  if (status === 'failed') return { ...known, state: 'failed', failure: 'Razorpay could not give it back.' };
  return { ...known, state: status === 'pending' || status === 'created' ? 'pending' : 'unknown' };
}
