/** Applying and removing coupons. Pure. */
import { couponOf, type Catalogue } from './catalogue';
import type { Effect, Refusal } from './commands';
import type { AppliedCoupon } from './state';
import { refuse } from './step';

export interface Couponed {
  coupon: AppliedCoupon | null;
  effects: Effect[];
}

interface For {
  currency: string;
  /** Key of the plan that it is to count for. */
  plan: string;
  coupon: AppliedCoupon | null;
}

/** Who never had anything off gets its use back. */
const released = (coupon: AppliedCoupon | null): Effect[] =>
  coupon !== null && coupon.usedFor === null ? [{ type: 'release', coupon: coupon.code }] : [];

const isReached = (count: number, most: number | null): boolean => most !== null && count >= most;

/** Another coupon in the place of the one there is. Its use is counted by whoever obeys the effect, and may be refused there. */
export function applyCoupon(code: string, to: For, catalogue: Catalogue, today: string): Couponed | Refusal {
  const found = couponOf(catalogue, code);
  if (found === null) return refuse('no-such-coupon');
  if (to.coupon?.code === code) return refuse('nothing-changes');
  if (found.lastDay !== null && found.lastDay < today) return refuse('coupon-expired');
  if (isReached(found.used, found.most) || isReached(found.usedByCustomer, found.mostOfCustomer)) return refuse('coupon-used-up');
  if (found.currency !== null && found.currency !== to.currency) return refuse('currency-differs');
  if (found.plans !== null && !found.plans.includes(to.plan)) return refuse('coupon-not-for-this');
  const { off, plans, terms } = found;
  return {
    coupon: { code, off, plans, left: terms, usedFor: null },
    effects: [...released(to.coupon), { type: 'redeem', coupon: code }],
  };
}

export const removeCoupon = ({ coupon }: Pick<For, 'coupon'>): Couponed | Refusal =>
  coupon === null ? refuse('no-coupon') : { coupon: null, effects: released(coupon) };
