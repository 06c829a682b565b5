import { decide, isRefusal, type Command, type Actor, type Subscription } from '../../plugin/rules/subscription';
import { addon, catalogue, coupon, CUSTOMER, EDITOR, plan, policy, SYSTEM } from '../support/subscriptions';

const BATCH = 20_000;

const OF = catalogue(
  [plan('small', 999), plan('large', 3333), plan('year', 99_999, { every: { unit: 'year', count: 1 } })],
  [addon('storage', 333), addon('support', 1999)],
  [coupon('third', { percent: '33.3333' }), coupon('amount', { amount: 500 }, { terms: 3 })],
);
const BY = policy();

/** What is asked of one subscription with a plan, two addons and a coupon: a change, a bill, an end, and what is refused. */
const COMMANDS: [at: string, Command & { actor: Actor }][] = [
  ['2024-06-16T12:00:00Z', { type: 'edit', at: 'now', plan: 'large', quantity: 3, addons: { storage: 2 }, actor: CUSTOMER }],
  ['2024-06-16T12:00:00Z', { type: 'edit', at: 'end', plan: 'year', actor: CUSTOMER }],
  ['2024-07-01T12:00:00Z', { type: 'renew', actor: SYSTEM }],
  ['2024-06-20T12:00:00Z', { type: 'cancel', at: 'now', credit: true, actor: EDITOR }],
  ['2024-06-20T12:00:00Z', { type: 'renew', actor: SYSTEM }],
];

function subscription(): Subscription {
  const command = {
    type: 'create',
    plan: 'small',
    quantity: 2,
    addons: { storage: 1, support: 1 },
    coupon: 'amount',
    autocharge: true,
    method: 'card',
  } as const;
  const made = decide(null, { ...command, actor: CUSTOMER }, OF, BY, { instant: '2024-06-01T12:00:00Z', timeZone: 'Europe/Berlin' });
  if (isRefusal(made)) throw new Error(made.refused);
  return made.state;
}

/** Decisions a second, the median of some rounds; the first warms up. */
export function decisions(rounds: number): number {
  const state = subscription();
  const rates: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const start = performance.now();
    for (let count = 0; count < BATCH; count += 1) {
      const [instant, command] = COMMANDS[count % COMMANDS.length] ?? ['', COMMANDS[0]![1]];
      decide(state, command, OF, BY, { instant, timeZone: 'Europe/Berlin' });
    }
    if (round >= 0) rates.push((BATCH * 1000) / (performance.now() - start));
  }
  return rates.sort((a, b) => a - b)[rates.length >> 1] ?? 0;
}
