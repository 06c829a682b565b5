import fs from 'node:fs';
import path from 'node:path';
import { scratch } from './paths.mjs';

/**
 * What a suite came to. A suite that broke before it could count has one failure.
 *
 * @typedef {{passed: number, failed: number, skipped: number, notes?: string[]}} Result `notes`: which
 * tests failed, or passed at the second try only, and which files cost more than they may
 */

const folder = path.join(scratch, 'results');

/** Where the runner of a suite writes its own report; the folder is there afterwards. @param {string} suite */
export function reportFile(suite) {
  fs.mkdirSync(folder, { recursive: true });
  return path.join(folder, `${suite}.json`);
}

/** Tests of Playwright's report that did not pass at once. @param {any} suite @returns {string[]} */
const browserNotes = (suite) => [
  ...(suite.suites ?? []).flatMap(browserNotes),
  ...(suite.specs ?? []).flatMap((/** @type {any} */ { file, line, title, tests }) =>
    tests
      .filter((/** @type {any} */ { status }) => status === 'unexpected' || status === 'flaky')
      .map((/** @type {any} */ { status }) => `${status === 'flaky' ? 'second try' : 'failed'}: ${file}:${line} ${title}`),
  ),
];

/** @param {any} report jest's or Playwright's @returns {Result} */
function count(report) {
  if (report.stats) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected + flaky, failed: unexpected + (report.errors?.length ?? 0), skipped, notes: browserNotes(report) };
  }
  const failures = report.testResults.flatMap((/** @type {any} */ { name, assertionResults }) =>
    assertionResults
      .filter((/** @type {any} */ { status }) => status === 'failed')
      .map((/** @type {any} */ { fullName }) => `failed: ${path.basename(name)} ${fullName}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
    notes: failures,
  };
}

/**
 * What a suite came to by its report; a failure if the report says none and the runner failed.
 *
 * @param {string} suite
 * @param {boolean} good whether the runner ended well
 * @returns {Result}
 */
export function resultOf(suite, good) {
  const file = reportFile(suite);
  const result = fs.existsSync(file) ? count(JSON.parse(fs.readFileSync(file, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
  return good || result.failed > 0 ? result : { ...result, failed: 1 };
}

/** Keeps results for the sum over several commands (.ci/run). @param {Record<string, Result>} results */
export function keepResults(results) {
  const file = path.join(folder, 'sum', `${Object.keys(results).join('+')}.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(results));
}

/** All kept results. @returns {Record<string, Result>} */
export function keptResults() {
  const sums = path.join(folder, 'sum');
  const files = fs.existsSync(sums) ? fs.readdirSync(sums) : [];
  return Object.assign({}, ...files.map((file) => JSON.parse(fs.readFileSync(path.join(sums, file), 'utf8'))));
}

/**
 * Prints one line a suite and the closing line over all of them.
 *
 * @param {Record<string, Result>} results
 * @returns {boolean} whether nothing failed
 */
export function printSum(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const width = Math.max(0, ...Object.keys(results).map((name) => name.length));
  console.log('');
  for (const [name, result] of Object.entries(results)) {
    const skipped = result.skipped ? `, ${result.skipped} skipped` : '';
    console.log(`  ${name.padEnd(width)}   ${result.passed} passed, ${result.failed} failed${skipped}`);
    for (const note of result.notes ?? []) console.log(`  ${' '.repeat(width)}   ${note}`);
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
  return total.failed === 0;
}
