/**
 * Random histories: commands by customers, editors and the system, with clocks that jump over months, in many time zones
 * and through changes of them. What falls due is decided before, as the job does; charges fail and succeed by lot.
 */
import fc from 'fast-check';
import { dateIn } from '../../../../plugin/rules/calendar';
import { decide, isRefusal, nextDue } from '../../../../plugin/rules/subscription';
import type {
  Actor,
  Catalogue,
  Command,
  Every,
  Moment,
  Outcome,
  Policy,
  Scheduled,
  Subscription,
} from '../../../../plugin/rules/subscription';
import { addon, catalogue, coupon, CUSTOMER, EDITOR, once, plan, policy, SYSTEM } from '../../../support/subscriptions';

export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Tehran',
  'America/St_Johns',
] as const;

/** Days of terms of months and years go into it, and quarters: with prices of so much every day's is a whole number. */
const EXACT = 4 * 1_681_363_740;

const EVERY: Record<string, Every> = {
  month: { unit: 'month', count: 1 },
  year: { unit: 'year', count: 1 },
  weeks: { unit: 'week', count: 2 },
  days: { unit: 'day', count: 30 },
};

interface World {
  catalogue: Catalogue;
  policy: Policy;
}

/** Plans of all lengths of term, one with a trial, a set-up fee and an end; addons; coupons. */
export function world({ isExact, prorated }: { isExact: boolean; prorated: boolean }): World {
  const unit = isExact ? EXACT : 1;
  const price = (exact: number, odd: number): number => (isExact ? exact * unit : odd);
  const plans = [
    plan('small', price(1, 999)),
    plan('middle', price(3, 3333), { trialDays: 10, setupFee: price(1, 501) }),
    plan('large', price(5, 10_007), { prorated }),
    plan('two-years', price(2, 777), { terms: 3 }),
    plan('year', price(10, 99_999), { every: EVERY.year! }),
    plan('weeks', price(1, 457), { every: EVERY.weeks! }),
    plan('days', price(2, 3001), { every: EVERY.days! }),
    plan('free', 0),
  ];
  const anyTerm = (key: string, exact: number, odd: number, isProrated: boolean) => ({
    ...addon(key, 0, { prorated: isProrated }),
    recurring: true as const,
    prices: Object.values(EVERY).map((every) => ({ every, price: price(exact, odd) })),
  });
  const addons = [anyTerm('storage', 1, 333, true), anyTerm('support', 2, 1999, prorated), once('box', price(1, 100))];
  const coupons = [
    coupon('quarter', { percent: '25' }),
    coupon('half-twice', { percent: '50' }, { terms: 2 }),
    coupon('all-once', { percent: '100' }, { terms: 1 }),
    ...(isExact ? [] : [coupon('amount', { amount: 500 }, { terms: 3 }), coupon('odd', { percent: '33.3333' })]),
  ];
  return {
    catalogue: catalogue(plans, addons, coupons),
    policy: policy({}, { cancel: { creditsCustomers: true }, payFirst: { autocharge: true, manual: true } }),
  };
}

type Asked = Command & { actor: Actor };

/** What is asked at a moment: dates in it are days from then. */
export interface Ask {
  /** Hours since the one before. */
  hours: number;
  zone: (typeof ZONES)[number] | null;
  command: (today: string, state: Subscription) => Asked;
  /** Whether what has to be charged succeeds, by turns. */
  luck: readonly ('paid' | 'failed' | 'hard')[];
}

const later = (today: string, days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

const key = fc.constantFrom('small', 'middle', 'large', 'two-years', 'year', 'weeks', 'days', 'free');
const counts = fc.dictionary(fc.constantFrom('storage', 'support', 'box'), fc.integer({ min: 0, max: 3 }), { maxKeys: 2 });
const byCustomerOrEditor = fc.constantFrom(CUSTOMER, EDITOR);
const days = fc.integer({ min: 0, max: 45 });

const edits = fc.record(
  {
    type: fc.constant('edit' as const),
    at: fc.constantFrom('now' as const, 'now' as const, 'end' as const),
    plan: key,
    quantity: fc.integer({ min: 1, max: 4 }),
    addons: counts,
    coupon: fc.constantFrom('quarter', 'half-twice', 'all-once', 'amount', 'odd', null),
    actor: byCustomerOrEditor,
  },
  { requiredKeys: ['type', 'at', 'actor'] },
);

type Maker = fc.Arbitrary<Ask['command']>;
const fixed = (command: Command, ...actors: Actor[]): Maker => fc.constantFrom(...actors).map((actor) => () => ({ ...command, actor }));
const dated = (make: (day: string, isOn: boolean) => Command, ...actors: Actor[]): Maker =>
  fc
    .tuple(days, fc.boolean(), fc.constantFrom(...actors))
    .map(([many, isOn, actor]) => (today) => ({ ...make(later(today, many), isOn), actor }));

const byOne: [weight: number, Maker][] = [
  [8, edits.map((command) => () => command)],
  [1, edits.map((command) => () => ({ ...command, at: 'now', bill: 'next', actor: EDITOR }))],
  [1, fixed({ type: 'extend-trial' }, CUSTOMER, EDITOR)],
  [3, fixed({ type: 'activate' }, CUSTOMER, EDITOR)],
  [2, dated((day, isOn) => ({ type: 'pause', on: isOn ? day : null, until: null }), CUSTOMER, EDITOR)],
  [1, dated((day, isOn) => ({ type: 'pause', on: null, until: isOn ? day : null }), CUSTOMER)],
  [3, dated((day, isOn) => ({ type: 'resume', on: isOn ? day : null }), CUSTOMER, EDITOR)],
  [1, fc.tuple(fc.boolean(), byCustomerOrEditor).map(([credit, actor]) => () => ({ type: 'cancel', at: 'now', credit, actor }))],
  [2, fixed({ type: 'cancel', at: 'end' }, CUSTOMER, EDITOR)],
  [2, fixed({ type: 'remove-scheduled', what: 'edits' }, CUSTOMER)],
  [
    2,
    fc.nat({ max: 5 }).map((at) => (_today, state) => ({ type: 'remove-scheduled', id: state.scheduled[at]?.id ?? 'none', actor: EDITOR })),
  ],
  [4, fixed({ type: 'reactivate' }, CUSTOMER, EDITOR)],
  [1, fc.boolean().map((on) => () => ({ type: 'autocharge', on, actor: CUSTOMER }))],
  [2, fc.constantFrom('card-1', 'card-2').map((method) => () => ({ type: 'set-method', method, actor: CUSTOMER }))],
  [1, fixed({ type: 'remove-method' }, CUSTOMER)],
  [1, dated((on) => ({ type: 'move-date', on, prorate: true }), EDITOR)],
  [1, fc.nat({ max: 2 }).map((terms) => () => ({ type: 'comp', terms, actor: EDITOR }))],
  [1, fc.integer({ min: 1, max: 6 }).map((most) => () => ({ type: 'set-terms', most, actor: EDITOR }))],
  [1, fixed({ type: 'set-terms', most: null }, EDITOR)],
  [2, fixed({ type: 'charge-succeeded', settled: true }, SYSTEM)],
  [1, fixed({ type: 'charge-failed', hard: false }, SYSTEM)],
  [1, fixed({ type: 'charge-succeeded', settled: false }, SYSTEM)],
];

/** Says itself in what fails: with dates counted from the year 2000. */
const told = (make: Ask['command']): Ask['command'] =>
  Object.assign(make, {
    [fc.toStringMethod]: () => JSON.stringify(make('2000-01-01', { scheduled: [] as readonly Scheduled[] } as Subscription)),
  });

const commands: Maker = fc.oneof(...byOne.map(([weight, arbitrary]) => ({ weight, arbitrary }))).map(told);

const luck = fc.array(fc.constantFrom('paid', 'paid', 'paid', 'failed', 'failed', 'hard'), { minLength: 1, maxLength: 6 }) as fc.Arbitrary<
  Ask['luck']
>;

export const asks: fc.Arbitrary<Ask[]> = fc.array(
  fc.record({
    hours: fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 24 * 20 }), fc.nat({ max: 24 * 100 })),
    zone: fc.option(fc.constantFrom(...ZONES), { freq: 8, nil: null }),
    command: commands,
    luck,
  }),
  { minLength: 1, maxLength: 25 },
);

/** How one begins: often on the last days of a month. */
export const beginnings = fc.record({
  at: fc.oneof(
    fc.constantFrom('2024-01-31T12:00:00Z', '2024-02-29T00:30:00Z', '2023-12-31T23:59:00Z', '2024-03-30T23:30:00Z', '2024-10-27T00:30:00Z'),
    fc.integer({ min: 0, max: 1000 }).map((day) => new Date(Date.UTC(2023, 0, 1) + day * 86_400_000 + day * 3_333_333).toISOString()),
  ),
  zone: fc.constantFrom(...ZONES),
  plan: key,
  quantity: fc.integer({ min: 1, max: 3 }),
  autocharge: fc.boolean(),
  coupon: fc.constantFrom(null, 'quarter', 'half-twice'),
});

/** What was decided, one after the other. */
export interface Decided {
  command: Asked;
  moment: Moment;
  /** The day that counted. */
  today: string;
  before: Subscription | null;
  outcome: Outcome;
}

type Beginning = typeof beginnings extends fc.Arbitrary<infer T> ? T : never;

/** Lives a history. `onto` sees each thing before it is decided, and what was decided. */
export function live(beginning: Beginning, history: readonly Ask[], { catalogue: of, policy: by }: World): Decided[] {
  const decided: Decided[] = [];
  let state: Subscription | null = null;
  let zone: string = beginning.zone;
  let clock = Date.parse(beginning.at);
  let turn = 0;
  const tell = (command: Asked, chances: Ask['luck']): boolean => {
    const moment = { instant: new Date(clock).toISOString(), timeZone: zone };
    const outcome = decide(state, command, of, by, moment);
    if (isRefusal(outcome)) return false;
    const chance = chances[turn++ % chances.length];
    // Not paid: nothing has changed.
    if (outcome.collect === 'first' && chance !== 'paid') return true;
    decided.push({ command, moment, today: outcome.state.asOf, before: state, outcome });
    state = outcome.state;
    const charged = outcome.collect === 'charge' || outcome.effects.some(({ type }) => type === 'charge');
    if (charged && chance !== 'paid') tell({ type: 'charge-failed', hard: chance === 'hard', actor: SYSTEM }, ['paid']);
    else if (charged && state.state === 'past-due') tell({ type: 'charge-succeeded', settled: true, actor: SYSTEM }, ['paid']);
    return true;
  };
  const { plan: wanted, quantity, autocharge, coupon: code } = beginning;
  tell({ type: 'create', plan: wanted, quantity, autocharge, method: 'card-1', coupon: code, actor: EDITOR }, ['paid']);
  for (const ask of history) {
    clock += ask.hours * 3_600_000;
    zone = ask.zone ?? zone;
    for (let count = 0; count < 2000; count += 1) {
      const due = state === null ? null : nextDue(state);
      if (due === null || !tell({ type: due.type, actor: SYSTEM }, ask.luck)) break;
    }
    if (state !== null) tell(ask.command(dateIn(zone, new Date(clock)), state), ask.luck);
  }
  return decided;
}
