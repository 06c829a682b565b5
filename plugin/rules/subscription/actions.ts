/**
 * What customers are offered, one by one, and why not: by the state's table, by how the subscription stands, and by the
 * settings. The same function refuses in `decide`; API, portal and the preview of settings read it. Pure.
 */
import { planOf, type Catalogue } from './catalogue';
import type { CommandType } from './commands';
import type { CustomerRights, Policy } from './policy';
import type { Reason } from './reasons';
import { billingMode, planItem, rowOf, rowsOf, type Subscription } from './state';
import { nextStates } from './transitions';

/** Each with the command that does it. */
const COMMANDS = {
  'extend-trial': 'extend-trial',
  activate: 'activate',
  'change-now': 'edit',
  'change-at-end': 'edit',
  'change-plan': 'edit',
  'change-plan-quantity': 'edit',
  'manage-addons': 'edit',
  'change-addon-quantity': 'edit',
  'apply-coupon': 'edit',
  'remove-coupon': 'edit',
  'remove-changes': 'remove-scheduled',
  'pause-now': 'pause',
  'pause-scheduled': 'pause',
  'remove-pause': 'remove-scheduled',
  'resume-now': 'resume',
  'resume-scheduled': 'resume',
  'remove-resume': 'remove-scheduled',
  'cancel-now': 'cancel',
  'cancel-at-end': 'cancel',
  'remove-cancellation': 'remove-scheduled',
  reactivate: 'reactivate',
  'autocharge-on': 'autocharge',
  'autocharge-off': 'autocharge',
  'set-method': 'set-method',
  'remove-method': 'remove-method',
} as const satisfies Record<string, CommandType>;

export type Action = keyof typeof COMMANDS;
export const ACTIONS = Object.keys(COMMANDS) as Action[];

const CHANGES: readonly Action[] = [
  'change-now',
  'change-at-end',
  'change-plan',
  'change-plan-quantity',
  'manage-addons',
  'change-addon-quantity',
];

/** What of how a subscription stands is in the way, whoever asks; null: nothing. */
function standsInTheWay(action: Action, state: Subscription, { rules }: Policy): Reason | null {
  const { most, enabled } = rules.pause;
  switch (action) {
    case 'pause-now':
    case 'pause-scheduled':
      if (!enabled) return 'pausing-off';
      return most !== null && state.pauses >= most ? 'no-pause-left' : null;
    case 'remove-coupon':
      return state.coupon === null ? 'no-coupon' : null;
    case 'remove-changes':
      return rowsOf(state, 'edit').length === 0 ? 'nothing-scheduled' : null;
    case 'remove-pause':
      return rowOf(state, 'pause') === null ? 'nothing-scheduled' : null;
    case 'remove-resume':
      return rowOf(state, 'resume') === null || rowOf(state, 'pause') !== null ? 'nothing-scheduled' : null;
    case 'remove-cancellation':
      return rowOf(state, 'cancel') === null ? 'nothing-scheduled' : null;
    case 'cancel-at-end':
      return rowOf(state, 'cancel') === null ? null : 'nothing-changes';
    case 'activate':
      return rowOf(state, 'cancel') === null ? null : 'cancellation-scheduled';
    case 'autocharge-on':
      return state.autocharge ? 'nothing-changes' : state.method === null ? 'no-method' : null;
    case 'autocharge-off':
      return state.autocharge ? null : 'nothing-changes';
    case 'remove-method':
      return state.method === null ? 'no-method' : null;
    default:
      return null;
  }
}

/** Whether anybody may: null where somebody may. */
export function impossible(action: Action, state: Subscription, policy: Policy): Reason | null {
  const held = rowOf(state, 'cancel') !== null;
  if (held && (CHANGES.includes(action) || action === 'pause-now' || action === 'pause-scheduled')) return 'cancellation-scheduled';
  if (action === 'cancel-at-end' && held) return 'nothing-changes';
  const next = nextStates(state.state, COMMANDS[action]);
  // Of a cancellation at once and one at the end a state may have but one.
  const some = action === 'cancel-at-end' ? next.some((to) => to !== 'cancelled') : next.length > 0;
  return some ? standsInTheWay(action, state, policy) : 'not-in-this-state';
}

function isSwitchedOn(action: Action, state: Subscription, rights: CustomerRights): boolean {
  const mode = billingMode(state);
  const matrix = (rows: CustomerRights['changeNow']): boolean => rows[state.state]?.[mode] ?? false;
  switch (action) {
    case 'extend-trial':
      return rights.extendTrial;
    case 'activate':
      return rights.activateTrial[mode];
    case 'change-now':
      return matrix(rights.changeNow);
    case 'change-at-end':
      return matrix(rights.changeAtEnd);
    case 'change-plan':
      return matrix(rights.changePlan);
    case 'change-plan-quantity':
      return matrix(rights.changePlanQuantity);
    case 'manage-addons':
      return matrix(rights.manageAddons);
    case 'change-addon-quantity':
      return matrix(rights.changeAddonQuantity);
    case 'apply-coupon':
    case 'remove-coupon':
      return matrix(rights.coupons);
    case 'remove-changes':
      return matrix(rights.removeChanges);
    case 'pause-now':
      return rights.pause.now;
    case 'pause-scheduled':
    case 'remove-pause':
      return rights.pause.scheduled;
    case 'resume-now':
      return rights.resume.now;
    case 'resume-scheduled':
    case 'remove-resume':
      return rights.resume.scheduled;
    case 'cancel-now':
      return rights.cancel.now;
    case 'cancel-at-end':
      return rights.cancel.end;
    case 'remove-cancellation':
      return rights.removeCancellation;
    case 'reactivate':
      return rights.reactivate;
    case 'autocharge-on':
    case 'autocharge-off':
      return rights.autocharge;
    case 'set-method':
      return true;
    case 'remove-method':
      return rights.removeMethod;
  }
}

/** Why a customer may not do something; null: it may. What is wrong with a certain plan or date is found by `decide`. */
export function whyNot(action: Action, state: Subscription, policy: Policy, catalogue: Catalogue): Reason | null {
  const reason = impossible(action, state, policy);
  if (reason !== null) return reason;
  if (!isSwitchedOn(action, state, policy.customers)) return 'switched-off';
  // Customers extend what has expired (SUB-1), editors a running trial too.
  if (action === 'extend-trial') {
    if (state.state !== 'trial-expired') return 'not-in-this-state';
    return (state.trial?.extensions ?? 0) >= policy.rules.trial.extensions ? 'no-extension-left' : null;
  }
  if (action === 'change-plan-quantity' && planOf(catalogue, planItem(state).key)?.customers.changeQuantity === false)
    return 'quantity-fixed';
  return null;
}

/** For each action null, or why the customer may not. A change takes one of *now* and *at the end* as well. */
export const whatCould = (state: Subscription, policy: Policy, catalogue: Catalogue): Record<Action, Reason | null> =>
  Object.fromEntries(ACTIONS.map((action) => [action, whyNot(action, state, policy, catalogue)])) as Record<Action, Reason | null>;
