/** Trials: extended, activated, over. Pure. */
import { plusDays } from '../calendar';
import { applyScheduled } from './apply-scheduled';
import { beginTerm } from './billing';
import { billingMode, rowOf, type Subscription } from './state';
import { dropped, endedOn, refuse, type Circumstances, type Input, type Next, type Step } from './step';
import { dayOf, later } from './terms';

/** The first paid term, on a day, which becomes the anchor. */
function firstTerm(state: Subscription, on: string, { catalogue }: Pick<Circumstances, 'catalogue'>): Next {
  const applied = applyScheduled(state, on, catalogue);
  return { ...beginTerm(applied.state, on, dayOf(on)), effects: dropped(applied.dropped) };
}

export function extendTrial({ state, actor, policy, today }: Input<'extend-trial'>): Step {
  if (state.trial === null) return refuse('not-in-this-state');
  const { extensionDays, extensions } = policy.rules.trial;
  if (actor.kind === 'customer' && state.trial.extensions >= extensions) return refuse('no-extension-left');
  const end = plusDays(later(today, state.trial.end), extensionDays);
  return { state: { ...state, state: 'trial', trial: { ...state.trial, end, extensions: state.trial.extensions + 1 } } };
}

export const activate = (input: Input<'activate'>): Step =>
  rowOf(input.state, 'cancel') === null ? firstTerm(input.state, input.today, input) : refuse('cancellation-scheduled');

export function trialEnd(input: Input<'trial-end'>): Step {
  const { state, today, policy } = input;
  const cancel = rowOf(state, 'cancel');
  if (cancel) return endedOn(state, 'cancelled', today, cancel.reason);
  const what = policy.rules.trial.end[billingMode(state)];
  return what === 'activate' ? firstTerm(state, today, input) : { state: { ...state, state: 'trial-expired' } };
}
