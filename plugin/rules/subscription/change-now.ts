/** A change within a term: what is credited of the old, what is charged of the new. Pure. */
import { beginTerm, isGood, onceInvoiced, onceLines, spreadOff, used } from './billing';
import { isSameEvery, dayOf, daysLeft, later, type Term } from './terms';
import type { Off } from './catalogue';
import type { Assembled } from './items';
import { partLine, sumOf, telling, termNet, wholeLine, type Line } from './lines';
import { planItem, type AppliedCoupon, type Item, type Subscription } from './state';
import type { Next } from './step';

/** Whether an item's days are credited when it goes. */
export const isCredited = ({ recurring, prorated, whole }: Item): boolean => recurring && prorated && !whole;

/** What items that end on a day give back of a term. */
export function creditLines(items: readonly Item[], term: Term, day: string, why: Line['why']): Line[] {
  const part = { days: daysLeft(term, day), of: term.days };
  const period = { from: later(day, term.start), to: term.end };
  return telling(items.filter(isCredited).map((item) => partLine(item, { kind: 'credit', why, period, part })));
}

const isSame = (one: Item, other: Item): boolean => one.key === other.key && one.price === other.price && one.quantity === other.quantity;

/**
 * What comes off an item that changes, or comes, within a term: of a percentage the coupon's that counts in the term;
 * of an amount the part that it has already, since the others' parts are billed.
 */
function offOf(
  item: Item,
  old: Item | undefined,
  { coupon, term, all }: { coupon: AppliedCoupon | null; term: Term; all: readonly Item[] },
): Off | null {
  const kept = old?.off && 'amount' in old.off ? old.off : null;
  if (term.comped) return kept;
  if (coupon === null) return null;
  if ('percent' in coupon.off) return coupon.off;
  if (coupon.usedFor === term.start) return kept;
  return spreadOff(coupon.off, all)[all.indexOf(item)] ?? null;
}

/** An item in the place of another, or of none, for the rest of a term. */
function replaced(item: Item, old: Item | undefined, term: Term, day: string): { item: Item; lines: Line[] } {
  const period = { from: later(day, term.start), to: term.end };
  const part = { days: daysLeft(term, day), of: term.days };
  const paid = old?.paid ?? 0;
  if (item.prorated && (old === undefined || isCredited(old))) {
    const charge = partLine(item, { kind: 'charge', why: 'change', period, part });
    const lines = [...(old ? creditLines([old], term, day, 'change') : []), charge];
    return { item: { ...item, paid: paid + sumOf(lines), whole: false }, lines };
  }
  // All of the new, less what was paid in the term already; nothing comes back.
  const lines = termNet(item) > paid ? [wholeLine(item, 'change', period, paid)] : [];
  return { item: { ...item, paid: paid + sumOf(lines), whole: true }, lines };
}

/** Items of other terms: what is left of the old is credited, and a whole new term begins that day. */
function inNewTerms(state: Subscription, term: Term, to: Assembled, day: string): Next {
  const credits = creditLines(state.items, term, day, 'change');
  const begun = beginTerm({ ...state, items: to.items, every: to.every }, day, dayOf(day));
  return { state: { ...begun.state, state: state.state }, lines: [...credits, ...(begun.lines ?? [])] };
}

/** Items as they shall be from a day of the running term on, that day among it. */
export function changeNow(state: Subscription, term: Term, to: Assembled, day: string): Next {
  if (!isSameEvery(to.every, state.every)) return inNewTerms(state, term, to, day);
  const all = to.items.filter((item) => item.recurring);
  const coupon = state.coupon && (state.coupon.usedFor === term.start || isGood(state.coupon, planItem(to).key)) ? state.coupon : null;
  const fits = coupon !== null && (coupon.plans === null || coupon.plans.includes(planItem(to).key)) ? coupon : null;
  const lines: Line[] = [];
  let usesCoupon = false;
  const items = to.items.map((item) => {
    const old = state.items.find(({ key, kind }) => (item.kind === 'plan' ? kind === 'plan' : key === item.key));
    if (!item.recurring || (old && isSame(item, old))) return item;
    const off = offOf(item, old, { coupon: fits, term, all });
    if (off !== null && !term.comped) usesCoupon = true;
    const next = replaced({ ...item, off }, old, term, day);
    lines.push(...next.lines);
    return next.item;
  });
  const gone = state.items.filter((old) => old.kind === 'addon' && !items.some(({ key }) => key === old.key));
  lines.unshift(...creditLines(gone, term, day, 'change'));
  const begins = usesCoupon && fits !== null && fits.usedFor !== term.start;
  return {
    state: { ...state, items: items.map(onceInvoiced), coupon: begins ? used(fits, term.start) : state.coupon },
    lines: telling([...lines, ...onceLines(items)]),
  };
}
