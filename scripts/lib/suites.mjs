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
 * Runs a program of node_modules with its output shown as it comes.
 *
 * @param {string} program path below node_modules, or a script (`.mjs`) of the repository
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} whether it ended well
 */
export function show(program, args, env = {}) {
  const file = program.endsWith('.mjs') ? program : path.join('node_modules', program);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...HEAP, file, ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** A heading between suites, so that a long log can be read. @param {string} text */
export const heading = (text) => console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 70 - text.length))}`);

/**
 * Runs one of jest's projects and counts it.
 *
 * @param {string} suite name of the result
 * @param {string} project
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Result>}
 */
export async function jest(suite, project, args, env) {
  fs.rmSync(reportFile(suite), { force: true });
  fs.rmSync(costFile(suite), { force: true });
  const report = ['--json', `--outputFile=${reportFile(suite)}`];
  const good = await show('jest/bin/jest.js', ['--selectProjects', project, ...report, ...args], { TEST_COSTS: costFile(suite), ...env });
  const over = printCosts(suite);
  const result = resultOf(suite, good);
  return { ...result, notes: [...(result.notes ?? []), ...over] };
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
