/** Pausing and resuming. Pure. */
import { plusDays } from '../calendar';
import { nextTerm } from './billing';
import type { Catalogue } from './catalogue';
import type { Refusal } from './commands';
import { rowOf, runs, type Scheduled, type ScheduledDay, type Subscription } from './state';
import { dropped, newRow, refuse, type Input, type Next, type Step } from './step';
import { dayOf } from './terms';

const without = (scheduled: readonly Scheduled[], ...kinds: Scheduled['kind'][]): Scheduled[] =>
  scheduled.filter(({ kind }) => !kinds.includes(kind));

/** Paused from a day on. Before the day of billing, changes for the end of the term are given up. */
function pausedFrom(state: Subscription, on: string, rows: readonly Scheduled[]): Next {
  const early = state.term !== null && on < state.term.end;
  const kept = early ? without(rows, 'pause', 'edit') : without(rows, 'pause');
  const next: Subscription = { ...state, state: 'paused', pausedOn: on, pauses: state.pauses + 1, scheduled: kept };
  return { state: next, effects: dropped(early ? rows.filter(({ kind }) => kind === 'edit') : []) };
}

/** The day on which a pause ends by itself: as it was asked for, or the longest that there is; null: none. */
function untilOf({ command, policy }: Input<'pause'>, from: string): string | null | Refusal {
  const { mostDays } = policy.rules.pause;
  const last = mostDays === null ? null : plusDays(from, mostDays);
  if (command.until === null) return last;
  if (command.until <= from) return refuse('date-not-possible');
  return last !== null && command.until > last ? refuse('pause-too-long') : command.until;
}

export function pause(input: Input<'pause'>): Step {
  const { state, command, today } = input;
  if (command.on !== null && command.on <= today) return refuse('date-not-possible');
  const from = command.on ?? today;
  const until = untilOf(input, from);
  if (until !== null && typeof until === 'object') return until;
  const before = { pause: rowOf(state, 'pause') ?? undefined, resume: rowOf(state, 'resume') ?? undefined };
  const row = <K extends 'pause' | 'resume'>(kind: K, on: string | null, nth: number): ScheduledDay<K>[] =>
    on === null ? [] : [{ kind, on, ...newRow(input, before[kind], nth) }];
  const rows = [...without(state.scheduled, 'pause', 'resume'), ...row('pause', command.on, 1), ...row('resume', until, 2)];
  return command.on === null ? pausedFrom(state, today, rows) : { state: { ...state, scheduled: rows } };
}

/** A day that was set came. What is past due by then is not paused: what is owed would wait. */
export function pauseDue({ state, today }: Input<'pause-due'>): Step {
  if (state.state === 'live') return pausedFrom(state, today, state.scheduled);
  const passed = state.scheduled.filter(({ kind }) => kind === 'pause' || kind === 'resume');
  return { state: { ...state, scheduled: without(state.scheduled, 'pause', 'resume') }, effects: dropped(passed) };
}

/**
 * Runs again from a day on: within the term that is paid as if nothing had been, after it with a new term, billed, from
 * that day. On the very day of billing the anchor stays.
 */
export function runAgain(state: Subscription, on: string, catalogue: Catalogue): Next {
  const base: Subscription = { ...state, pausedOn: null, dunning: null, scheduled: without(state.scheduled, 'resume') };
  if (state.term !== null && on < state.term.end) return { state: { ...base, state: runs(base.scheduled) } };
  return nextTerm(base, on, on === state.term?.end ? state.anchorDay : dayOf(on), catalogue);
}

export function resume(input: Input<'resume'>): Step {
  const { state, command, today, policy, catalogue } = input;
  if (command.on === null) return runAgain(state, today, catalogue);
  const { mostDays } = policy.rules.pause;
  if (command.on <= today) return refuse('date-not-possible');
  if (mostDays !== null && state.pausedOn !== null && command.on > plusDays(state.pausedOn, mostDays)) return refuse('pause-too-long');
  const row: ScheduledDay<'resume'> = { kind: 'resume', on: command.on, ...newRow(input, rowOf(state, 'resume') ?? undefined) };
  return { state: { ...state, scheduled: [...without(state.scheduled, 'resume'), row] } };
}

export const resumeDue = ({ state, today, catalogue }: Input<'resume-due'>): Step => runAgain(state, today, catalogue);
