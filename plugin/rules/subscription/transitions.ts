/**
 * States of a subscription, and which command leads from which to which: the one table. `decide` refuses what is not in
 * it, what customers are offered is read from it, and a state that it does not name cannot be reached. Pure.
 */
import type { CommandType } from './commands';
import type { State } from './states';

type Row = Partial<Record<Exclude<CommandType, 'create'>, readonly State[]>>;

export const TRANSITIONS: Readonly<Record<State, Row>> = {
  trial: {
    'extend-trial': ['trial'],
    activate: ['live'],
    'trial-end': ['live', 'trial-expired', 'cancelled'],
    edit: ['trial'],
    'remove-scheduled': ['trial'],
    // At its end it is cancelled without a bill; until then it is a trial.
    cancel: ['cancelled', 'trial'],
    autocharge: ['trial'],
    'set-method': ['trial'],
    'remove-method': ['trial'],
    'change-price': ['trial'],
    'move-date': ['trial'],
    comp: ['trial'],
    'set-terms': ['trial'],
  },
  'trial-expired': {
    'extend-trial': ['trial'],
    activate: ['live'],
    cancel: ['cancelled'],
    autocharge: ['trial-expired'],
    'set-method': ['trial-expired'],
    'remove-method': ['trial-expired'],
  },
  live: {
    edit: ['live'],
    'remove-scheduled': ['live'],
    pause: ['paused', 'live'],
    'pause-due': ['paused'],
    cancel: ['cancelled', 'non-renewing'],
    renew: ['live', 'expired'],
    'charge-failed': ['past-due'],
    autocharge: ['live'],
    'set-method': ['live'],
    'remove-method': ['live'],
    'change-price': ['live'],
    'move-date': ['live'],
    comp: ['live'],
    'set-terms': ['live'],
    'invoice-voided': ['live'],
  },
  'past-due': {
    edit: ['past-due'],
    'remove-scheduled': ['past-due'],
    // What was to be paused is not: the day passes.
    'pause-due': ['past-due'],
    cancel: ['cancelled', 'past-due'],
    renew: ['past-due', 'cancelled', 'expired'],
    // Tried again, or given up.
    'dunning-due': ['past-due', 'unpaid', 'cancelled'],
    'charge-failed': ['past-due'],
    'charge-succeeded': ['live', 'non-renewing', 'past-due'],
    // Without autocharge nothing is tried, so nothing fails.
    autocharge: ['live', 'non-renewing'],
    'set-method': ['past-due'],
    'remove-method': ['live', 'non-renewing'],
    'change-price': ['past-due'],
    'move-date': ['past-due'],
    comp: ['past-due'],
    'set-terms': ['past-due'],
    'invoice-voided': ['past-due'],
  },
  unpaid: {
    cancel: ['cancelled'],
    'charge-succeeded': ['live', 'expired'],
    'invoice-voided': ['unpaid'],
    autocharge: ['unpaid'],
    'set-method': ['unpaid'],
    'remove-method': ['unpaid'],
  },
  paused: {
    resume: ['live', 'paused', 'expired'],
    'resume-due': ['live', 'expired'],
    'invoice-voided': ['paused'],
    'remove-scheduled': ['paused'],
    cancel: ['cancelled'],
    autocharge: ['paused'],
    'set-method': ['paused'],
    'remove-method': ['paused'],
  },
  'non-renewing': {
    'remove-scheduled': ['live'],
    cancel: ['cancelled'],
    renew: ['cancelled'],
    'charge-failed': ['past-due'],
    autocharge: ['non-renewing'],
    'set-method': ['non-renewing'],
    'remove-method': ['non-renewing'],
    'move-date': ['non-renewing'],
    'invoice-voided': ['non-renewing'],
  },
  cancelled: { reactivate: ['live'], autocharge: ['cancelled'], 'set-method': ['cancelled'], 'remove-method': ['cancelled'] },
  expired: { reactivate: ['live'], autocharge: ['expired'], 'set-method': ['expired'], 'remove-method': ['expired'] },
};

/** Where a command may lead from a state; nowhere: it is not possible there. */
export const nextStates = (from: State, by: CommandType): readonly State[] => (by === 'create' ? [] : (TRANSITIONS[from][by] ?? []));
