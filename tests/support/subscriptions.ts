/** What tests of subscriptions share: a catalogue, a policy that allows everything, and a subscription that is told what to do. */
import type {
  Actor,
  Addon,
  BillingMode,
  Catalogue,
  Command,
  CommandType,
  Coupon,
  Outcome,
  Plan,
  Policy,
  Reason,
  State,
  Subscription,
} from '../../plugin/rules/subscription';
import { decide, isRefusal, STATES } from '../../plugin/rules/subscription';

export const CUSTOMER: Actor = { kind: 'customer', id: 'nora' };
export const EDITOR: Actor = { kind: 'editor', id: 'ed' };
export const SYSTEM: Actor = { kind: 'system', id: 'jobs' };

export const plan = (key: string, price: number, more: Partial<Plan> = {}): Plan => ({
  key,
  product: 'product',
  name: key,
  currency: 'EUR',
  price,
  every: { unit: 'month', count: 1 },
  trialDays: 0,
  setupFee: 0,
  tax: null,
  quantity: { least: 1, most: 1000 },
  prorated: true,
  terms: null,
  retired: false,
  customers: { changeTo: true, changeQuantity: true },
  ...more,
});

const addonBase = (key: string): Omit<Addon, 'recurring' | 'price' | 'prices'> => ({
  key,
  name: key,
  currency: 'EUR',
  tax: null,
  quantity: { least: 1, most: 1000 },
  prorated: true,
  plans: null,
  retired: false,
  customers: { add: true, remove: true, changeQuantity: true },
});

export const addon = (key: string, price: number, more: Partial<ReturnType<typeof addonBase>> = {}): Addon => ({
  ...addonBase(key),
  recurring: true,
  prices: [
    { every: { unit: 'month', count: 1 }, price },
    { every: { unit: 'year', count: 1 }, price: price * 10 },
  ],
  ...more,
});

export const once = (key: string, price: number): Addon => ({ ...addonBase(key), recurring: false, price });

export const coupon = (code: string, off: Coupon['off'], more: Partial<Coupon> = {}): Coupon => ({
  code,
  off,
  currency: null,
  terms: null,
  plans: null,
  lastDay: null,
  most: null,
  mostOfCustomer: null,
  used: 0,
  usedByCustomer: 0,
  ...more,
});

const byKey = <T>(all: readonly T[], keyOf: (one: T) => string): Record<string, T> =>
  Object.fromEntries(all.map((one) => [keyOf(one), one]));

export const catalogue = (plans: Plan[], addons: Addon[] = [], coupons: Coupon[] = []): Catalogue => ({
  plans: byKey(plans, ({ key }) => key),
  addons: byKey(addons, ({ key }) => key),
  coupons: byKey(coupons, ({ code }) => code),
});

export const everywhere = (on: boolean): Record<State, Record<BillingMode, boolean>> =>
  Object.fromEntries(STATES.map((state) => [state, { autocharge: on, manual: on }])) as Record<State, Record<BillingMode, boolean>>;

/** All allowed, but for what is given. */
export function policy(customers: Partial<Policy['customers']> = {}, rules: Partial<Policy['rules']> = {}): Policy {
  const yes = everywhere(true);
  return {
    customers: {
      extendTrial: true,
      activateTrial: { autocharge: true, manual: true },
      cancel: { now: true, end: true },
      reactivate: true,
      removeCancellation: true,
      pause: { now: true, scheduled: true },
      resume: { now: true, scheduled: true },
      autocharge: true,
      removeMethod: true,
      ...{ changeNow: yes, changeAtEnd: yes, removeChanges: yes, changePlan: yes, changePlanQuantity: yes },
      ...{ manageAddons: yes, changeAddonQuantity: yes, coupons: yes },
      ...customers,
    },
    rules: {
      trial: { extensionDays: 7, extensions: 2, end: { autocharge: 'activate', manual: 'expire' } },
      pause: { enabled: true, mostDays: null, most: null },
      cancel: { creditsCustomers: false },
      dunning: { days: [2, 7, 14, 21], end: 'unpaid' },
      payFirst: { autocharge: true, manual: false },
      priceNoticeDays: 30,
      previewMinutes: 60,
      ...rules,
    },
  };
}

/** Noon of a day. */
export const noon = (date: string): string => `${date}T12:00:00.000Z`;

/** Without the types' help: tests write commands as data. */
export type Told = Command & { actor?: Actor };

/** A subscription that is told one thing after the other, in UTC, and remembers what was answered. */
export class Story {
  state: Subscription | null = null;
  last: Outcome | null = null;

  constructor(
    readonly of: Catalogue,
    public policy: Policy = policyOfAll,
    public timeZone = 'UTC',
  ) {}

  private ask(at: string, { actor, ...command }: Told) {
    const instant = at.includes('T') ? at : noon(at);
    const by = actor ?? (isDue(command.type) ? SYSTEM : CUSTOMER);
    return decide(this.state, { ...command, actor: by }, this.of, this.policy, {
      instant,
      timeZone: this.timeZone,
    });
  }

  /** What is refused, and why; null: it is not. Nothing changes. */
  refusal(at: string, command: Told): Reason | null {
    const decision = this.ask(at, command);
    return isRefusal(decision) ? decision.refused : null;
  }

  tell(at: string, command: Told): Outcome {
    const decision = this.ask(at, command);
    if (isRefusal(decision)) throw new Error(`${command.type} on ${at}: ${decision.refused}`);
    this.last = decision;
    this.state = decision.state;
    return decision;
  }

  get now(): Subscription {
    if (this.state === null) throw new Error('Nothing was created.');
    return this.state;
  }

  get items(): Record<string, number> {
    return Object.fromEntries(this.now.items.map(({ key, quantity }) => [key, quantity]));
  }
}

const policyOfAll = policy();

const DUE: readonly CommandType[] = ['trial-end', 'renew', 'pause-due', 'resume-due', 'dunning-due', 'charge-failed', 'charge-succeeded'];
const isDue = (type: CommandType): boolean => DUE.includes(type);

/** Created on a day, with autocharge and a method. */
export function subscribed(
  to: Catalogue,
  key: string,
  on: string,
  more: Partial<Extract<Command, { type: 'create' }>> = {},
  by?: Policy,
): Story {
  const story = new Story(to, by);
  story.tell(on, { type: 'create', plan: key, quantity: 1, autocharge: true, method: 'card-1', ...more });
  return story;
}

/** Nets with their sign: credits below 0. */
export const nets = ({ lines }: Pick<Outcome, 'lines'>): number[] => lines.map(({ kind, net }) => (kind === 'charge' ? net : 0 - net));
