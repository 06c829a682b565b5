import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { fraction, minus, percentage, plus, times, type Fraction } from '../../../../plugin/rules/money/decimal';
import {
  confirm,
  isRefusal,
  nextStates,
  preview,
  STATES,
  TRANSITIONS,
  type Item,
  type Line,
  type Subscription,
} from '../../../../plugin/rules/subscription';
import { asks, beginnings, live, world, type Decided } from './histories';

/** By the ten thousand: `npm run test:long`. */
const RUNS = Number(process.env.SUBSCRIPTION_HISTORIES ?? 200);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_130);
const few = { numRuns: RUNS, seed: SEED };
jest.setTimeout(Math.max(120_000, RUNS * 100));

const nextDay = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

/** What a whole term of an item costs, by its own words. */
function whole({ price, quantity, off }: Item): Fraction {
  const gross = fraction(BigInt(price) * BigInt(quantity));
  if (off === null) return gross;
  if ('percent' in off) return times(gross, minus(fraction(1), percentage(off.percent)));
  return fraction(gross.numerator > BigInt(off.amount) ? gross.numerator - BigInt(off.amount) : 0n);
}

/** What each day costs, as things stood when it was last decided about: no line is looked at. */
class Days {
  private readonly price = new Map<string, Fraction>();

  /** From a day on a subscription is as it is now. */
  set(from: string, { term, items }: Subscription): void {
    for (const day of this.price.keys()) if (day >= from) this.price.delete(day);
    if (term === null) return;
    const each = items
      .filter(({ recurring }) => recurring)
      .map((item) => times(whole(item), fraction(1, term.days)))
      .reduce(plus, fraction(0));
    for (let day = from > term.start ? from : term.start; day < term.end; day = nextDay(day)) this.price.set(day, each);
  }

  get sum(): Fraction {
    return [...this.price.values()].reduce(plus, fraction(0));
  }
}

/** From which day on a decision counts: what falls due counts from the term that it begins. */
function countsFrom({ before, outcome, today }: Decided): string {
  const start = outcome.state.term?.start;
  const isNew = start !== undefined && (before?.term?.start !== start || before.term.end <= start);
  return isNew && start < today ? start : today;
}

const signed = ({ kind, net }: Line): bigint => (kind === 'charge' ? BigInt(net) : -BigInt(net));
const total = (lines: readonly Line[]): bigint => lines.reduce((sum, line) => sum + signed(line), 0n);
const paid = (decided: readonly Decided[]): bigint => decided.reduce((sum, { outcome }) => sum + total(outcome.lines), 0n);

/** Set-up fee, and what was bought once. */
const fees = (decided: readonly Decided[]): bigint =>
  decided
    .flatMap(({ outcome }) => [...outcome.lines])
    .filter(({ why }) => why === 'setup-fee')
    .reduce((sum, line) => sum + signed(line), 0n);

function bought(decided: readonly Decided[]): bigint {
  let sum = 0n;
  for (const { before, outcome } of decided) {
    for (const item of outcome.state.items.filter(({ recurring }) => !recurring)) {
      const had = before?.items.find(({ key }) => key === item.key)?.invoiced ?? 0;
      sum += BigInt(item.price) * BigInt(item.invoiced - had);
    }
  }
  return sum;
}

/** How far what was invoiced and credited is from the price of the days that it was for. */
function difference(decided: readonly Decided[]): { off: Fraction; lines: number } {
  const days = new Days();
  for (const each of decided) days.set(countsFrom(each), each.outcome.state);
  const last = decided.at(-1)?.outcome.state;
  const invoiced = paid(decided) + total(last?.carried ?? []) - fees(decided) - bought(decided);
  return {
    off: minus(fraction(invoiced), days.sum),
    lines: decided.reduce((sum, { outcome }) => sum + outcome.lines.length, last?.carried.length ?? 0),
  };
}

describe('over any history', () => {
  test('what was invoiced less what was credited is the price of what was used, exactly where days have whole prices', () => {
    const exact = world({ isExact: true, prorated: true });
    fc.assert(
      fc.property(beginnings, asks, (beginning, history) => {
        expect(difference(live(beginning, history, exact)).off.numerator).toBe(0n);
      }),
      few,
    );
  });

  test('and within half a unit for each line else', () => {
    const odd = world({ isExact: false, prorated: true });
    fc.assert(
      fc.property(beginnings, asks, (beginning, history) => {
        const { off, lines } = difference(live(beginning, history, odd));
        const size = off.numerator < 0n ? -off.numerator : off.numerator;
        expect(2n * size <= BigInt(lines) * off.denominator).toBe(true);
      }),
      few,
    );
  });

  test('no term costs more than the dearest that was had in it, with proration or without', () => {
    const odd = world({ isExact: false, prorated: false });
    fc.assert(
      fc.property(beginnings, asks, (beginning, history) => {
        let [sum, lines] = [0n, 0n];
        let dearest = new Map<string, number>();
        for (const { outcome, before, command } of live(beginning, history, odd)) {
          // More days than a term has are an editor's doing; what is carried is on another term's invoice.
          if (command.type === 'move-date' || ('bill' in command && command.bill === 'next')) return;
          const { state } = outcome;
          const begins = state.terms.billed !== before?.terms.billed || state.term?.start !== before.term?.start;
          const counted = outcome.lines.filter(({ why }) => ['term', 'change', 'cancellation'].includes(why));
          if (begins) [sum, lines, dearest] = [0n, 0n, new Map<string, number>()];
          for (const item of state.items.filter(({ recurring }) => recurring)) {
            const key = item.kind === 'plan' ? '' : item.key;
            dearest.set(key, Math.max(dearest.get(key) ?? 0, item.price * item.quantity));
          }
          // Credits of the term before stand on the invoice with which the next begins.
          sum += total(begins ? counted.filter(({ why }) => why === 'term') : counted);
          lines += BigInt(counted.length);
          const most = [...dearest.values()].reduce((all, one) => all + BigInt(one), 0n);
          expect(2n * sum <= 2n * most + lines).toBe(true);
          expect(2n * sum >= -lines).toBe(true);
        }
      }),
      few,
    );
  });

  test('a state is reached by the table alone, time goes forward, and every line is a whole amount of its own', () => {
    const odd = world({ isExact: false, prorated: false });
    fc.assert(
      fc.property(beginnings, asks, (beginning, history) => {
        for (const { before, outcome, command } of live(beginning, history, odd)) {
          if (before !== null) {
            expect(nextStates(before.state, command.type)).toContain(outcome.state.state);
            expect(outcome.state.revision).toBe(before.revision + 1);
            expect(outcome.state.asOf >= before.asOf).toBe(true);
          }
          for (const { net, amount, off } of outcome.lines) {
            expect(net >= 0 && off >= 0 && net === amount - off).toBe(true);
          }
          if (outcome.state.state === 'non-renewing') expect(outcome.state.scheduled.some(({ kind }) => kind === 'cancel')).toBe(true);
          if (outcome.state.state === 'past-due') expect(outcome.state.dunning).not.toBeNull();
          if (['cancelled', 'expired', 'unpaid'].includes(outcome.state.state)) expect(outcome.state.scheduled).toEqual([]);
        }
      }),
      few,
    );
  });

  test('terms are billed one after the other, none twice and none left out, whatever the clock does', () => {
    const odd = world({ isExact: false, prorated: true });
    fc.assert(
      fc.property(beginnings, asks, (beginning, history) => {
        let end = '';
        for (const { before, outcome, command } of live(beginning, history, odd)) {
          const { term } = outcome.state;
          if (term === null || (term.start === before?.term?.start && term.end === before.term.end)) continue;
          if (command.type === 'renew') expect(term.start).toBe(before?.term?.end);
          const isMoved = command.type === 'move-date' || command.type === 'cancel' || command.type === 'edit';
          if (!isMoved) expect(term.start >= end).toBe(true);
          end = term.end;
        }
      }),
      few,
    );
  });

  test('what was shown is what is done', () => {
    const odd = world({ isExact: false, prorated: true });
    const ground = {
      ...odd,
      pricing: { pricesIncludeTax: false, taxRounding: 'document' as const },
      digest: (text: string) => createHash('sha256').update(text).digest('hex'),
    };
    fc.assert(
      fc.property(beginnings, asks, fc.nat({ max: 59 * 60_000 }), (beginning, history, wait) => {
        for (const { before, outcome, command, moment } of live(beginning, history, odd).slice(-5)) {
          const here = { ...ground, timeZone: moment.timeZone };
          const shown = preview(before, command, moment.instant, here);
          if (isRefusal(shown)) throw new Error(shown.refused);
          expect(shown.outcome).toEqual(outcome);
          const now = new Date(Date.parse(moment.instant) + wait).toISOString();
          // Also across midnight, and with the state from the database.
          const kept = JSON.parse(JSON.stringify(before)) as Subscription | null;
          expect(confirm(kept, command, shown, now, here)).toEqual({ confirmed: shown });
        }
      }),
      { ...few, numRuns: Math.ceil(RUNS / 3) },
    );
  });
});

/** Ways that histories seldom take, or never: each has a test of its own in rules.test.ts or figures.test.ts. */
const SELDOM = [
  /change-price|invoice-voided/u,
  /^past-due (dunning-due cancelled|charge-succeeded (past-due|non-renewing)|(autocharge|remove-method) non-renewing)$/u,
  /^(trial|past-due) remove-scheduled/u,
  /^(?!past-due)\S+ (autocharge|set-method|remove-method) /u,
  /^paused (resume|resume-due) expired$/u,
  /^unpaid charge-succeeded expired$/u,
];

test('all states and all ways of the table are real', () => {
  const odd = world({ isExact: false, prorated: true });
  const seen = new Set<string>();
  const states = new Set<string>();
  for (const [beginning, history] of fc.sample(fc.tuple(beginnings, asks), { numRuns: 1000, seed: 7 })) {
    for (const { before, outcome, command } of live(beginning, history, odd)) {
      states.add(outcome.state.state);
      if (before) seen.add(`${before.state} ${command.type} ${outcome.state.state}`);
    }
  }
  expect([...states].sort()).toEqual([...STATES].sort());
  const ways = Object.entries(TRANSITIONS).flatMap(([from, row]) =>
    Object.entries(row).flatMap(([type, next]) => next.map((to) => `${from} ${type} ${to}`)),
  );
  expect(ways.filter((way) => !seen.has(way) && !SELDOM.some((seldom) => seldom.test(way)))).toEqual([]);
});
