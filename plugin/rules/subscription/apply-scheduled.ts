/** What was scheduled for the next term comes into force. What does not fit any more is dropped: it must not block. Pure. */
import type { Catalogue } from './catalogue';
import { assemble, type Wanted } from './items';
import { planItem, rowsOf, type Scheduled, type ScheduledEdit, type Subscription } from './state';

const NOTHING: Wanted = { plan: null, every: null, quantity: null, addons: [] };

/** The subject of rows about the plan and its quantity; others are an addon's key behind a word. */
export const PLAN_SUBJECT = 'plan';
export const addonSubject = (key: string): string => `addon:${key}`;
const keyOf = (subject: string): string => subject.slice(addonSubject('').length);

/** What a row wants. */
export const wantedBy = ({ subject, to, every, quantity }: ScheduledEdit): Wanted =>
  subject === PLAN_SUBJECT ? { ...NOTHING, plan: to, every, quantity } : { ...NOTHING, addons: [{ key: keyOf(subject), to, quantity }] };

const together = (one: Wanted, other: Wanted): Wanted => ({
  plan: one.plan ?? other.plan,
  every: one.every ?? other.every,
  quantity: one.quantity ?? other.quantity,
  addons: [...one.addons, ...other.addons],
});

function withPrices(state: Subscription, start: string): Subscription {
  const prices = new Map(
    rowsOf(state, 'price')
      .filter(({ on }) => on <= start)
      .map(({ subject, price }) => [subject, price]),
  );
  if (prices.size === 0) return state;
  return {
    ...state,
    items: state.items.map((item) => ({ ...item, price: prices.get(item.key) ?? item.price })),
    scheduled: state.scheduled.filter((row) => row.kind !== 'price' || row.on > start),
  };
}

/** The subscription with which a term begins on a day, and the rows that came to nothing. */
export function applyScheduled(before: Subscription, start: string, catalogue: Catalogue): { state: Subscription; dropped: Scheduled[] } {
  const state = withPrices(before, start);
  const rows = rowsOf(state, 'edit');
  if (rows.length === 0) return { state, dropped: [] };
  const rest = { ...state, scheduled: state.scheduled.filter(({ kind }) => kind !== 'edit') };
  // All together: an addon may go because the plan that comes does not take it.
  const whole = assemble(rest, rows.map(wantedBy).reduce(together, NOTHING), catalogue);
  if (!('refused' in whole)) return { state: { ...rest, ...whole }, dropped: [] };
  const dropped: Scheduled[] = [];
  const applied = rows.reduce((now, row) => {
    const next = assemble(now, wantedBy(row), catalogue);
    if (!('refused' in next)) return { ...now, ...next };
    dropped.push(row);
    return now;
  }, rest);
  return { state: applied, dropped };
}

/** Without rows that would change nothing any more. */
export function settled(state: Subscription): Subscription {
  const says = (row: Scheduled): boolean => {
    if (row.kind !== 'edit') return true;
    const item =
      row.subject === PLAN_SUBJECT ? planItem(state) : state.items.find(({ key, kind }) => kind === 'addon' && key === keyOf(row.subject));
    if (item === undefined) return row.to !== null;
    const other = row.to !== null && row.subject === PLAN_SUBJECT && (row.to.key !== item.key || row.to.price !== item.price);
    return other || (row.quantity !== null && row.quantity !== item.quantity);
  };
  const scheduled = state.scheduled.filter(says);
  return scheduled.length === state.scheduled.length ? state : { ...state, scheduled };
}
