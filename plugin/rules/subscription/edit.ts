/** Changing plan, quantities, addons and coupon: at once, or from the next term on. Pure. */
import type { Action } from './actions';
import { impossible, whyNot } from './actions';
import { addonSubject, PLAN_SUBJECT, settled } from './apply-scheduled';
import { addonOf, planOf, type Plan } from './catalogue';
import { changeNow } from './change-now';
import type { Refusal } from './commands';
import { applyCoupon, removeCoupon, type Couponed } from './coupons';
import { assemble, itemOfAddon, itemOfPlan, type Wanted } from './items';
import type { Reason } from './reasons';
import { planItem, rowsOf, type Item, type Scheduled, type ScheduledEdit, type Subscription } from './state';
import { newRow, refuse, type Input, type Next, type Step } from './step';

type Edit = Input<'edit'>;

/** What of an edit changes something, and what it takes for it. */
interface Change extends Wanted {
  actions: Action[];
}

/** What a plan or an addon has to say, besides the settings. */
function addonProblem({ actor, state, catalogue }: Edit, key: string, quantity: number, old: Item | undefined): Reason | null {
  const addon = addonOf(catalogue, key);
  const isCustomer = actor.kind === 'customer';
  if (quantity === 0) {
    if (isCustomer && addon && !addon.customers.remove) return 'addon-not-offered';
    return null;
  }
  if (old) return isCustomer && addon && !addon.customers.changeQuantity ? 'quantity-fixed' : null;
  if (addon === null) return 'no-such-addon';
  if (addon.retired || (isCustomer && !addon.customers.add)) return 'addon-not-offered';
  return addon.currency === state.currency ? null : 'currency-differs';
}

function newPlan({ actor, state, catalogue }: Edit, key: string): Plan | Reason {
  const plan = planOf(catalogue, key);
  if (plan === null) return 'no-such-plan';
  if (plan.currency !== state.currency) return 'currency-differs';
  return plan.retired || (actor.kind === 'customer' && !plan.customers.changeTo) ? 'plan-not-offered' : plan;
}

/** What an edit means beside the items that there are. `mentioned`: also what it leaves as it is, which ends what was scheduled for it. */
function changeOf(input: Edit): Change | Refusal {
  const { state, command, catalogue } = input;
  const present = planItem(state);
  const change: Change = { plan: null, every: null, quantity: null, addons: [], actions: [] };
  const addons: Wanted['addons'][number][] = [];
  if (command.plan !== undefined && command.plan !== present.key) {
    const plan = newPlan(input, command.plan);
    if (typeof plan === 'string') return refuse(plan);
    change.plan = itemOfPlan(plan, command.quantity ?? present.quantity);
    change.every = plan.every;
    change.actions.push('change-plan');
  }
  if (command.quantity !== undefined && command.quantity !== present.quantity) {
    change.quantity = command.quantity;
    change.actions.push('change-plan-quantity');
  }
  for (const [key, quantity] of Object.entries(command.addons ?? {})) {
    const old = state.items.find((item) => item.kind === 'addon' && item.key === key);
    if (quantity === (old?.quantity ?? 0)) continue;
    if (!Number.isSafeInteger(quantity) || quantity < 0) return refuse('quantity-out-of-bounds');
    const problem = addonProblem(input, key, quantity, old);
    if (problem !== null) return refuse(problem);
    const addon = old ? null : addonOf(catalogue, key);
    const to = addon && itemOfAddon(addon, quantity, change.every ?? state.every);
    if (addon && (to === null || (addon.plans !== null && !addon.plans.includes(change.plan?.key ?? present.key))))
      return refuse('addon-does-not-fit');
    addons.push({ key, to, quantity });
    change.actions.push(old && quantity > 0 ? 'change-addon-quantity' : 'manage-addons');
  }
  return { ...change, addons };
}

function couponOfEdit({ state, command, catalogue, today }: Edit, plan: string): Couponed | Refusal | null {
  if (command.coupon === undefined) return null;
  if (command.coupon === null) return removeCoupon(state);
  return applyCoupon(command.coupon, { currency: state.currency, plan, coupon: state.coupon }, catalogue, today);
}

/** The rows that an edit at the end of the term makes, each in the place of the one about the same. */
function scheduledBy(input: Edit, change: Change): Subscription {
  const { state, command } = input;
  const rows: Omit<ScheduledEdit, 'id' | 'by' | 'at' | 'replaces'>[] = [];
  if (change.plan !== null || change.quantity !== null) {
    rows.push({ kind: 'edit', subject: PLAN_SUBJECT, to: change.plan, every: change.every, quantity: change.quantity });
  }
  for (const { key, to, quantity } of change.addons) rows.push({ kind: 'edit', subject: addonSubject(key), to, every: null, quantity });
  const mentionsPlan = command.plan !== undefined || command.quantity !== undefined;
  const subjects = new Set([...(mentionsPlan ? [PLAN_SUBJECT] : []), ...Object.keys(command.addons ?? {}).map(addonSubject)]);
  const before = rowsOf(state, 'edit');
  const made = rows.map(
    (row, nth): Scheduled => ({
      ...row,
      ...newRow(
        input,
        before.find(({ subject }) => subject === row.subject),
        nth + 1,
      ),
    }),
  );
  const kept = state.scheduled.filter((row) => row.kind !== 'edit' || !subjects.has(row.subject));
  return made.length === 0 && kept.length === state.scheduled.length ? state : { ...state, scheduled: [...kept, ...made] };
}

function atOnce(input: Edit, state: Subscription, change: Change): Step {
  const { catalogue, today, command } = input;
  const to = assemble(state, change, catalogue);
  if ('refused' in to) return to;
  const goes = change.addons.some(
    ({ key, quantity }) => quantity === 0 && state.items.some((item) => item.key === key && item.recurring && !item.prorated),
  );
  const running = state.term !== null && state.state !== 'trial';
  if (goes && running) return refuse('only-at-end');
  if (!running || state.term === null) return { state: { ...state, ...to } };
  const changed = changeNow(state, state.term, to, today);
  if (command.bill !== 'next') return changed;
  return { state: { ...changed.state, carried: [...changed.state.carried, ...(changed.lines ?? [])] } };
}

export function edit(input: Edit): Step {
  const { state, command, actor, policy, catalogue } = input;
  if (command.bill === 'next' && actor.kind === 'customer') return refuse('not-yours');
  const change = changeOf(input);
  if ('refused' in change) return change;
  const touches = command.plan !== undefined || command.quantity !== undefined || Object.keys(command.addons ?? {}).length > 0;
  const actions: Action[] = [
    ...change.actions,
    ...(touches ? ([command.at === 'now' ? 'change-now' : 'change-at-end'] as const) : []),
    ...(command.coupon === undefined ? [] : ([command.coupon === null ? 'remove-coupon' : 'apply-coupon'] as const)),
  ];
  for (const action of actions) {
    const reason = actor.kind === 'customer' ? whyNot(action, state, policy, catalogue) : impossible(action, state, policy);
    if (reason !== null) return refuse(reason);
  }
  const coupon = couponOfEdit(input, change.plan?.key ?? planItem(state).key);
  if (coupon !== null && 'refused' in coupon) return coupon;
  const couponed = coupon === null ? state : { ...state, coupon: coupon.coupon };
  const effects = coupon?.effects ?? [];
  if (command.at === 'end' || change.actions.length === 0) {
    const fits = assemble(state, change, catalogue);
    if ('refused' in fits) return fits;
    const next = command.at === 'end' ? scheduledBy({ ...input, state: couponed }, change) : couponed;
    return next === state ? refuse('nothing-changes') : { state: next, effects };
  }
  const next: Next | Refusal = atOnce(input, couponed, change);
  return 'refused' in next ? next : { ...next, state: settled(next.state), effects };
}
