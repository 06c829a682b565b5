/** Sign-ins with a password: how many a second, beside the hash alone, and what many of them leave in memory. */
import { contact, password } from './contact.mjs';
import { load, median, ROUNDS, SECONDS } from './measure.mjs';

/** As many as the machine has cores to hash on, and a few that wait. */
const CONNECTIONS = 6;

/** @param {string} base */
const signIn = (base) => ({
  connections: CONNECTIONS,
  url: `${base}/api/customer-portal/session`,
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-customer-portal': '1' },
  body: JSON.stringify({ email: contact.email, password }),
});

/** @param {string} base */
const bareHash = (base) => ({
  connections: CONNECTIONS,
  url: `${base}/api/bench/verify`,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ password }),
});

/**
 * @param {string} base
 * @returns {Promise<import('./measure.mjs').Row>}
 */
export async function signInRate(base) {
  /** @type {number[]} */
  const ours = [];
  /** @type {number[]} */
  const bare = [];
  for (const request of [signIn(base), bareHash(base)]) await load({ ...request, duration: 2 });
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await load({ ...signIn(base), duration: SECONDS }));
    bare.push(await load({ ...bareHash(base), duration: SECONDS }));
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
 * @returns {Promise<import('./measure.mjs').Row>}
 */
export async function memoryAfterSignIns(base, heap, amount) {
  // The first thousand fill what is kept once: compiled code, prepared statements, pools.
  await load({ ...signIn(base), amount: 1000 });
  const before = await heap();
  await load({ ...signIn(base), amount });
  const grown = (await heap()) - before;
  return {
    what: `Memory after ${amount} sign-ins`,
    measured: `${grown < 0 ? '−' : '+'}${Math.abs(grown).toFixed(1)} MB  (${before.toFixed(0)} MB before)`,
    wanted: '≤ +10 MB',
    good: grown <= 10,
  };
}
