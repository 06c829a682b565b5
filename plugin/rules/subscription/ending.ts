/** Terms and subscriptions end: renewed, cancelled, taken up again. Pure. */
import { beginTerm, nextTerm } from './billing';
import { addonOf, planOf } from './catalogue';
import { creditLines } from './change-now';
import { itemOfAddon, itemOfPlan } from './items';
import { planItem, rowOf, runs, type Item, type ScheduledCancel, type Subscription } from './state';
import { dropped, endedOn, newRow, refuse, type Input, type Step } from './step';
import { dayOf, earlier, later } from './terms';

/** The end of a term: what was decided for it, else the next one is billed. */
export function renew({ state, today, catalogue }: Input<'renew'>): Step {
  const cancel = rowOf(state, 'cancel');
  if (cancel) return endedOn(state, 'cancelled', today, cancel.reason);
  const next = nextTerm(state, today, state.anchorDay, catalogue);
  const isPastDue = state.state === 'past-due' && next.state.state !== 'expired';
  return isPastDue ? { ...next, state: { ...next.state, state: 'past-due' } } : next;
}

/** At once: days left are credited where that was asked for, and the term then ends that day. */
function cancelNow(input: Input<'cancel'>): Step {
  const { state, command, actor, policy, today } = input;
  const { term } = state;
  const credits = actor.kind === 'customer' ? policy.rules.cancel.creditsCustomers : command.credit === true;
  if (!credits || term === null || today >= term.end) return endedOn(state, 'cancelled', today, command.reason ?? null);
  const day = later(term.start, earlier(today, term.end));
  const ended = endedOn({ ...state, term: { ...term, end: day } }, 'cancelled', today, command.reason ?? null);
  return { ...ended, lines: [...creditLines(state.items, term, day, 'cancellation'), ...(ended.lines ?? [])] };
}

export function cancel(input: Input<'cancel'>): Step {
  const { state, command } = input;
  if (command.at === 'now') return cancelNow(input);
  const row: ScheduledCancel = { kind: 'cancel', reason: command.reason ?? null, ...newRow(input, undefined) };
  // What was to come after the end does not.
  const gone = state.scheduled.filter(({ kind }) => kind !== 'price');
  const scheduled = [...state.scheduled.filter(({ kind }) => kind === 'price'), row];
  const isLive = state.state === 'live';
  return { state: { ...state, state: isLive ? 'non-renewing' : state.state, scheduled }, effects: dropped(gone) };
}

/** At today's prices. What is not sold any more, and what was bought once, stays behind. */
function offeredAgain({ state, catalogue }: Input<'reactivate'>): Item[] | 'plan-not-offered' {
  const present = planItem(state);
  const plan = planOf(catalogue, present.key);
  if (plan === null || plan.retired || plan.currency !== state.currency) return 'plan-not-offered';
  const addons = state.items.flatMap(({ kind, key, quantity, recurring }): Item[] => {
    const addon = kind === 'addon' && recurring ? addonOf(catalogue, key) : null;
    const item = addon && !addon.retired && addon.currency === state.currency ? itemOfAddon(addon, quantity, plan.every) : null;
    return item ? [item] : [];
  });
  return [itemOfPlan(plan, present.quantity), ...addons];
}

/** Within a term that is paid it goes on as it was; else a new term begins today. */
export function reactivate(input: Input<'reactivate'>): Step {
  const { state, today, catalogue } = input;
  const base: Subscription = { ...state, ended: null, scheduled: [], dunning: null };
  if (state.term !== null && state.ended !== null && today < state.term.end) return { state: { ...base, state: runs([]) } };
  const items = offeredAgain(input);
  if (typeof items === 'string') return refuse(items);
  const every = planOf(catalogue, planItem(state).key)?.every ?? state.every;
  return beginTerm({ ...base, items, every, terms: { ...state.terms, billed: 0 } }, today, dayOf(today));
}

/** Takes back what was scheduled. */
export function removeScheduled({ state, command, actor }: Input<'remove-scheduled'>): Step {
  const rows = state.scheduled.filter((row) => ('id' in command ? row.id === command.id : row.kind === 'edit'));
  if (rows.length === 0) return refuse('nothing-scheduled');
  if (actor.kind === 'customer' && rows.some(({ kind }) => kind === 'price')) return refuse('not-yours');
  // The day on which a pause ends goes with its beginning, where that is still to come.
  const alsoResume = rows.some(({ kind }) => kind === 'pause');
  const scheduled = state.scheduled.filter((row) => !rows.includes(row) && !(alsoResume && row.kind === 'resume'));
  const back = state.state === 'non-renewing' ? runs(scheduled) : state.state;
  return { state: { ...state, state: back, scheduled } };
}
