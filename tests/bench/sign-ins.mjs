/** Sign-ins with a password: how many a second, beside the hash alone, and what many of them leave in memory. */
// @ts-expect-error -- autocannon brings no types, and one call is all that is used of it
import autocannon from 'autocannon';
import { contact, password } from './contact.mjs';

/** As many as the machine has cores to hash on, and a few that wait. */
const CONNECTIONS = 6;

/** @param {string} base */
const signIn = (base) => ({
  url: `${base}/api/customer-portal/session`,
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-customer-portal': '1' },
  body: JSON.stringify({ email: contact.email, password }),
});

/** @param {string} base */
const bareHash = (base) => ({
  url: `${base}/api/bench/verify`,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ password }),
});

/** @param {object} request @param {{duration?: number, amount?: number}} bound */
async function load(request, bound) {
  const result = await autocannon({ ...request, ...bound, connections: CONNECTIONS });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`The bench was answered ${result.non2xx} times with an error.`);
  return result.requests.average;
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * @param {string} base
 * @param {{rounds: number, seconds: number}} options
 * @returns {Promise<import('./run.mjs').Row>}
 */
export async function signInRate(base, { rounds, seconds }) {
  /** @type {number[]} */
  const ours = [];
  /** @type {number[]} */
  const bare = [];
  for (const request of [signIn(base), bareHash(base)]) await load(request, { duration: 2 });
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await load(signIn(base), { duration: seconds }));
    bare.push(await load(bareHash(base), { duration: seconds }));
  }
  const ratio = median(ours) / median(bare);
  return {
    what: 'Sign-ins with a password against the hash alone',
    measured: `${ratio.toFixed(2)}  (${median(ours).toFixed(0)} / ${median(bare).toFixed(0)} a second)`,
    wanted: '≥ 0.85',
    good: ratio >= 0.85,
  };
}

/**
 * @param {string} base
 * @param {() => Promise<number>} heap
 * @param {number} amount
 * @returns {Promise<import('./run.mjs').Row>}
 */
export async function memoryAfterSignIns(base, heap, amount) {
  // The first thousand fill what is kept once: compiled code, prepared statements, pools.
  await load(signIn(base), { amount: 1000 });
  const before = await heap();
  await load(signIn(base), { amount });
  const grown = (await heap()) - before;
  return {
    what: `Memory after ${amount} sign-ins`,
    measured: `${grown < 0 ? '−' : '+'}${Math.abs(grown).toFixed(1)} MB  (${before.toFixed(0)} MB before)`,
    wanted: '≤ +10 MB',
    good: grown <= 10,
  };
}
