import { createHash } from 'node:crypto';
import { confirm, isRefusal, preview, type Ground, type Preview } from '../../../../plugin/rules/subscription';
import { catalogue, coupon, CUSTOMER, EDITOR, noon, plan, policy, subscribed } from '../../../support/subscriptions';
import { taxRate } from '../documents/documents';

const tax = taxRate('19');
const all = catalogue([plan('small', 10_000, { tax }), plan('large', 30_000, { tax })], [], [coupon('tenth', { percent: '10' })]);
const ground: Ground = {
  catalogue: all,
  policy: policy(),
  pricing: { pricesIncludeTax: false, taxRounding: 'document' },
  timeZone: 'UTC',
  digest: (text) => createHash('sha256').update(text).digest('hex'),
};
const CHANGE = { type: 'edit', at: 'now', plan: 'large', actor: CUSTOMER } as const;

function shown(story: ReturnType<typeof subscribed>, instant: string, by = ground): Preview {
  const made = preview(story.now, CHANGE, instant, by);
  if (isRefusal(made)) throw new Error(made.refused);
  return made;
}

const small = () => subscribed(all, 'small', '2024-06-01');

test('a preview is what documents will say, to the cent and with tax', () => {
  const { documents, next, outcome } = shown(small(), noon('2024-06-11'));
  // 20 of 30 days: 66.67 and 200.00; 19 % of each.
  expect(documents.creditNote?.totals).toMatchObject({ net: 6667, tax: 1267, gross: 7934 });
  expect(documents.invoice?.totals).toMatchObject({ net: 20_000, tax: 3800, gross: 23_800 });
  expect(documents.due).toBe(15_866);
  expect(documents.invoice?.document.lines).toMatchObject([{ item: 'large', quantity: '1', rate: '200.00', discount: null, tax }]);
  expect(outcome.collect).toBe('first');
  expect(next).toMatchObject({ on: '2024-07-01', due: 30_000 });
});

test('lines of whole terms have their quantity and price, and what comes off stands on them', () => {
  const story = subscribed(all, 'small', '2024-06-01', { quantity: 3, coupon: 'tenth' });
  const renewal = preview(story.now, { type: 'renew', actor: { kind: 'system', id: 'jobs' } }, noon('2024-07-01'), ground);
  if (isRefusal(renewal)) throw new Error(renewal.refused);
  expect(renewal.documents.invoice?.document.lines).toMatchObject([{ quantity: '3', rate: '100.00', discount: { amount: 3000 } }]);
  expect(renewal.documents.invoice?.totals.net).toBe(renewal.outcome.due);
});

describe('a confirmation', () => {
  test('holds for the instant that it was shown for, past midnight too', () => {
    const story = small();
    const made = shown(story, '2024-06-11T23:40:00.000Z');
    expect(confirm(story.now, CHANGE, made, '2024-06-12T00:20:00.000Z', ground)).toEqual({ confirmed: made });
  });

  test('that is too old is decided as of now: refused with what it would be, or done where that is the same', () => {
    const story = small();
    const made = shown(story, '2024-06-11T08:00:00.000Z');
    expect(confirm(story.now, CHANGE, made, '2024-06-11T20:00:00.000Z', ground)).toMatchObject({
      confirmed: { hash: made.hash, instant: '2024-06-11T20:00:00.000Z' },
    });
    const answer = confirm(story.now, CHANGE, made, '2024-06-13T08:00:00.000Z', ground);
    expect(answer).toMatchObject({ changed: { instant: '2024-06-13T08:00:00.000Z', outcome: { due: 12_000 } } });
    expect('changed' in answer && answer.changed.hash).not.toBe(made.hash);
  });

  test('of the future counts as of now', () => {
    const story = small();
    const made = shown(story, noon('2024-06-29'));
    expect(confirm(story.now, CHANGE, made, noon('2024-06-11'), ground)).toMatchObject({ changed: { outcome: { due: 13_333 } } });
  });

  test.each([
    ['the price', () => ({ ...ground, catalogue: { ...all, plans: { ...all.plans, large: plan('large', 30_001, { tax }) } } })],
    ['the tax', () => ({ ...ground, pricing: { pricesIncludeTax: true, taxRounding: 'document' as const } })],
    ['who pays first', () => ({ ...ground, policy: policy({}, { payFirst: { autocharge: false, manual: false } }) })],
  ])('is refused with the new preview where %s changed', (_what, changed) => {
    const story = small();
    const now = noon('2024-06-11');
    const answer = confirm(story.now, CHANGE, shown(story, now), now, changed());
    expect(Object.keys(answer)).toEqual(['changed']);
  });

  test('is refused where the subscription changed, but not by what nobody was shown', () => {
    const story = small();
    const now = noon('2024-06-11');
    const made = shown(story, now);
    const revised = { ...story.now, revision: 77 };
    expect(confirm(revised, CHANGE, made, now, ground)).toMatchObject({ confirmed: { hash: made.hash } });
    story.tell('2024-06-11', { type: 'edit', at: 'now', quantity: 2, actor: EDITOR });
    expect(confirm(story.now, CHANGE, made, now, ground)).toMatchObject({ changed: { outcome: { due: 26_667 } } });
    story.tell('2024-06-11', { type: 'cancel', at: 'end' });
    expect(confirm(story.now, CHANGE, made, now, ground)).toEqual({ refused: 'cancellation-scheduled' });
  });
});
