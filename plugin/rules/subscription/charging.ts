/** Charges by themselves: what failed, what is tried again, with which method. Pure. */
import { plusDays } from '../calendar';
import type { Effect } from './commands';
import type { PolicyRules } from './policy';
import { runAgain } from './pausing';
import { billingMode, runs, type Dunning, type Subscription } from './state';
import { dropped, endedOn, refuse, type Input, type Step } from './step';

const STOP: Effect = { type: 'stop-charging' };

/** What comes after a failure: the first day of those set that is not over, or the end. */
function afterFailure(firstFailed: string, today: string, hard: boolean, { dunning }: PolicyRules): Dunning {
  const days = [...dunning.days].sort((one, other) => one - other).map((after) => plusDays(firstFailed, after));
  const retry = hard ? undefined : days.find((day) => day > today);
  if (retry !== undefined) return { firstFailed, hard, next: { on: retry, what: 'retry' } };
  const last = hard ? days.at(-1) : undefined;
  return { firstFailed, hard, next: { on: last !== undefined && last > today ? last : today, what: 'end' } };
}

export function chargeFailed({ state, command, today, policy }: Input<'charge-failed'>): Step {
  // What was under way when it was switched off: nobody is told of a failure, and nothing is tried again.
  if (billingMode(state) === 'manual') return refuse('autocharge-off');
  const dunning = afterFailure(state.dunning?.firstFailed ?? today, today, command.hard, policy.rules);
  return {
    state: { ...state, state: 'past-due', dunning },
    effects: [{ type: 'tell', what: 'charge-failed', on: dunning.next?.what === 'retry' ? dunning.next.on : null }],
  };
}

export function dunningDue({ state, today, policy }: Input<'dunning-due'>): Step {
  if (state.dunning === null) return refuse('not-due');
  if (state.dunning.next?.what === 'retry') {
    return { state: { ...state, dunning: { ...state.dunning, next: null } }, effects: [{ type: 'charge', reason: 'retry' }] };
  }
  if (policy.rules.dunning.end === 'cancelled') return endedOn(state, 'cancelled', today);
  return { state: { ...state, state: 'unpaid', dunning: null, scheduled: [] }, effects: dropped(state.scheduled) };
}

/** Paid, in whatever way. From unpaid it runs again as after a pause: days without service are not billed. */
export function chargeSucceeded({ state, command, today, policy, catalogue }: Input<'charge-succeeded'>): Step {
  if (command.settled) {
    return state.state === 'unpaid'
      ? runAgain(state, today, catalogue)
      : { state: { ...state, state: runs(state.scheduled), dunning: null } };
  }
  if (state.dunning?.next !== null) return refuse('nothing-changes');
  return { state: { ...state, dunning: afterFailure(state.dunning.firstFailed, today, state.dunning.hard, policy.rules) } };
}

/** Nothing is tried any more: what was past due for it is not. */
const stopped = (state: Subscription): Subscription =>
  state.state === 'past-due' ? { ...state, state: runs(state.scheduled), dunning: null } : state;

export function autocharge({ state, command }: Input<'autocharge'>): Step {
  if (state.autocharge === command.on) return refuse('nothing-changes');
  if (!command.on) return { state: stopped({ ...state, autocharge: false }), effects: [STOP] };
  // What is unpaid stays to be paid by hand.
  return state.method === null ? refuse('no-method') : { state: { ...state, autocharge: true } };
}

export function setMethod({ state, command }: Input<'set-method'>): Step {
  if (state.method === command.method) return refuse('nothing-changes');
  const next: Subscription = { ...state, method: command.method };
  const isOwing = state.state === 'past-due' || (state.state === 'unpaid' && state.autocharge);
  if (!isOwing) return { state: next };
  const dunning = state.dunning && { ...state.dunning, hard: false, next: null };
  return { state: { ...next, dunning }, effects: [{ type: 'charge', reason: 'new-method' }] };
}

/** The last method goes, and autocharge with it: a method that comes later charges nothing unasked. */
export const removeMethod = ({ state }: Input<'remove-method'>): Step =>
  state.method === null
    ? refuse('no-method')
    : { state: stopped({ ...state, method: null, autocharge: false }), effects: state.autocharge ? [STOP] : [] };
