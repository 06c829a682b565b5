import fc from 'fast-check';
import {
  ACTIONS,
  nextStates,
  REASONS,
  STATES,
  whatCould,
  type Action,
  type Command,
  type Policy,
} from '../../../../plugin/rules/subscription';
import {
  addon,
  catalogue,
  coupon,
  CUSTOMER,
  EDITOR,
  everywhere,
  plan,
  policy,
  Story,
  subscribed,
  SYSTEM,
  type Told,
} from '../../../support/subscriptions';
import { asks, beginnings, live, world } from './histories';

const all = catalogue(
  [
    plan('small', 3000),
    plan('large', 9000),
    plan('fixed', 3000, { customers: { changeTo: true, changeQuantity: false } }),
    plan('trial', 3000, { trialDays: 14 }),
  ],
  [addon('storage', 1500), addon('locked', 1500, { customers: { add: false, remove: false, changeQuantity: false } })],
  [coupon('tenth', { percent: '10' })],
);
const none = everywhere(false);

/** A subscription in which an action is possible, and the command that does it. */
const SAMPLES: Record<Action, { tell: Told; from?: Told[]; plan?: string; on?: string }> = {
  'extend-trial': {
    plan: 'trial',
    from: [{ type: 'autocharge', on: false }, { type: 'trial-end' }],
    on: '2024-06-15',
    tell: { type: 'extend-trial' },
  },
  activate: { plan: 'trial', tell: { type: 'activate' } },
  'change-now': { tell: { type: 'edit', at: 'now', plan: 'large' } },
  'change-at-end': { tell: { type: 'edit', at: 'end', plan: 'large' } },
  'change-plan': { tell: { type: 'edit', at: 'now', plan: 'large' } },
  'change-plan-quantity': { tell: { type: 'edit', at: 'now', quantity: 3 } },
  'manage-addons': { tell: { type: 'edit', at: 'now', addons: { storage: 1 } } },
  'change-addon-quantity': {
    from: [{ type: 'edit', at: 'now', addons: { storage: 1 } }],
    tell: { type: 'edit', at: 'now', addons: { storage: 2 } },
  },
  'apply-coupon': { tell: { type: 'edit', at: 'now', coupon: 'tenth' } },
  'remove-coupon': { from: [{ type: 'edit', at: 'now', coupon: 'tenth' }], tell: { type: 'edit', at: 'now', coupon: null } },
  'remove-changes': { from: [{ type: 'edit', at: 'end', plan: 'large' }], tell: { type: 'remove-scheduled', what: 'edits' } },
  'pause-now': { tell: { type: 'pause', on: null, until: null } },
  'pause-scheduled': { tell: { type: 'pause', on: '2024-06-25', until: null } },
  'remove-pause': { from: [{ type: 'pause', on: '2024-06-25', until: null }], tell: { type: 'remove-scheduled', id: '2.1' } },
  'resume-now': { from: [{ type: 'pause', on: null, until: null }], tell: { type: 'resume', on: null } },
  'resume-scheduled': { from: [{ type: 'pause', on: null, until: null }], tell: { type: 'resume', on: '2024-06-25' } },
  'remove-resume': { from: [{ type: 'pause', on: null, until: '2024-06-25' }], tell: { type: 'remove-scheduled', id: '2.2' } },
  'cancel-now': { tell: { type: 'cancel', at: 'now' } },
  'cancel-at-end': { tell: { type: 'cancel', at: 'end' } },
  'remove-cancellation': { from: [{ type: 'cancel', at: 'end' }], tell: { type: 'remove-scheduled', id: '2.1' } },
  reactivate: { from: [{ type: 'cancel', at: 'now' }], tell: { type: 'reactivate' } },
  'autocharge-on': { from: [{ type: 'autocharge', on: false }], tell: { type: 'autocharge', on: true } },
  'autocharge-off': { tell: { type: 'autocharge', on: false } },
  'set-method': { tell: { type: 'set-method', method: 'card-2' } },
  'remove-method': { tell: { type: 'remove-method' } },
};

/** What the settings say of an action, all the rest allowed. */
const SWITCHED_OFF: Record<Exclude<Action, 'set-method'>, Partial<Policy['customers']>> = {
  'extend-trial': { extendTrial: false },
  activate: { activateTrial: { autocharge: false, manual: true } },
  'change-now': { changeNow: none },
  'change-at-end': { changeAtEnd: none },
  'change-plan': { changePlan: none },
  'change-plan-quantity': { changePlanQuantity: none },
  'manage-addons': { manageAddons: none },
  'change-addon-quantity': { changeAddonQuantity: none },
  'apply-coupon': { coupons: none },
  'remove-coupon': { coupons: none },
  'remove-changes': { removeChanges: none },
  'pause-now': { pause: { now: false, scheduled: true } },
  'pause-scheduled': { pause: { now: true, scheduled: false } },
  'remove-pause': { pause: { now: true, scheduled: false } },
  'resume-now': { resume: { now: false, scheduled: true } },
  'resume-scheduled': { resume: { now: true, scheduled: false } },
  'remove-resume': { resume: { now: true, scheduled: false } },
  'cancel-now': { cancel: { now: false, end: true } },
  'cancel-at-end': { cancel: { now: true, end: false } },
  'remove-cancellation': { removeCancellation: false },
  reactivate: { reactivate: false },
  'autocharge-on': { autocharge: false },
  'autocharge-off': { autocharge: false },
  'remove-method': { removeMethod: false },
};

function standing(action: Action): { story: Story; on: string; tell: Told } {
  const { plan: key = 'small', from = [], on = '2024-06-10', tell } = SAMPLES[action];
  const story = subscribed(all, key, '2024-06-01');
  for (const told of from) story.tell(on, told);
  return { story, on, tell };
}

describe.each(ACTIONS)('%s', (action) => {
  test('is possible where it is allowed', () => {
    const { story, on, tell } = standing(action);
    expect(whatCould(story.now, policy(), all)[action]).toBeNull();
    expect(story.refusal(on, tell)).toBeNull();
  });

  if (action !== 'set-method') {
    test('is refused to customers where the settings forbid it, and not to editors', () => {
      const { story, on, tell } = standing(action);
      story.policy = policy(SWITCHED_OFF[action]);
      expect(whatCould(story.now, story.policy, all)[action]).toBe('switched-off');
      expect(story.refusal(on, tell)).toBe('switched-off');
      expect(story.refusal(on, { ...tell, actor: EDITOR })).toBeNull();
    });
  }
});

test('a matrix decides by state and by billing mode', () => {
  const rows = { ...everywhere(true), live: { autocharge: false, manual: true } };
  const by = policy({ changePlan: rows });
  const change = { type: 'edit', at: 'now', plan: 'large' } as const;
  expect(subscribed(all, 'small', '2024-06-01', {}, by).refusal('2024-06-10', change)).toBe('switched-off');
  expect(subscribed(all, 'small', '2024-06-01', { autocharge: false }, by).refusal('2024-06-10', change)).toBeNull();
  expect(subscribed(all, 'trial', '2024-06-01', {}, by).refusal('2024-06-10', change)).toBeNull();
  const { live: _live, ...others } = everywhere(true);
  expect(subscribed(all, 'small', '2024-06-01', {}, policy({ changePlan: others })).refusal('2024-06-10', change)).toBe('switched-off');
});

test.each([
  ['fixed', { quantity: 2 }, 'quantity-fixed'],
  ['small', { addons: { locked: 1 } }, 'addon-not-offered'],
] as const)('a plan or an addon may have its own say: %s %o', (key, edit, reason) => {
  const story = subscribed(all, key, '2024-06-01');
  expect(story.refusal('2024-06-10', { type: 'edit', at: 'now', ...edit })).toBe(reason);
  expect(story.refusal('2024-06-10', { type: 'edit', at: 'now', ...edit, actor: EDITOR })).toBeNull();
});

test.each([
  ['remove', { locked: 0 }, 'addon-not-offered'],
  ['count', { locked: 2 }, 'quantity-fixed'],
] as const)('an addon that customers may not %s', (_what, addons, reason) => {
  const story = subscribed(all, 'small', '2024-06-01');
  story.tell('2024-06-02', { type: 'edit', at: 'now', addons: { locked: 1 }, actor: EDITOR });
  expect(story.refusal('2024-06-10', { type: 'edit', at: 'now', addons })).toBe(reason);
  expect(story.refusal('2024-06-10', { type: 'edit', at: 'now', addons, actor: EDITOR })).toBeNull();
});

test('nothing is paused without the general preference, whoever asks', () => {
  const story = subscribed(all, 'small', '2024-06-01', {}, policy({}, { pause: { enabled: false, mostDays: null, most: null } }));
  expect(story.refusal('2024-06-10', { type: 'pause', on: null, until: null })).toBe('pausing-off');
  expect(story.refusal('2024-06-10', { type: 'pause', on: null, until: null, actor: EDITOR })).toBe('pausing-off');
});

test('what falls due is the system’s, and what editors do theirs', () => {
  const story = subscribed(all, 'small', '2024-06-01');
  for (const actor of [CUSTOMER, EDITOR]) {
    for (const type of ['renew', 'trial-end', 'pause-due', 'resume-due', 'dunning-due'] as const) {
      expect(story.refusal('2024-07-01', { type, actor })).toBe('not-yours');
    }
    expect(story.refusal('2024-06-02', { type: 'charge-succeeded', settled: true, actor })).toBe('not-yours');
  }
  const byEditors: Command[] = [
    { type: 'change-price', item: 'small', price: 1, on: '2024-09-01' },
    { type: 'move-date', on: '2024-06-20', prorate: true },
    { type: 'comp', terms: 1 },
    { type: 'set-terms', most: 3 },
    { type: 'invoice-voided', term: '2024-06-01' },
  ];
  for (const command of byEditors) expect(story.refusal('2024-06-02', { ...command, actor: CUSTOMER })).toBe('not-yours');
  for (const command of byEditors.slice(0, 4)) expect(story.refusal('2024-06-02', { ...command, actor: EDITOR })).toBeNull();
  expect(story.refusal('2024-06-02', { type: 'cancel', at: 'now', actor: SYSTEM })).toBe('not-yours');
  expect(story.refusal('2024-06-02', { type: 'edit', at: 'now', quantity: 2, bill: 'next' })).toBe('not-yours');
});

/** Commands that change nothing but by the way they say, so that what is possible can be asked of any state. */
const asked: Partial<Record<Action, Command>> = Object.fromEntries(
  Object.entries(SAMPLES)
    .filter(([action]) => !action.startsWith('remove-') && !/change|coupon|scheduled|autocharge/u.test(action))
    .map(([action, { tell }]) => [action, tell]),
);

test('what is offered in any history is what would not be refused for who asks or how it stands', () => {
  const odd = world({ isExact: false, prorated: true });
  const dates = ['something-else-is-due', 'nothing-changes', 'date-not-possible', 'plan-not-offered'];
  fc.assert(
    fc.property(beginnings, asks, (beginning, history) => {
      const last = live(beginning, history, odd).at(-1)!;
      const story = new Story(odd.catalogue, odd.policy, last.moment.timeZone);
      story.state = last.outcome.state;
      const could = whatCould(story.now, odd.policy, odd.catalogue);
      for (const [action, command] of Object.entries(asked) as [Action, Command][]) {
        const reason = story.refusal(last.moment.instant, { ...command, actor: CUSTOMER });
        if (could[action] === null) expect(reason === null || dates.includes(reason)).toBe(true);
        else expect(reason).toBe(could[action]);
      }
      for (const reason of Object.values(could)) if (reason !== null) expect(REASONS).toContain(reason);
    }),
    { numRuns: 100, seed: 20_261_130 },
  );
});

test('a state that does not know a command refuses it, whoever asks', () => {
  const base = subscribed(all, 'small', '2024-06-01').now;
  const trial = { start: '2024-06-01', end: '2024-06-15', extensions: 0 };
  const commands = Object.values(SAMPLES).map(({ tell }) => tell);
  for (const state of STATES) {
    const story = new Story(all);
    story.state = { ...base, state, trial };
    for (const { actor: _actor, ...command } of commands) {
      if (nextStates(state, command.type).length > 0) continue;
      for (const actor of [CUSTOMER, EDITOR]) expect(story.refusal('2024-06-10', { ...command, actor })).not.toBeNull();
    }
  }
});
