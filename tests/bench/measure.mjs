// @ts-expect-error -- autocannon brings no types, and one call is all that is used of it
import autocannon from 'autocannon';

/** @typedef {{what: string, measured: string, wanted: string, good: boolean | undefined}} Row */

/** How long and how often: more of both is more exact. */
export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
export const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);

/** @param {number[]} values */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * Requests a second, asked over connections that stay open and of which each waits for its answer.
 *
 * @param {object} request as autocannon takes it
 * @returns {Promise<number>}
 */
export async function load(request) {
  const result = await autocannon({ connections: 10, ...request });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.url} answered ${result.non2xx} times with an error, ${result.errors} times not at all.`);
  return result.requests.average;
}

/**
 * How long a number of requests takes, in milliseconds. When it ends, nothing is left for the server to do:
 * what is measured next does not wait for it.
 *
 * @param {object} request as autocannon takes it
 * @param {number} amount
 * @returns {Promise<number>}
 */
async function duration(request, amount) {
  const start = performance.now();
  let last = start;
  const running = autocannon({ connections: 10, sampleInt: 100, timeout: 60, ...request, amount });
  running.on('response', () => {
    last = performance.now();
  });
  const { non2xx, errors, url } = await running;
  if (non2xx > 0 || errors > 0) throw new Error(`${url} answered ${non2xx} times with an error, ${errors} times not at all.`);
  return last - start;
}

/** How long one turn of measuring takes, milliseconds; at least so many requests. */
const TURN = 1000;
const LEAST = 20;

/**
 * How many times as fast one side is as another, in many short turns one after the other: whatever else
 * the machine does meets both.
 *
 * @param {object} one request as autocannon takes it
 * @param {object} other
 * @returns {Promise<{ratio: number, one: number, other: number}>} with the requests a second of each
 */
export async function race(one, other) {
  const amounts = [];
  for (const side of [one, other]) {
    // The first requests are slower than all others.
    await duration(side, LEAST);
    amounts.push(Math.max(LEAST, Math.round((LEAST * TURN) / (await duration(side, LEAST)))));
  }
  /** @type {number[][]} */
  const rates = [[], []];
  for (let turn = 0; turn < 2 * ROUNDS; turn += 1) {
    for (const [index, side] of [one, other].entries()) rates[index].push((amounts[index] * 1000) / (await duration(side, amounts[index])));
  }
  const ratio = median(rates[0].map((rate, turn) => rate / rates[1][turn]));
  return { ratio, one: median(rates[0]), other: median(rates[1]) };
}
