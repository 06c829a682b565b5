import { nextCharge, nextDue, STATES, type Outcome } from '../../../../plugin/rules/subscription';
import { addon, catalogue, coupon, CUSTOMER, EDITOR, nets, once, plan, policy, Story, subscribed } from '../../../support/subscriptions';

const all = catalogue(
  [
    plan('small', 3000),
    plan('large', 9000),
    plan('whole', 3000, { prorated: false }),
    plan('whole-large', 9000, { prorated: false }),
    plan('dollars', 3000, { currency: 'USD' }),
    plan('kept', 3000, { retired: true }),
    plan('closed', 3000, { customers: { changeTo: false, changeQuantity: false } }),
    plan('few', 3000, { quantity: { least: 2, most: 5 } }),
    plan('trial', 3000, { trialDays: 14, setupFee: 500 }),
    plan('year', 30_000, { every: { unit: 'year', count: 1 } }),
    plan('three', 3000, { terms: 3 }),
    plan('week', 700, { every: { unit: 'week', count: 1 } }),
  ],
  [addon('storage', 1500), addon('own', 600, { plans: ['small'] }), addon('fixed', 600, { prorated: false }), once('box', 700)],
  [
    coupon('tenth', { percent: '10' }),
    coupon('dollars', { amount: 500 }, { currency: 'USD' }),
    coupon('over', { percent: '10' }, { lastDay: '2024-05-31' }),
    coupon('gone', { percent: '10' }, { most: 5, used: 5 }),
    coupon('mine', { percent: '10' }, { mostOfCustomer: 1, usedByCustomer: 1 }),
    coupon('large', { percent: '10' }, { plans: ['large'] }),
  ],
);

const small = (more: Parameters<typeof subscribed>[3] = {}, by = policy()): Story => subscribed(all, 'small', '2024-06-01', more, by);

/** What the customer has without what decisions leave of themselves. */
const shape = ({ now }: Story) => ({ items: now.items, every: now.every, term: now.term, coupon: now.coupon });

describe('a change at the end of the term', () => {
  test('is billed with the next one, without proration, at the price that was shown', () => {
    const story = small();
    expect(story.tell('2024-06-10', { type: 'edit', at: 'end', plan: 'large' }).lines).toEqual([]);
    expect(story.items).toEqual({ small: 1 });
    const dearer = new Story({ ...all, plans: { ...all.plans, large: plan('large', 20_000) } });
    dearer.state = story.now;
    expect(nets(dearer.tell('2024-07-01', { type: 'renew' }))).toEqual([9000]);
  });

  test('takes the place of the one before about the same, and says so', () => {
    const story = small();
    story.tell('2024-06-10', { type: 'edit', at: 'end', plan: 'large' });
    const [first] = story.now.scheduled;
    story.tell('2024-06-11', { type: 'edit', at: 'end', addons: { storage: 1 } });
    story.tell('2024-06-12', { type: 'edit', at: 'end', quantity: 4, actor: EDITOR });
    expect(story.now.scheduled).toMatchObject([
      { kind: 'edit', subject: 'addon:storage', by: 'customer:nora', at: '2024-06-11T12:00:00.000Z', replaces: null },
      { kind: 'edit', subject: 'plan', quantity: 4, to: null, by: 'editor:ed', replaces: first?.id },
    ]);
    expect(nets(story.tell('2024-07-01', { type: 'renew' }))).toEqual([12_000, 1500]);
  });

  test('is gone where it was set back to what there is', () => {
    const story = small({ quantity: 3 });
    story.tell('2024-06-10', { type: 'edit', at: 'end', quantity: 5 });
    story.tell('2024-06-11', { type: 'edit', at: 'end', quantity: 3 });
    expect(story.now.scheduled).toEqual([]);
    expect(story.refusal('2024-06-11', { type: 'edit', at: 'end', quantity: 3 })).toBe('nothing-changes');
  });

  test('is gone where the same was done at once meanwhile', () => {
    const story = small();
    story.tell('2024-06-10', { type: 'edit', at: 'end', plan: 'large', addons: { storage: 2 } });
    story.tell('2024-06-16', { type: 'edit', at: 'now', plan: 'large' });
    expect(story.now.scheduled).toMatchObject([{ subject: 'addon:storage' }]);
  });

  test('stands beside an upgrade at once: down again at the end', () => {
    const story = small();
    story.tell('2024-06-16', { type: 'edit', at: 'now', plan: 'large' });
    story.tell('2024-06-16', { type: 'edit', at: 'end', plan: 'small' });
    story.tell('2024-06-20', { type: 'edit', at: 'now', quantity: 2 });
    expect(nets(story.tell('2024-07-01', { type: 'renew' }))).toEqual([6000]);
  });

  test.each([
    [{ quantity: 2 }, { addons: { storage: 1 } }],
    [{ addons: { storage: 2 } }, { plan: 'large' }],
    [{ addons: { box: 1 } }, { plan: 'large', quantity: 3 }],
    [{ addons: { own: 1 } }, { addons: { storage: 1 } }],
  ])('%o at once and %o at the end are the same in either order', (now, end) => {
    const [one, other] = [small({ coupon: 'tenth' }), small({ coupon: 'tenth' })];
    one.tell('2024-06-16', { type: 'edit', at: 'end', ...end });
    const first = one.tell('2024-06-16', { type: 'edit', at: 'now', ...now });
    const second = other.tell('2024-06-16', { type: 'edit', at: 'now', ...now });
    other.tell('2024-06-16', { type: 'edit', at: 'end', ...end });
    expect(first.lines).toEqual(second.lines);
    expect(one.tell('2024-07-01', { type: 'renew' }).lines).toEqual(other.tell('2024-07-01', { type: 'renew' }).lines);
    expect(shape(one)).toEqual(shape(other));
  });

  test('from weeks to months counts months from the day on which they begin', () => {
    const story = subscribed(all, 'week', '2024-06-05');
    story.tell('2024-06-06', { type: 'edit', at: 'end', plan: 'small' });
    story.tell('2024-06-12', { type: 'renew' });
    expect(story.now).toMatchObject({ anchorDay: 12, term: { start: '2024-06-12', end: '2024-07-12', days: 30 } });
  });

  test('that does not fit any more is dropped and blocks nothing', () => {
    const story = small({ addons: { own: 1 } });
    story.tell('2024-06-10', { type: 'edit', at: 'end', plan: 'large', addons: { own: 0 } });
    story.tell('2024-06-11', {
      type: 'remove-scheduled',
      id: story.now.scheduled.find((row) => row.kind === 'edit' && row.subject !== 'plan')!.id,
    });
    const { effects, lines } = story.tell('2024-07-01', { type: 'renew' });
    expect(effects).toMatchObject([{ type: 'dropped', row: { subject: 'plan' } }]);
    expect(lines.map(({ item }) => item)).toEqual(['small', 'own']);
  });
});

test.each([
  ['trial', 'trial'],
  ['small', 'past-due'],
])('what is scheduled of %s, %s, is taken back', (key, state) => {
  const story = subscribed(all, key, '2024-06-01');
  if (state === 'past-due') story.tell('2024-06-01', { type: 'charge-failed', hard: true });
  story.tell('2024-06-02', { type: 'edit', at: 'end', quantity: 2 });
  story.tell('2024-06-02', { type: 'remove-scheduled', what: 'edits' });
  expect(story.now).toMatchObject({ state, scheduled: [] });
});

describe('a change at once', () => {
  test.each([
    [{ plan: 'none' }, 'no-such-plan'],
    [{ plan: 'dollars' }, 'currency-differs'],
    [{ plan: 'kept' }, 'plan-not-offered'],
    [{ plan: 'closed' }, 'plan-not-offered'],
    [{ plan: 'few' }, 'quantity-out-of-bounds'],
    [{ quantity: 0 }, 'quantity-out-of-bounds'],
    [{ quantity: 1.5 }, 'quantity-out-of-bounds'],
    [{ quantity: 1 }, 'nothing-changes'],
    [{ plan: 'small' }, 'nothing-changes'],
    [{ addons: { none: 1 } }, 'no-such-addon'],
    [{ addons: { storage: -1 } }, 'quantity-out-of-bounds'],
    [{ plan: 'large', addons: { own: 1 } }, 'addon-does-not-fit'],
    [{ coupon: 'none' }, 'no-such-coupon'],
    [{ coupon: 'over' }, 'coupon-expired'],
    [{ coupon: 'gone' }, 'coupon-used-up'],
    [{ coupon: 'mine' }, 'coupon-used-up'],
    [{ coupon: 'dollars' }, 'currency-differs'],
    [{ coupon: 'large' }, 'coupon-not-for-this'],
    [{ coupon: null }, 'no-coupon'],
  ] as const)('to %o is refused: %s', (edit, reason) => {
    expect(small().refusal('2024-06-10', { type: 'edit', at: 'now', ...edit })).toBe(reason);
  });

  test('of the plan to which an addon does not belong takes it away with it', () => {
    const story = small({ addons: { own: 2 } });
    expect(story.refusal('2024-06-16', { type: 'edit', at: 'now', plan: 'large' })).toBe('addon-does-not-fit');
    expect(nets(story.tell('2024-06-16', { type: 'edit', at: 'now', plan: 'large', addons: { own: 0 } }))).toEqual([-600, -1500, 4500]);
  });

  test('to another length of term gives its addons the prices of that', () => {
    const story = small({ addons: { storage: 1 } });
    expect(nets(story.tell('2024-06-16', { type: 'edit', at: 'now', plan: 'year' }))).toEqual([-1500, -750, 30_000, 15_000]);
  });

  test('keeps the price of what stays, whatever the catalogue says now', () => {
    const story = small();
    const dearer = new Story({ ...all, plans: { ...all.plans, small: plan('small', 8000) } });
    dearer.state = story.now;
    expect(nets(dearer.tell('2024-06-16', { type: 'edit', at: 'now', quantity: 2 }))).toEqual([-1500, 3000]);
  });

  test('without proration counts for the whole term: up is charged in full once, down gives nothing', () => {
    const story = subscribed(all, 'whole', '2024-06-01');
    expect(nets(story.tell('2024-06-29', { type: 'edit', at: 'now', plan: 'whole-large' }))).toEqual([6000]);
    expect(nets(story.tell('2024-06-29', { type: 'edit', at: 'now', plan: 'whole' }))).toEqual([]);
    expect(nets(story.tell('2024-06-30', { type: 'edit', at: 'now', plan: 'large' }))).toEqual([]);
    expect(nets(story.tell('2024-06-30', { type: 'edit', at: 'now', quantity: 2 }))).toEqual([9000]);
    expect(nets(story.tell('2024-07-01', { type: 'renew' }))).toEqual([18_000]);
  });

  test('without proration an addon leaves at the end alone', () => {
    const story = small({ addons: { fixed: 1 } });
    expect(story.refusal('2024-06-10', { type: 'edit', at: 'now', addons: { fixed: 0 } })).toBe('only-at-end');
    story.tell('2024-06-10', { type: 'edit', at: 'end', addons: { fixed: 0 } });
    expect(nets(story.tell('2024-07-01', { type: 'renew' }))).toEqual([3000]);
  });

  test('of what is bought once is charged once, and never taken back', () => {
    const story = small();
    expect(nets(story.tell('2024-06-10', { type: 'edit', at: 'now', addons: { box: 2 } }))).toEqual([1400]);
    expect(nets(story.tell('2024-06-11', { type: 'edit', at: 'now', addons: { box: 3 } }))).toEqual([700]);
    expect(story.refusal('2024-06-12', { type: 'edit', at: 'now', addons: { box: 1 } })).toBe('already-invoiced');
    expect(nets(story.tell('2024-07-01', { type: 'renew' }))).toEqual([3000]);
  });

  test.each([
    ['customer with autocharge', CUSTOMER, true, 'first'],
    ['customer without', CUSTOMER, false, 'invoice'],
    ['editor', EDITOR, true, 'charge'],
  ] as const)('by a %s is collected', (_who, actor, autocharge, collect) => {
    const story = small({ autocharge });
    expect(story.tell('2024-06-16', { type: 'edit', at: 'now', plan: 'large', actor }).collect).toBe(collect);
    expect(story.tell('2024-06-17', { type: 'edit', at: 'now', plan: 'small', actor }).collect).toBe('none');
  });
});

describe('a cancellation', () => {
  test('at the end forbids changes and pauses, ends what was scheduled, and may be taken back', () => {
    const story = small();
    story.tell('2024-06-09', { type: 'edit', at: 'end', plan: 'large' });
    story.tell('2024-06-09', { type: 'pause', on: '2024-06-20', until: '2024-06-25' });
    const { effects } = story.tell('2024-06-10', { type: 'cancel', at: 'end', reason: 'too dear' });
    expect(effects.map((effect) => effect.type === 'dropped' && effect.row.kind)).toEqual(['edit', 'pause', 'resume']);
    expect(story.now.state).toBe('non-renewing');
    expect(story.refusal('2024-06-11', { type: 'edit', at: 'now', plan: 'large' })).toBe('cancellation-scheduled');
    expect(story.refusal('2024-06-11', { type: 'edit', at: 'end', quantity: 2, actor: EDITOR })).toBe('cancellation-scheduled');
    expect(story.refusal('2024-06-11', { type: 'pause', on: null, until: null })).toBe('cancellation-scheduled');
    expect(story.refusal('2024-06-11', { type: 'cancel', at: 'end' })).toBe('nothing-changes');
    story.tell('2024-06-12', { type: 'remove-scheduled', id: story.now.scheduled[0]!.id });
    expect(story.now).toMatchObject({ state: 'live', scheduled: [] });
    story.tell('2024-06-13', { type: 'cancel', at: 'end', reason: 'too dear' });
    expect(nextCharge(story.now, all, story.policy)).toBeNull();
    expect(story.tell('2024-07-01', { type: 'renew' })).toMatchObject({
      lines: [],
      state: { state: 'cancelled', ended: { on: '2024-07-01', reason: 'too dear' } },
    });
  });

  test('on the day of a bill that is not made yet is not billed; what was missed before is', () => {
    const story = small();
    expect(story.refusal('2024-07-02', { type: 'cancel', at: 'now' })).toBe('something-else-is-due');
    expect(story.tell('2024-07-01', { type: 'cancel', at: 'now' }).lines).toEqual([]);
  });

  test('at once credits days that are left where the settings say so, and reactivation then begins a new term', () => {
    const story = small({}, policy({}, { cancel: { creditsCustomers: true } }));
    expect(nets(story.tell('2024-06-16', { type: 'cancel', at: 'now' }))).toEqual([-1500]);
    expect(nets(story.tell('2024-06-20', { type: 'reactivate' }))).toEqual([3000]);
    expect(story.now).toMatchObject({ anchorDay: 20, ended: null });
  });

  test('at once without credit leaves a term that is paid: reactivated within it, it goes on without a charge', () => {
    const story = small();
    story.tell('2024-06-16', { type: 'cancel', at: 'now' });
    expect(story.tell('2024-06-20', { type: 'reactivate' }).lines).toEqual([]);
    expect(story.now.term).toMatchObject({ start: '2024-06-01', end: '2024-07-01' });
  });

  test('of a trial at its end never bills', () => {
    const story = subscribed(all, 'trial', '2024-06-01');
    story.tell('2024-06-02', { type: 'cancel', at: 'end' });
    expect(story.refusal('2024-06-03', { type: 'activate' })).toBe('cancellation-scheduled');
    expect(story.tell('2024-06-15', { type: 'trial-end' })).toMatchObject({ lines: [], state: { state: 'cancelled' } });
  });
});

test('after downtime every missed term is billed, in order, once', () => {
  const story = small();
  const billed: Outcome[] = [];
  while (story.refusal('2024-09-15', { type: 'renew' }) === null) billed.push(story.tell('2024-09-15', { type: 'renew' }));
  expect(billed.map(({ lines }) => lines[0]?.period)).toEqual([
    { from: '2024-07-01', to: '2024-08-01' },
    { from: '2024-08-01', to: '2024-09-01' },
    { from: '2024-09-01', to: '2024-10-01' },
  ]);
  expect(story.refusal('2024-09-15', { type: 'renew' })).toBe('not-due');
});

describe('pausing', () => {
  test('gives up changes for the end where it is before the day of billing, and bills nothing while it lasts', () => {
    const story = small();
    story.tell('2024-06-05', { type: 'edit', at: 'end', plan: 'large' });
    expect(story.tell('2024-06-10', { type: 'pause', on: null, until: null }).effects).toMatchObject([{ type: 'dropped' }]);
    expect(story.refusal('2024-06-11', { type: 'edit', at: 'now', plan: 'large' })).toBe('not-in-this-state');
    expect(nextDue(story.now)).toBeNull();
    story.tell('2024-06-20', { type: 'resume', on: null });
    expect(story.now).toMatchObject({ state: 'live', term: { end: '2024-07-01' } });
    expect(nets(story.tell('2024-07-01', { type: 'renew' }))).toEqual([3000]);
  });

  test('on the day of billing comes before the bill, and keeps the change for the term that comes', () => {
    const story = small();
    story.tell('2024-06-05', { type: 'edit', at: 'end', plan: 'large' });
    story.tell('2024-06-05', { type: 'pause', on: '2024-07-01', until: '2024-07-11' });
    expect(story.refusal('2024-07-02', { type: 'renew' })).toBe('something-else-is-due');
    story.tell('2024-07-02', { type: 'pause-due' });
    // Late, and decided as of its day.
    expect(nets(story.tell('2024-07-20', { type: 'resume-due' }))).toEqual([9000]);
    expect(story.now.term).toMatchObject({ start: '2024-07-11', end: '2024-08-11' });
  });

  test('is limited in days and in times', () => {
    const story = small({}, policy({}, { pause: { enabled: true, mostDays: 10, most: 1 } }));
    expect(story.refusal('2024-06-05', { type: 'pause', on: null, until: '2024-06-16' })).toBe('pause-too-long');
    story.tell('2024-06-05', { type: 'pause', on: null, until: null });
    expect(story.now.scheduled).toMatchObject([{ kind: 'resume', on: '2024-06-15' }]);
    expect(story.refusal('2024-06-06', { type: 'resume', on: '2024-06-16' })).toBe('pause-too-long');
    story.tell('2024-06-15', { type: 'resume-due' });
    expect(story.refusal('2024-06-16', { type: 'pause', on: null, until: null })).toBe('no-pause-left');
  });

  test('of what is past due when its day comes does not happen', () => {
    const story = small();
    story.tell('2024-06-05', { type: 'pause', on: '2024-06-10', until: '2024-06-20' });
    story.tell('2024-06-06', { type: 'charge-failed', hard: false });
    story.tell('2024-06-08', { type: 'dunning-due' });
    story.tell('2024-06-10', { type: 'pause-due' });
    expect(story.now).toMatchObject({ state: 'past-due', scheduled: [] });
  });
});

describe('a trial', () => {
  const trial = (by = policy(), autocharge = true): Story => subscribed(all, 'trial', '2024-06-01', { autocharge }, by);

  test('that is activated is charged at once, with the set-up fee, and stays one until that is paid', () => {
    const story = trial();
    expect(story.tell('2024-06-05', { type: 'activate', actor: EDITOR })).toMatchObject({
      due: 3500,
      collect: 'first',
      state: { state: 'live', anchorDay: 5 },
    });
  });

  test('is over: activated where it is charged by itself, expired else, and extended so many times', () => {
    const story = trial(
      policy({}, { trial: { extensionDays: 7, extensions: 2, end: { autocharge: 'activate', manual: 'expire' } } }),
      false,
    );
    expect(story.refusal('2024-06-05', { type: 'extend-trial' })).toBe('not-in-this-state');
    for (const [end, until] of [
      ['2024-06-15', '2024-06-22'],
      ['2024-06-22', '2024-06-29'],
    ] as const) {
      story.tell(end, { type: 'trial-end' });
      expect(story.now.state).toBe('trial-expired');
      story.tell(end, { type: 'extend-trial' });
      expect(story.now).toMatchObject({ state: 'trial', trial: { start: '2024-06-01', end: until } });
    }
    story.tell('2024-06-29', { type: 'trial-end' });
    expect(story.refusal('2024-06-29', { type: 'extend-trial' })).toBe('no-extension-left');
    expect(story.refusal('2024-06-29', { type: 'extend-trial', actor: EDITOR })).toBeNull();
  });

  test('keeps its days through a change of plan, and bills nothing for it', () => {
    const story = trial();
    expect(story.tell('2024-06-05', { type: 'edit', at: 'now', plan: 'large' }).lines).toEqual([]);
    expect(story.now.trial).toMatchObject({ start: '2024-06-01', end: '2024-06-15' });
    expect(nets(story.tell('2024-06-15', { type: 'trial-end' }))).toEqual([500, 9000]);
  });
});

describe('charges', () => {
  const failed = (hard = false, by = policy()): Story => {
    const story = small({}, by);
    story.tell('2024-06-01', { type: 'charge-failed', hard });
    return story;
  };

  test('are not tried again after a hard decline, until there is another method', () => {
    const story = failed(true);
    expect(story.now.dunning?.next).toEqual({ on: '2024-06-22', what: 'end' });
    expect(story.tell('2024-06-05', { type: 'set-method', method: 'card-2' }).effects).toEqual([{ type: 'charge', reason: 'new-method' }]);
    expect(nextDue(story.now)?.type).toBe('renew');
    story.tell('2024-06-05', { type: 'charge-failed', hard: false });
    expect(story.now.dunning?.next).toEqual({ on: '2024-06-08', what: 'retry' });
  });

  test('that fail to the end leave it unpaid or cancelled, as the settings say', () => {
    const story = failed(true, policy({}, { dunning: { days: [2], end: 'cancelled' } }));
    story.tell('2024-06-03', { type: 'dunning-due' });
    expect(story.now.state).toBe('cancelled');
    const now = failed(false, policy({}, { dunning: { days: [], end: 'unpaid' } }));
    now.tell('2024-06-01', { type: 'dunning-due' });
    expect(now.now.state).toBe('unpaid');
  });

  test('days of downtime are not made up for by several tries', () => {
    const story = failed();
    story.tell('2024-06-10', { type: 'dunning-due' });
    story.tell('2024-06-10', { type: 'charge-failed', hard: false });
    expect(story.now.dunning?.next).toEqual({ on: '2024-06-15', what: 'retry' });
  });

  test('of which one is paid and another is not: tried again', () => {
    const story = failed();
    story.tell('2024-06-03', { type: 'dunning-due' });
    story.tell('2024-06-03', { type: 'charge-succeeded', settled: false });
    expect(story.now).toMatchObject({ state: 'past-due', dunning: { next: { on: '2024-06-08' } } });
    story.tell('2024-06-04', { type: 'charge-succeeded', settled: true });
    expect(story.now).toMatchObject({ state: 'live', dunning: null });
  });

  test('stop with autocharge: it is live again, and switching it on collects nothing', () => {
    const story = failed();
    expect(story.tell('2024-06-02', { type: 'autocharge', on: false })).toMatchObject({
      state: { state: 'live', dunning: null },
      effects: [{ type: 'stop-charging' }],
    });
    // What was under way comes back: nobody is told of a failure.
    expect(story.refusal('2024-06-02', { type: 'charge-failed', hard: false })).toBe('autocharge-off');
    expect(story.tell('2024-06-03', { type: 'autocharge', on: true }).effects).toEqual([]);
  });

  test('stop with the method, also of what is to end', () => {
    const story = small();
    story.tell('2024-06-01', { type: 'cancel', at: 'end' });
    story.tell('2024-06-01', { type: 'charge-failed', hard: false });
    expect(story.tell('2024-06-02', { type: 'remove-method' })).toMatchObject({
      state: { state: 'non-renewing', autocharge: false, method: null },
    });
    expect(story.refusal('2024-06-02', { type: 'autocharge', on: true })).toBe('no-method');
    const other = small();
    other.tell('2024-06-01', { type: 'cancel', at: 'end' });
    other.tell('2024-06-01', { type: 'charge-failed', hard: false });
    expect(other.tell('2024-06-02', { type: 'autocharge', on: false }).state.state).toBe('non-renewing');
    expect(small({ autocharge: false }).tell('2024-07-01', { type: 'renew' }).collect).toBe('invoice');
  });

  test('that are paid after the end: it runs again from that day, and days without service are not billed', () => {
    const story = failed(false, policy({}, { dunning: { days: [], end: 'unpaid' } }));
    story.tell('2024-06-01', { type: 'dunning-due' });
    expect(nets(story.tell('2024-08-10', { type: 'charge-succeeded', settled: true }))).toEqual([3000]);
    expect(story.now).toMatchObject({ state: 'live', term: { start: '2024-08-10', end: '2024-09-10' } });
  });
});

test.each(STATES)('methods and autocharge are set in any state: %s', (state) => {
  const story = small();
  story.state = { ...story.now, state, dunning: { firstFailed: '2024-06-01', hard: false, next: { on: '2024-06-03', what: 'retry' } } };
  const same = state === 'past-due' ? 'live' : state;
  expect(story.tell('2024-06-02', { type: 'set-method', method: 'card-2' }).state.state).toBe(state);
  expect(story.tell('2024-06-02', { type: 'autocharge', on: false }).state.state).toBe(same);
  expect(story.tell('2024-06-02', { type: 'remove-method' }).state.state).toBe(same);
});

describe('editors', () => {
  test('change a price with notice, from the first term after it', () => {
    const story = small();
    const change = { type: 'change-price', item: 'small', price: 5000, actor: EDITOR } as const;
    expect(story.refusal('2024-06-10', { ...change, on: '2024-07-09' })).toBe('too-little-notice');
    expect(story.refusal('2024-06-10', { ...change, on: '2024-07-15', price: -1 })).toBe('price-not-possible');
    expect(story.refusal('2024-06-10', { ...change, on: '2024-07-15', item: 'none' })).toBe('no-such-item');
    expect(story.refusal('2024-06-10', { ...change, on: '2024-07-15', actor: CUSTOMER })).toBe('not-yours');
    expect(story.tell('2024-06-10', { ...change, on: '2024-07-15' }).effects).toEqual([
      { type: 'tell', what: 'price-change', on: '2024-07-15' },
    ]);
    expect(story.refusal('2024-06-11', { type: 'remove-scheduled', id: story.now.scheduled[0]!.id })).toBe('not-yours');
    expect(nets(story.tell('2024-07-01', { type: 'renew' }))).toEqual([3000]);
    expect(nets(story.tell('2024-08-01', { type: 'renew' }))).toEqual([5000]);
    expect(story.now.scheduled).toEqual([]);
  });

  test('move the day, with or without counting the days', () => {
    const moved = (on: string, prorate: boolean): Story => {
      const story = small();
      story.tell('2024-06-16', { type: 'move-date', on, prorate, actor: EDITOR });
      return story;
    };
    expect(nets(moved('2024-07-11', true).last!)).toEqual([1000]);
    expect(nets(moved('2024-06-21', true).last!)).toEqual([-1000]);
    const free = moved('2024-07-16', false);
    expect(free.last?.lines).toEqual([]);
    expect(free.now).toMatchObject({ anchorDay: 16, term: { end: '2024-07-16' } });
    // Half of the term was paid for the days left: no more comes back.
    expect(nets(free.tell('2024-06-16', { type: 'cancel', at: 'now', credit: true, actor: EDITOR }))).toEqual([-1500]);
  });

  test('give terms for nothing: the coupon is kept for those that are paid, and what is added costs what it adds', () => {
    const story = small({ coupon: 'tenth' });
    story.tell('2024-06-10', { type: 'comp', terms: 1, actor: EDITOR });
    expect(nextCharge(story.now, all, story.policy)?.on).toBe('2024-08-01');
    expect(story.tell('2024-07-01', { type: 'renew' })).toMatchObject({ due: 0, collect: 'none' });
    expect(story.tell('2024-07-01', { type: 'edit', at: 'now', quantity: 2 }).due).toBe(3000);
    expect(story.tell('2024-08-01', { type: 'renew' }).due).toBe(5400);
  });

  test('say for how many terms it is; then it expires, and may be taken up again', () => {
    const story = subscribed(all, 'three', '2024-06-01');
    story.tell('2024-06-02', { type: 'set-terms', most: 2, actor: EDITOR });
    story.tell('2024-07-01', { type: 'renew' });
    expect(nextCharge(story.now, all, story.policy)).toBeNull();
    expect(story.tell('2024-08-01', { type: 'renew' })).toMatchObject({ lines: [], state: { state: 'expired' } });
    expect(nets(story.tell('2024-08-05', { type: 'reactivate' }))).toEqual([3000]);
    const paused = subscribed(all, 'three', '2024-06-01');
    paused.tell('2024-06-02', { type: 'set-terms', most: 1, actor: EDITOR });
    paused.tell('2024-06-03', { type: 'pause', on: null, until: '2024-07-03' });
    expect(paused.tell('2024-07-03', { type: 'resume-due' })).toMatchObject({ lines: [], state: { state: 'expired' } });
  });
});

test('a coupon that took nothing off gives its use back when it goes', () => {
  const story = small();
  expect(story.tell('2024-06-02', { type: 'edit', at: 'now', coupon: 'tenth' }).effects).toEqual([{ type: 'redeem', coupon: 'tenth' }]);
  expect(story.tell('2024-06-03', { type: 'edit', at: 'now', coupon: null }).effects).toEqual([{ type: 'release', coupon: 'tenth' }]);
  story.tell('2024-06-04', { type: 'edit', at: 'now', coupon: 'tenth' });
  story.tell('2024-07-01', { type: 'renew' });
  expect(story.tell('2024-07-02', { type: 'edit', at: 'now', coupon: null }).effects).toEqual([]);
});
