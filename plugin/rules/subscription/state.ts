/** A subscription as it stands, all that a decision needs to know of it. Plain data: what is kept is this. */
import type { TaxRate } from '../documents/lines';
import type { Off } from './catalogue';
import type { Line } from './lines';
import type { Every, Term } from './terms';
import type { BillingMode, State } from './states';

/** Something of a subscription, at the price at which it was agreed. */
export interface Item {
  kind: 'plan' | 'addon';
  /** Of the plan or addon; of a subscription each is there once. */
  key: string;
  name: string;
  recurring: boolean;
  /** Of one, for a whole term (or once). */
  price: number;
  quantity: number;
  tax: TaxRate | null;
  prorated: boolean;
  /** What comes off it in the running term, as it was billed; an amount is its part of the whole term's. */
  off: Off | null;
  /** What it came to in the running term so far: charges less credits, with those of the plan in whose place it is. */
  paid: number;
  /** A change counted for the whole term (proration off): so do others in it, and nothing of it is credited. */
  whole: boolean;
  /** Of what is bought once: how many are invoiced. */
  invoiced: number;
}

export interface AppliedCoupon {
  code: string;
  off: Off;
  plans: readonly string[] | null;
  /** Paid terms that it is still good for; null: for ever. */
  left: number | null;
  /** Start of the last term that it was used for; null: of none. */
  usedFor: string | null;
}

interface Row {
  /** Unique in its subscription. */
  id: string;
  /** Who scheduled it, and when (ISO instant). */
  by: string;
  at: string;
  /** The row whose place it took. */
  replaces: string | null;
}

/** The plan (and its quantity) or an addon, from the next term on. */
export interface ScheduledEdit extends Row {
  kind: 'edit';
  /** What it is about, the plan or an addon's key: of each there is one. */
  subject: string;
  /** What comes, at the price that was shown; null: what is there stays, in another quantity. */
  to: Item | null;
  /** Of a plan: how long its terms are. */
  every: Every | null;
  /** Null: as many as there are then. 0: it goes. */
  quantity: number | null;
}

/** Another price of an item, by an editor, from the first term that begins on a day or later. */
export interface ScheduledPrice extends Row {
  kind: 'price';
  subject: string;
  price: number;
  on: string;
}

export interface ScheduledDay<K extends 'pause' | 'resume' = 'pause' | 'resume'> extends Row {
  kind: K;
  on: string;
}

/** At the end of the term, or of the trial. */
export interface ScheduledCancel extends Row {
  kind: 'cancel';
  reason: string | null;
}

export type Scheduled = ScheduledEdit | ScheduledPrice | ScheduledDay<'pause'> | ScheduledDay<'resume'> | ScheduledCancel;

/** What became of a charge that failed. */
export interface Dunning {
  firstFailed: string;
  /** What comes next, and when; null: a charge is under way, and its answer decides. */
  next: { on: string; what: 'retry' | 'end' } | null;
  /** The method will never do: only another one is tried. */
  hard: boolean;
}

export interface Subscription {
  /** Grows with every change. Who writes compares it, so that of two at once one is told. */
  revision: number;
  /** The last day on which something was decided: no day comes twice, whatever clocks and time zones do. */
  asOf: string;
  state: State;
  currency: string;
  every: Every;
  /** The plan first. */
  items: readonly Item[];
  /** Not invoiced yet. */
  setupFee: number;
  trial: { start: string; end: string; extensions: number } | null;
  /** The last term that was billed. */
  term: Term | null;
  /** Day of the month on which terms of months and years begin, where the month has it. */
  anchorDay: number;
  terms: { most: number | null; billed: number };
  /** Terms to come that are free. */
  comps: number;
  coupon: AppliedCoupon | null;
  scheduled: readonly Scheduled[];
  pausedOn: string | null;
  pauses: number;
  /** As the customer set it; it takes a method as well. */
  autocharge: boolean;
  method: string | null;
  dunning: Dunning | null;
  /** Decided, and put on the next invoice. */
  carried: readonly Line[];
  ended: { on: string; reason: string | null } | null;
}

/** Whether charges are made without anybody doing something. */
export const billingMode = ({ autocharge, method }: Pick<Subscription, 'autocharge' | 'method'>): BillingMode =>
  autocharge && method !== null ? 'autocharge' : 'manual';

export const planItem = ({ items }: Pick<Subscription, 'items'>): Item => {
  const [plan] = items;
  if (plan?.kind !== 'plan') throw new Error('A subscription without a plan.');
  return plan;
};

/** Rows of a kind. */
export const rowsOf = <K extends Scheduled['kind']>(
  { scheduled }: Pick<Subscription, 'scheduled'>,
  kind: K,
): Extract<Scheduled, { kind: K }>[] => scheduled.filter((row): row is Extract<Scheduled, { kind: K }> => row.kind === kind);

export const rowOf = <K extends 'pause' | 'resume' | 'cancel'>(
  subscription: Pick<Subscription, 'scheduled'>,
  kind: K,
): Extract<Scheduled, { kind: K }> | null => rowsOf(subscription, kind)[0] ?? null;

/** Running, with its end decided or not. */
export const runs = (scheduled: readonly Scheduled[]): 'live' | 'non-renewing' =>
  scheduled.some(({ kind }) => kind === 'cancel') ? 'non-renewing' : 'live';
