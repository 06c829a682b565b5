import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root, scratch } from './paths.mjs';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const lastLines = 25;

/** A step that failed; its message is complete and needs no stack trace. */
export class StepError extends Error {}

/** @param {number} started */
const since = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

/**
 * Runs an action and shows that it runs: a spinner with the seconds on a terminal, a line at start
 * and at the end elsewhere.
 *
 * @template T
 * @param {string} name what is done, as a person would say it
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function step(name, action) {
  const started = Date.now();
  const terminal = process.stdout.isTTY;
  let frame = 0;
  if (!terminal) console.log(`… ${name}`);
  const timer = terminal
    ? setInterval(() => process.stdout.write(`\r${frames[frame++ % frames.length]} ${name}  ${since(started)} `), 100)
    : setInterval(() => console.log(`… ${name}  ${since(started)}`), 30_000);
  /** @param {string} mark */
  const finish = (mark) => {
    clearInterval(timer);
    if (terminal) process.stdout.write('\r\x1b[K');
    console.log(`${mark} ${name}  ${since(started)}`);
  };
  try {
    const result = await action();
    finish('✓');
    return result;
  } catch (error) {
    finish('✗');
    throw error;
  }
}

/**
 * Runs a program to its end with its output in a log file. When it fails, the error says the last
 * lines of the log and where all of it is.
 *
 * @param {string} log name of the log file
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<void>}
 */
export function run(log, command, args, options = {}) {
  const file = path.join(scratch, 'logs', `${log}.log`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const output = fs.openSync(file, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', output, output],
      // npm is a shell script on Windows, and must not be started as a program.
      shell: command.endsWith('.cmd'),
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      fs.closeSync(output);
      if (code === 0) return resolve();
      const tail = fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lastLines).join('\n');
      const ending = signal ? `was stopped by ${signal}` : `ended with code ${code}`;
      reject(new StepError(`${tail}\n\n${command} ${ending}. The whole log: ${path.relative(root, file)}`));
    });
  });
}

/**
 * Ends the process with a readable message: complete for what was expected to go wrong, with the
 * stack for what was not.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function fail(error) {
  console.error(error instanceof StepError ? `\n${error.message}\n` : error);
  process.exit(1);
}
