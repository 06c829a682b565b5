/** What can be done with a subscription, by whom, and what comes of it. Pure data. */
import type { Line } from './lines';
import type { Reason } from './reasons';
import type { Scheduled, Subscription } from './state';
import type { State } from './states';

/** Who acts. The system is what falls due and what gateways say; what an editor may is its role's to say. */
export interface Actor {
  kind: 'customer' | 'editor' | 'system';
  id: string;
}

/** At once, or from the next term on. */
export type When = 'now' | 'end';

/** How many of what the customer has, at the end of it: 0 is none. */
type Counts = Readonly<Record<string, number>>;

interface Commands {
  create: {
    plan: string;
    quantity: number;
    addons?: Counts;
    coupon?: string | null;
    /** Without its trial. */
    skipTrial?: boolean;
    autocharge: boolean;
    method: string | null;
    /** Null: as the plan says. */
    terms?: number | null;
  };
  'extend-trial': object;
  activate: object;
  'trial-end': object;
  /** What is absent stays. Several changes are one command: they are shown and paid together. A coupon counts at once. */
  edit: {
    at: When;
    plan?: string;
    quantity?: number;
    addons?: Counts;
    /** Null: none any more. */
    coupon?: string | null;
    /** By editors: with the next invoice. */
    bill?: 'now' | 'next';
  };
  /** On a later day where it says one; until a day where it says that. */
  pause: { on: string | null; until: string | null };
  resume: { on: string | null };
  'pause-due': object;
  'resume-due': object;
  /** Credit for the days left: editors say, for customers the settings do. */
  cancel: { at: When; credit?: boolean; reason?: string | null };
  /** By the row's id, or all that changes at the end of the term. */
  'remove-scheduled': { id: string } | { what: 'edits' };
  reactivate: object;
  renew: object;
  'dunning-due': object;
  /** `hard`: the method will never do. */
  'charge-failed': { hard: boolean };
  /** `settled`: nothing of the subscription is owed any more. */
  'charge-succeeded': { settled: boolean };
  autocharge: { on: boolean };
  'set-method': { method: string };
  'remove-method': object;
  'change-price': { item: string; price: number; on: string };
  /** When the running term, or the trial, ends. `prorate`: more or fewer days are charged or credited. */
  'move-date': { on: string; prorate: boolean };
  comp: { terms: number };
  'set-terms': { most: number | null };
  /** The invoice of the term that began on a day: its coupon was not used. */
  'invoice-voided': { term: string };
}

export type CommandType = keyof Commands;
export type CommandOf<T extends CommandType> = { type: T } & Commands[T];
export type Command = { [T in CommandType]: CommandOf<T> }[CommandType];

/** When a decision is made. Nothing else knows the time. */
export interface Moment {
  /** ISO 8601, in UTC. */
  instant: string;
  /** The organisation's (IANA). */
  timeZone: string;
}

/** What is to be done besides keeping the new state, in the same transaction or after it by what that one writes. */
export type Effect =
  /** Counts one use of a coupon, by a statement that refuses above its limits. */
  | { type: 'redeem'; coupon: string }
  | { type: 'release'; coupon: string }
  /** Charge by itself what is open of the subscription. */
  | { type: 'charge'; reason: 'retry' | 'new-method' }
  /** What is open is not charged by itself any more. */
  | { type: 'stop-charging' }
  /** A charge was tried and failed, or a price will change: the customer is told. */
  | { type: 'tell'; what: 'charge-failed' | 'price-change'; on: string | null }
  /** Something scheduled that came to nothing. */
  | { type: 'dropped'; row: Scheduled };

/**
 * How what is to be paid is collected. `first`: the new state holds if the charge succeeds, else nothing has changed.
 * `charge`: it holds, and the invoice is charged. `invoice`: it holds, and the customer is sent something to pay.
 */
export type Collect = 'none' | 'first' | 'charge' | 'invoice';

export interface Outcome {
  from: State | null;
  state: Subscription;
  lines: readonly Line[];
  /** Charges less credits, as lines have it. */
  due: number;
  collect: Collect;
  effects: readonly Effect[];
}

export interface Refusal {
  refused: Reason;
}

export type Decision = Outcome | Refusal;

export const isRefusal = (decision: object): decision is Refusal => 'refused' in decision;
