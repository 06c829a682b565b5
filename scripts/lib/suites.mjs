import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { costFile, printCosts } from './costs.mjs';
import { root } from './paths.mjs';
import { keepResults, printSum, reportFile, resultOf } from './results.mjs';

/** @typedef {import('./results.mjs').Result} Result */

/** Room for young objects: less of it has them collected by the hundred times a second, a tenth of the time of the API tests. */
const HEAP = ['--max-semi-space-size=64'];

/**
 * Runs a program of node_modules with its output shown as it comes, or kept.
 *
 * @param {string} program path below node_modules, or a script (`.mjs`) of the repository
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string[]} [output] keeps what it says
 * @returns {Promise<boolean>} whether it ended well
 */
export function show(program, args, env = {}, output) {
  const file = program.endsWith('.mjs') ? program : path.join('node_modules', program);
  return new Promise((resolve) => {
    const stdio = /** @type {const} */ (['inherit', output ? 'pipe' : 'inherit', output ? 'pipe' : 'inherit']);
    const child = spawn(process.execPath, [...HEAP, file, ...args], { cwd: root, stdio: [...stdio], env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => output?.push(text));
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** A heading between suites, so that a long log can be read. @param {string} text */
export const heading = (text) => console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 70 - text.length))}`);

/**
 * Runs parts that keep one core busy each, so many at once, in their order. What a part says is printed when it ends:
 * two at once could not be read.
 *
 * @param {number} lanes
 * @param {Record<string, [title: string, run: (output: string[]) => Promise<Result>]>} parts
 * @returns {Promise<Record<string, Result>>}
 */
export async function sideBySide(lanes, parts) {
  /** @type {Record<string, Result>} */
  const results = {};
  const waiting = Object.entries(parts);
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, [title, run]] = next;
      const started = Date.now();
      /** @type {string[]} */
      const output = [];
      results[name] = await run(output);
      heading(`${title}, ${Math.round((Date.now() - started) / 1000)} s`);
      process.stdout.write(output.join(''));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  // In the order in which they were named.
  return Object.fromEntries(Object.keys(parts).map((name) => [name, /** @type {Result} */ (results[name])]));
}

/**
 * Runs one of jest's projects and counts it.
 *
 * @param {string} suite name of the result
 * @param {string} project
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string[]} [output] keeps what it says
 * @returns {Promise<Result>}
 */
export async function jest(suite, project, args, env, output) {
  fs.rmSync(reportFile(suite), { force: true });
  fs.rmSync(costFile(suite), { force: true });
  const all = ['--selectProjects', project, '--json', `--outputFile=${reportFile(suite)}`, ...args];
  const good = await show('jest/bin/jest.js', all, { TEST_COSTS: costFile(suite), ...env }, output);
  const over = printCosts(suite);
  const result = resultOf(suite, good);
  return { ...result, notes: [...(result.notes ?? []), ...over] };
}

/**
 * Tries the packed plugin in a Strapi project of its own.
 *
 * @param {{suite?: string, version?: string, args?: string[], output?: string[]}} [options] `version`: another one of
 *   Strapi than the repository's, which npm installs
 * @returns {Promise<Result>}
 */
export const packageSuite = ({ suite = 'package', version, args = [], output } = {}) =>
  jest(suite, 'package', args, { TEST_TIMEOUT: version ? '1200000' : '600000', ...(version && { TEST_STRAPI_VERSION: version }) }, output);

/** The lowest version of Strapi that the package says it works with. */
export function lowestStrapi() {
  /** @type {{peerDependencies: Record<string, string>}} */
  const { peerDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return peerDependencies['@strapi/strapi']?.replace('^', '');
}

/**
 * Closes a run: results are kept for .ci/run, which adds up several commands and says so by
 * PART_OF_CI; else the closing line is printed here.
 *
 * @param {Record<string, Result>} results
 */
export function close(results) {
  keepResults(results);
  const good = process.env.PART_OF_CI ? Object.values(results).every(({ failed }) => failed === 0) : printSum(results);
  process.exitCode = good ? 0 : 1;
}
