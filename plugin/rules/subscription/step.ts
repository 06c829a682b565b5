/** What the parts of `decide` are given and give back. */
import type { Catalogue } from './catalogue';
import type { Actor, CommandOf, CommandType, Effect, Refusal } from './commands';
import type { Line } from './lines';
import type { Policy } from './policy';
import type { Reason } from './reasons';
import type { Scheduled, Subscription } from './state';

/** What a command is decided by, besides the subscription. */
export interface Circumstances {
  actor: Actor;
  catalogue: Catalogue;
  policy: Policy;
  /** The date in the organisation's time zone; of what fell due, the day on which it did. */
  today: string;
  instant: string;
}

export interface Input<T extends CommandType> extends Circumstances {
  state: Subscription;
  command: CommandOf<T>;
}

export interface Next {
  state: Subscription;
  lines?: readonly Line[];
  effects?: readonly Effect[];
}

export type Step = Next | Refusal;

export const refuse = (refused: Reason): Refusal => ({ refused });

export const dropped = (rows: readonly Scheduled[]): Effect[] => rows.map((row) => ({ type: 'dropped', row }));

/** A row's own fields. `nth` tells rows of one command apart. */
export const newRow = (
  { state, actor, instant }: Pick<Input<CommandType>, 'state' | 'actor' | 'instant'>,
  replaced: Scheduled | undefined,
  nth = 1,
): { id: string; by: string; at: string; replaces: string | null } => ({
  id: `${state.revision + 1}.${nth}`,
  by: `${actor.kind}:${actor.id}`,
  at: instant,
  replaces: replaced?.id ?? null,
});

/** Ended, with all that was to come. */
export function endedOn(state: Subscription, to: 'cancelled' | 'expired', on: string, reason: string | null = null): Next {
  const next = { ...state, state: to, scheduled: [], carried: [], dunning: null, pausedOn: null, ended: { on, reason } };
  return { state: next, lines: state.carried, effects: dropped(state.scheduled.filter(({ kind }) => kind !== 'cancel')) };
}
