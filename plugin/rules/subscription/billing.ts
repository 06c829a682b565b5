/** A term begins and is billed. Pure. */
import { allocate } from '../money/allocate';
import type { Catalogue, Off } from './catalogue';
import { telling, termGross, termNet, wholeLine, type Line } from './lines';
import { applyScheduled } from './apply-scheduled';
import { planItem, runs, type AppliedCoupon, type Item, type Subscription } from './state';
import { dropped, endedOn, type Next } from './step';
import { dayOf, termFrom } from './terms';

/** Whether a coupon still takes something off a plan's terms. */
export const isGood = (coupon: AppliedCoupon | null, plan: string): coupon is AppliedCoupon =>
  coupon !== null && (coupon.left === null || coupon.left > 0) && (coupon.plans === null || coupon.plans.includes(plan));

/** A coupon over items: a percentage of each, or its amount in proportion to what they come to, never more than that. */
export function spreadOff(off: Off, items: readonly Item[]): Off[] {
  if ('percent' in off) return items.map(() => off);
  const gross = items.map(termGross);
  const sum = gross.reduce((all, one) => all + one, 0);
  return (sum === 0 ? gross : allocate(Math.min(off.amount, sum), gross)).map((amount) => ({ amount }));
}

/** A coupon after a term that it was used for. */
export const used = (coupon: AppliedCoupon, term: string): AppliedCoupon => ({
  ...coupon,
  left: coupon.left === null ? null : coupon.left - 1,
  usedFor: term,
});

/** What is bought once and not invoiced yet. */
export const onceLines = (items: readonly Item[]): Line[] =>
  items
    .filter((item) => !item.recurring && item.quantity > item.invoiced)
    .map((item) => wholeLine({ ...item, quantity: item.quantity - item.invoiced, off: null }, 'once', null));

export const onceInvoiced = (item: Item): Item => (item.recurring ? item : { ...item, invoiced: item.quantity });

function setupLine(state: Subscription): Line[] {
  const { key, name, tax } = planItem(state);
  return state.setupFee > 0 ? [wholeLine({ key, name, tax, price: state.setupFee, quantity: 1, off: null }, 'setup-fee', null)] : [];
}

/** Begins a term on a day with what the subscription has, and bills it: with all that waited for an invoice. */
export function beginTerm(state: Subscription, start: string, anchorDay: number): Next {
  const comped = state.comps > 0;
  const term = termFrom(start, state.every, anchorDay, comped);
  const recurring = state.items.filter((item) => item.recurring);
  const coupon = isGood(state.coupon, planItem(state).key) && !comped ? state.coupon : null;
  const off = coupon === null ? [] : spreadOff(coupon.off, recurring);
  const billed = recurring.map((item, index) => {
    const priced = { ...item, off: comped ? { amount: termGross(item) } : (off[index] ?? null) };
    return { ...priced, paid: termNet(priced), whole: false };
  });
  const period = { from: term.start, to: term.end };
  const lines = [
    ...setupLine(state),
    ...billed.map((item) => wholeLine(item, 'term', period)),
    ...onceLines(state.items),
    ...state.carried,
  ];
  const takesOff = coupon !== null && recurring.some((item) => termGross(item) > 0);
  const left = state.coupon?.left === 0 ? null : state.coupon;
  const byKey = new Map(billed.map((item) => [item.key, item]));
  const next: Subscription = {
    ...state,
    state: runs(state.scheduled),
    items: state.items.map((item) => byKey.get(item.key) ?? onceInvoiced(item)),
    setupFee: 0,
    term,
    anchorDay,
    terms: { ...state.terms, billed: state.terms.billed + 1 },
    comps: Math.max(0, state.comps - 1),
    coupon: takesOff ? used(coupon, term.start) : left,
    carried: [],
  };
  return { state: next, lines: telling(lines) };
}

/** The next term on a day, with what was scheduled for it; or none, where it was for so many terms. */
export function nextTerm(state: Subscription, start: string, anchorDay: number, catalogue: Catalogue): Next {
  const { most, billed } = state.terms;
  if (most !== null && billed >= most) return endedOn(state, 'expired', start);
  const applied = applyScheduled(state, start, catalogue);
  // Days and weeks drift through months: a month that comes after them counts from where they are.
  const drifts = state.every.unit === 'day' || state.every.unit === 'week';
  const begun = beginTerm(applied.state, start, drifts ? dayOf(start) : anchorDay);
  return { ...begun, effects: dropped(applied.dropped) };
}
