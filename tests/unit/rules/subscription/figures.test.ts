import { nextCharge } from '../../../../plugin/rules/subscription';
import { addon, catalogue, coupon, EDITOR, nets, once, plan, policy, Story, subscribed } from '../../../support/subscriptions';

/** Figures that other systems publish or test for, in minor units. */
const month = (price: number) => plan(`p${price}`, price);
const plans = [100, 500, 1000, 2000, 9000, 10_000, 20_000, 30_000, 40_000, 50_000].map(month);
const year = { every: { unit: 'year', count: 1 } } as const;
const all = catalogue(
  [
    ...plans,
    plan('year-1000', 100_000, year),
    plan('year-3000', 300_000, year),
    plan('days', 3000, { every: { unit: 'day', count: 30 } }),
    plan('quarter', 91_000, { every: { unit: 'day', count: 91 } }),
  ],
  [addon('more', 20_000), addon('bit', 100), addon('two', 200), once('box', 700)],
  [
    coupon('25', { percent: '25' }),
    coupon('50', { percent: '50' }),
    coupon('20', { percent: '20' }),
    coupon('90-off', { amount: 9000 }),
    coupon('10-off', { amount: 1000 }),
    coupon('1-off', { amount: 100 }),
    coupon('once', { percent: '25' }, { terms: 1 }),
    coupon('three', { percent: '25' }, { terms: 3 }),
  ],
);

describe('changes within a term', () => {
  test.each([
    // What was, what comes, when the term began, when it changes, what is credited and charged.
    ['p10000', 'p30000', '2024-06-01', '2024-06-16', [-5000, 15_000]],
    ['p10000', 'p30000', '2024-06-01', '2024-06-11', [-6667, 20_000]],
    ['p10000', 'p30000', '2024-02-18', '2024-02-25', [-7586, 22_759]],
    ['year-1000', 'year-3000', '2025-01-01', '2025-03-03', [-83_288, 249_863]],
    ['p30000', 'p50000', '2024-06-01', '2024-06-11', [-20_000, 33_333]],
    ['p500', 'p2000', '2024-06-01', '2024-06-02', [-483, 1933]],
    ['p10000', 'year-1000', '2024-06-01', '2024-06-16', [-5000, 100_000]],
  ])('%s to %s, begun %s, changed %s', (from, to, begun, on, wanted) => {
    const story = subscribed(all, from, begun);
    expect(nets(story.tell(on, { type: 'edit', at: 'now', plan: to }))).toEqual(wanted);
  });

  test('three in one term', () => {
    const story = subscribed(all, 'p10000', '2024-06-01');
    expect(nets(story.tell('2024-06-07', { type: 'edit', at: 'now', plan: 'p20000' }))).toEqual([-8000, 16_000]);
    expect(nets(story.tell('2024-06-13', { type: 'edit', at: 'now', plan: 'p30000' }))).toEqual([-12_000, 18_000]);
    expect(nets(story.tell('2024-06-19', { type: 'edit', at: 'now', plan: 'p40000' }))).toEqual([-12_000, 16_000]);
  });

  test('from a month to a year begins a new term', () => {
    const story = subscribed(all, 'p10000', '2024-06-01');
    story.tell('2024-06-16', { type: 'edit', at: 'now', plan: 'year-1000' });
    expect(story.now.term).toMatchObject({ start: '2024-06-16', end: '2025-06-16', days: 365 });
    expect(story.now.anchorDay).toBe(16);
  });

  test('a day of a term is a part of the whole one: 14 of 31 days of 100 are 45.16', () => {
    const story = subscribed(all, 'p10000', '2024-07-01');
    const { lines } = story.tell('2024-07-18', { type: 'cancel', at: 'now', credit: true, actor: EDITOR });
    expect(lines).toMatchObject([{ kind: 'credit', net: 4516, part: { days: 14, of: 31 } }]);
  });

  test('91000 for 91 days: 32 of them are 32000', () => {
    const story = subscribed(all, 'quarter', '2024-06-01');
    expect(nets(story.tell('2024-07-30', { type: 'cancel', at: 'now', credit: true, actor: EDITOR }))).toEqual([-32_000]);
  });
});

describe('coupons', () => {
  test.each([
    ['25', '50', [-3750, 25_000]],
    [null, '50', [-5000, 25_000]],
  ])('of %s, then %s, at half of a term from 100 to 1000', (before, then, wanted) => {
    const to = catalogue([...plans, plan('p100000', 100_000)], [], Object.values(all.coupons));
    const story = subscribed(to, 'p10000', '2024-06-01', { coupon: before });
    story.tell('2024-06-16', { type: 'edit', at: 'now', coupon: then });
    expect(nets(story.tell('2024-06-16', { type: 'edit', at: 'now', plan: 'p100000' }))).toEqual(wanted);
  });

  test('in one edit with the plan it is the same', () => {
    const story = subscribed(all, 'p10000', '2024-06-01', { coupon: '25' });
    expect(nets(story.tell('2024-06-16', { type: 'edit', at: 'now', plan: 'p20000', coupon: '50' }))).toEqual([-3750, 5000]);
  });

  test.each([
    ['p10000', 'more', '90-off', [7000, 14_000]],
    ['p100', 'two', '1-off', [67, 133]],
  ])('an amount over the lines of %s and %s', (key, extra, code, wanted) => {
    expect(nets(subscribed(all, key, '2024-06-01', { addons: { [extra]: 1 }, coupon: code }).last!)).toEqual(wanted);
  });

  test.each([
    ['10-off', 5000],
    ['20', 4000],
  ])('seats from 5 to 10 at 1000 with %s off', (code, due) => {
    const story = subscribed(all, 'p1000', '2024-06-01', { quantity: 5, coupon: code });
    expect(story.tell('2024-06-01', { type: 'edit', at: 'now', quantity: 10 }).due).toBe(due);
  });

  test.each([
    ['once', [7500, 10_000, 10_000, 10_000]],
    ['three', [7500, 7500, 7500, 10_000]],
  ])('%s counts terms that are paid, after a trial', (code, wanted) => {
    const to = catalogue([plan('trial', 10_000, { trialDays: 7 })], [], Object.values(all.coupons));
    const story = subscribed(to, 'trial', '2024-06-01', { coupon: code });
    expect(story.last?.lines).toEqual([]);
    const first = story.tell('2024-06-08', { type: 'trial-end' }).due;
    const others = ['2024-07-08', '2024-08-08', '2024-09-08'].map((on) => story.tell(on, { type: 'renew' }).due);
    expect([first, ...others]).toEqual(wanted);
  });

  test('the next charge: prorations are on it, and the coupon takes off the plan alone', () => {
    const story = subscribed(
      catalogue([plan('base', 1000)], [], [coupon('25', { percent: '25' }), coupon('none', { percent: '0' })]),
      'base',
      '2024-06-01',
    );
    story.tell('2024-06-16', { type: 'edit', at: 'now', quantity: 5, bill: 'next', actor: EDITOR });
    // Four more for half of the term, carried: 2000; then five, of which a quarter comes off.
    story.tell('2024-06-16', { type: 'edit', at: 'now', coupon: '25' });
    const before = JSON.stringify(story.now);
    expect(nextCharge(story.now, story.of, story.policy)).toMatchObject({ on: '2024-07-01', due: 3750 - 500 + 2500, collect: 'charge' });
    expect(JSON.stringify(story.now)).toBe(before);
    story.tell('2024-06-17', { type: 'cancel', at: 'end' });
    expect(nextCharge(story.now, story.of, story.policy)).toMatchObject({ on: '2024-07-01', due: 2000 });
  });

  test('base 1000, 2250 of prorations, 25 % off the base alone: 3000', () => {
    const to = catalogue([plan('base', 1000)], [addon('big', 4500)], [coupon('25', { percent: '25' })]);
    const story = subscribed(to, 'base', '2024-06-01');
    story.tell('2024-06-16', { type: 'edit', at: 'now', addons: { big: 1 }, bill: 'next', actor: EDITOR });
    story.tell('2024-06-16', { type: 'edit', at: 'end', addons: { big: 0 } });
    story.tell('2024-06-16', { type: 'edit', at: 'now', coupon: '25' });
    expect(nextCharge(story.now, story.of, story.policy)).toMatchObject({ due: 3000 });
  });
});

describe('days', () => {
  test('31 January, 29 February, 31 March, 30 April', () => {
    const story = subscribed(all, 'p1000', '2024-01-31');
    const ends = [story.now.term?.end];
    for (let count = 0; count < 3; count += 1) {
      story.tell(story.now.term?.end ?? '', { type: 'renew' });
      ends.push(story.now.term?.end);
    }
    expect(ends).toEqual(['2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31']);
  });

  test('29 February comes back after four years', () => {
    const story = subscribed(all, 'year-1000', '2024-02-29');
    const starts: (string | undefined)[] = [];
    for (let count = 0; count < 4; count += 1) {
      story.tell(story.now.term?.end ?? '', { type: 'renew' });
      starts.push(story.now.term?.start);
    }
    expect(starts).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
  });

  test('a trial from 28 April to 5 May: billed on the 5th', () => {
    const story = subscribed(catalogue([plan('trial', 1000, { trialDays: 7 })]), 'trial', '2024-04-28');
    story.tell('2024-05-05', { type: 'trial-end' });
    expect(story.now).toMatchObject({ anchorDay: 5, term: { start: '2024-05-05', end: '2024-06-05' } });
  });

  test('America/Juneau, 08:01 UTC on the 1st: eighteen renewals, all on the 1st', () => {
    const story = new Story(all, policy(), 'America/Juneau');
    story.tell('2015-09-01T08:01:00Z', { type: 'create', plan: 'p1000', quantity: 1, autocharge: true, method: 'card' });
    const starts: string[] = [];
    for (let count = 0; count < 18; count += 1) {
      const end = story.now.term!.end;
      // Too early: there it is still the day before.
      expect(story.refusal(`${end}T07:59:00Z`, { type: 'renew' })).toBe('not-due');
      story.tell(`${end}T09:01:00Z`, { type: 'renew' });
      starts.push(story.now.term!.start.slice(8));
    }
    expect(starts).toEqual(Array.from({ length: 18 }, () => '01'));
  });

  test('billed on the 5th, paused 2 April, resumed 10 April: 100 on that day, next on 10 May', () => {
    const story = subscribed(catalogue([plan('p', 10_000)]), 'p', '2024-03-05');
    story.tell('2024-04-02', { type: 'pause', on: null, until: null });
    expect(story.tell('2024-04-10', { type: 'resume', on: null }).due).toBe(10_000);
    expect(story.now.term).toMatchObject({ start: '2024-04-10', end: '2024-05-10' });
    expect(nextCharge(story.now, story.of, story.policy)?.on).toBe('2024-05-10');
    story.tell('2024-04-10', { type: 'charge-failed', hard: false });
    expect(story.now.state).toBe('past-due');
  });

  test('retries come 2, 7, 14 and 21 days after the first failure', () => {
    const story = subscribed(all, 'p1000', '2024-06-01');
    story.tell('2024-06-01', { type: 'charge-failed', hard: false });
    const tried: string[] = [];
    while (story.now.dunning?.next?.what === 'retry') {
      const { on } = story.now.dunning.next;
      tried.push(on);
      expect(story.tell(on, { type: 'dunning-due' }).effects).toEqual([{ type: 'charge', reason: 'retry' }]);
      story.tell(on, { type: 'charge-failed', hard: false });
    }
    expect(tried).toEqual(['2024-06-03', '2024-06-08', '2024-06-15', '2024-06-22']);
    story.tell('2024-06-22', { type: 'dunning-due' });
    expect(story.now.state).toBe('unpaid');
  });

  test('a zone east of UTC, and another zone afterwards, bill no term twice', () => {
    const story = new Story(all, policy(), 'Pacific/Auckland');
    story.tell('2024-05-31T13:00:00Z', { type: 'create', plan: 'p1000', quantity: 1, autocharge: true, method: 'card' });
    expect(story.now.term).toMatchObject({ start: '2024-06-01', end: '2024-07-01' });
    story.tell('2024-06-30T12:30:00Z', { type: 'renew' });
    expect(story.refusal('2024-06-30T12:31:00Z', { type: 'renew' })).toBe('not-due');
    story.timeZone = 'America/Los_Angeles';
    expect(story.refusal('2024-07-01T12:00:00Z', { type: 'renew' })).toBe('not-due');
    // It is the 30th there, a day before the term: the whole of it is left, no more.
    expect(nets(story.tell('2024-06-30T13:00:00Z', { type: 'edit', at: 'now', plan: 'p2000' }))).toEqual([-1000, 2000]);
  });
});

test('a voided invoice gives the use of its coupon back', () => {
  const story = subscribed(all, 'p1000', '2024-06-01', { coupon: 'once' });
  expect(story.now.coupon).toMatchObject({ left: 0, usedFor: '2024-06-01' });
  story.tell('2024-06-02', { type: 'invoice-voided', term: '2024-06-01', actor: EDITOR });
  expect(story.tell('2024-07-01', { type: 'renew' }).due).toBe(750);
});
