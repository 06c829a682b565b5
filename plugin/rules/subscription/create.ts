/** A subscription begins. Pure. */
import { plusDays } from '../calendar';
import { beginTerm } from './billing';
import { addonOf, planOf } from './catalogue';
import type { CommandOf } from './commands';
import { applyCoupon } from './coupons';
import { isWithin, itemOfAddon, itemOfPlan } from './items';
import type { Item, Subscription } from './state';
import { refuse, type Circumstances, type Step } from './step';
import { dayOf } from './terms';

type Creation = Circumstances & { command: CommandOf<'create'> };

export function create({ command, catalogue, today, actor }: Creation): Step {
  const plan = planOf(catalogue, command.plan);
  if (plan === null) return refuse('no-such-plan');
  if (plan.retired) return refuse('plan-not-offered');
  if (!isWithin(command.quantity, plan.quantity)) return refuse('quantity-out-of-bounds');
  if (command.autocharge && command.method === null) return refuse('no-method');
  const items: Item[] = [itemOfPlan(plan, command.quantity)];
  for (const [key, quantity] of Object.entries(command.addons ?? {})) {
    const addon = addonOf(catalogue, key);
    if (addon === null) return refuse('no-such-addon');
    if (addon.retired || (actor.kind === 'customer' && !addon.customers.add)) return refuse('addon-not-offered');
    if (addon.currency !== plan.currency) return refuse('currency-differs');
    if (!isWithin(quantity, addon.quantity)) return refuse('quantity-out-of-bounds');
    const item = addon.plans === null || addon.plans.includes(plan.key) ? itemOfAddon(addon, quantity, plan.every) : null;
    if (item === null) return refuse('addon-does-not-fit');
    items.push(item);
  }
  const to = { currency: plan.currency, plan: plan.key, coupon: null };
  const couponed = command.coupon ? applyCoupon(command.coupon, to, catalogue, today) : { coupon: null, effects: [] };
  if ('refused' in couponed) return couponed;
  const hasTrial = plan.trialDays > 0 && command.skipTrial !== true;
  const { autocharge, method } = command;
  const state: Subscription = {
    revision: 0,
    asOf: today,
    state: 'trial',
    currency: plan.currency,
    every: plan.every,
    items,
    setupFee: plan.setupFee,
    trial: hasTrial ? { start: today, end: plusDays(today, plan.trialDays), extensions: 0 } : null,
    term: null,
    anchorDay: dayOf(today),
    terms: { most: command.terms ?? plan.terms, billed: 0 },
    comps: 0,
    coupon: couponed.coupon,
    scheduled: [],
    pausedOn: null,
    pauses: 0,
    autocharge,
    method,
    dunning: null,
    carried: [],
    ended: null,
  };
  return hasTrial ? { state, effects: couponed.effects } : { ...beginTerm(state, today, dayOf(today)), effects: couponed.effects };
}
