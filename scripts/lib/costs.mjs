/**
 * What each file of API tests costs beside what it may (tests/budgets.json). A cost is the seconds of CPU that the
 * worker spent on the file, on the machine on which the budgets were written: what a machine is slower or has else to
 * do does not count.
 */
import fs from 'node:fs';
import path from 'node:path';
import { root, scratch } from './paths.mjs';

/** @typedef {{file: string, seconds: number, first: boolean}} Cost `first`: of its worker, which loads Strapi for all that follow */
/** @typedef {{default: number, load: number, files: Record<string, number>}} Budgets `load`: what loading Strapi may cost */

/** Where the workers of a suite write what their files cost (tests/runtime/native-runtime.cjs). @param {string} suite */
export const costFile = (suite) => path.join(scratch, 'results', `${suite}.costs.jsonl`);

/** @returns {Budgets} */
const readBudgets = () => JSON.parse(fs.readFileSync(path.join(root, 'tests/budgets.json'), 'utf8'));

/** @param {string} suite @returns {Cost[]} the dearest first */
function readCosts(suite) {
  const file = costFile(suite);
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n').filter(Boolean);
  return lines.map((line) => /** @type {Cost} */ (JSON.parse(line))).sort((a, b) => b.seconds - a.seconds);
}

/**
 * Prints what each file of a suite cost, and returns those beyond their budget. None fails for it: a busy machine makes
 * CPU dearer too.
 *
 * @param {string} suite
 * @returns {string[]}
 */
export function printCosts(suite) {
  const budgets = readBudgets();
  /** @type {string[]} */
  const over = [];
  const costs = readCosts(suite);
  if (costs.length === 0) return over;
  console.log(`\nCosts of ${suite}: seconds of CPU of their budget (tests/budgets.json)`);
  for (const { file, seconds, first } of costs) {
    const budget = (budgets.files[file] ?? budgets.default) + (first ? budgets.load : 0);
    const line = `${seconds.toFixed(1)} of ${budget}`;
    console.log(`  ${line.padStart(11)}  ${file}${seconds > budget ? '  OVER' : ''}`);
    if (seconds > budget) over.push(`over its budget: ${file}, ${line} s`);
  }
  console.log(`  ${costs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)} in all`);
  return over;
}
