import { billingMode, forecast, nextCharge, nextDue, recurringRevenue } from '../../../../plugin/rules/subscription';
import { addon, catalogue, coupon, EDITOR, plan, subscribed } from '../../../support/subscriptions';

const all = catalogue(
  [
    plan('month', 3000),
    plan('quarter', 10_000, { every: { unit: 'month', count: 3 } }),
    plan('year', 10_000, { every: { unit: 'year', count: 1 } }),
    plan('week', 300, { every: { unit: 'week', count: 1 } }),
    plan('day', 30, { every: { unit: 'day', count: 1 } }),
    plan('dollars', 500, { currency: 'USD' }),
    plan('trial', 3000, { trialDays: 14, setupFee: 900 }),
    plan('free', 0),
    plan('two', 3000, { terms: 2 }),
  ],
  [addon('storage', 500)],
  [coupon('half-twice', { percent: '50' }, { terms: 2 })],
);
const of = (key: string, more = {}) => subscribed(all, key, '2024-01-31', more);
const by = of('month').policy;

test('the next charge says when, what and how', () => {
  const story = of('month', { addons: { storage: 2 }, coupon: 'half-twice' });
  story.tell('2024-02-01', { type: 'edit', at: 'end', addons: { storage: 0 } });
  expect(nextCharge(story.now, all, by)).toMatchObject({
    on: '2024-02-29',
    due: 1500,
    collect: 'charge',
    lines: [{ item: 'month', off: 1500 }],
  });
  expect(nextCharge(of('trial').now, all, by)).toMatchObject({ on: '2024-02-14', due: 3900 });
  expect(nextCharge(of('trial', { autocharge: false }).now, all, by)).toBeNull();
  expect(nextCharge(of('month', { autocharge: false }).now, all, by)).toMatchObject({ collect: 'invoice' });
  expect(nextCharge(of('free').now, all, by)).toBeNull();
});

test('there is none of what is paused, unless it resumes by itself', () => {
  const story = of('month');
  story.tell('2024-02-10', { type: 'pause', on: null, until: null });
  expect(nextCharge(story.now, all, by)).toBeNull();
  story.tell('2024-02-11', { type: 'resume', on: '2024-03-10' });
  expect(nextCharge(story.now, all, by)).toMatchObject({ on: '2024-03-10', due: 3000 });
});

test('of what is past due it is the next term’s', () => {
  const story = of('month');
  story.tell('2024-02-01', { type: 'charge-failed', hard: false });
  expect(nextDue(story.now)).toEqual({ on: '2024-02-03', type: 'dunning-due' });
  expect(nextCharge(story.now, all, by)).toMatchObject({ on: '2024-02-29', due: 3000 });
});

test('a forecast is by month and currency, of what ends no longer than it lasts', () => {
  const ending = of('month');
  ending.tell('2024-02-01', { type: 'cancel', at: 'end' });
  const list = [of('month'), of('quarter'), of('two'), of('dollars'), of('trial'), ending].map(({ now }) => now);
  expect(forecast(list, '2024-04', all, by)).toEqual([
    { month: '2024-02', currency: 'EUR', amount: 9900, charges: 3 },
    { month: '2024-02', currency: 'USD', amount: 500, charges: 1 },
    { month: '2024-03', currency: 'EUR', amount: 6000, charges: 2 },
    { month: '2024-03', currency: 'USD', amount: 500, charges: 1 },
    { month: '2024-04', currency: 'EUR', amount: 16_000, charges: 3 },
    { month: '2024-04', currency: 'USD', amount: 500, charges: 1 },
  ]);
});

test.each([
  ['month', {}, 3000],
  ['quarter', {}, 3333],
  ['year', {}, 833],
  ['week', {}, 1300],
  ['day', {}, 913],
  ['month', { addons: { storage: 2 } }, 4000],
  ['month', { coupon: 'half-twice' }, 1500],
])('a month of %s %o is %d', (key, more, amount) => {
  expect(recurringRevenue([of(key, more).now])).toEqual([{ currency: 'EUR', amount }]);
});

test('recurring revenue adds up exactly, and counts what runs', () => {
  const three = [of('year'), of('year'), of('year')].map(({ now }) => now);
  expect(recurringRevenue(three)).toEqual([{ currency: 'EUR', amount: 2500 }]);
  const paused = of('month');
  paused.tell('2024-02-01', { type: 'pause', on: null, until: null });
  const ending = of('month');
  ending.tell('2024-02-01', { type: 'cancel', at: 'end' });
  const free = of('month');
  free.tell('2024-02-01', { type: 'comp', terms: 1, actor: EDITOR });
  free.tell('2024-02-29', { type: 'renew' });
  const list = [paused, ending, free, of('trial'), of('dollars')].map(({ now }) => now);
  expect(recurringRevenue(list)).toEqual([
    { currency: 'EUR', amount: 6000 },
    { currency: 'USD', amount: 500 },
  ]);
});

test('it is charged by itself where it is on and there is a method', () => {
  expect(billingMode({ autocharge: true, method: null })).toBe('manual');
  expect(billingMode({ autocharge: true, method: 'card' })).toBe('autocharge');
});
