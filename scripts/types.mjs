/**
 * Type-checks every part of the repository with its own tsconfig, two at a time (with `--one-by-one` not), and
 * reports each on a line. `node scripts/types.mjs server portal` checks those only.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root, scratch } from './lib/paths.mjs';
import { writeSnippets } from './lib/snippets.mjs';

const projects = [
  '.',
  'plugin',
  'config',
  'server',
  'admin',
  'portal',
  'rich-text',
  'playground',
  'playground/src/admin',
  'testing',
  'tests',
  'scripts',
];

const oneByOne = process.argv.includes('--one-by-one');
const wanted = process.argv.slice(2).filter((argument) => argument !== '--one-by-one');
const chosen = (wanted.length ? wanted : projects).filter((name) => fs.existsSync(path.join(root, name, 'tsconfig.json')));
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');

/**
 * @param {string} name folder that holds a tsconfig.json
 * @returns {Promise<boolean>} whether it is free of errors
 */
function check(name) {
  const started = Date.now();
  // What is remembered of the last time is below .tmp, so that a second run checks only what changed.
  const remembered = path.join(scratch, 'types', `${name.replaceAll(path.sep, '-')}.tsbuildinfo`);
  const options = ['--noEmit', '--incremental', '--tsBuildInfoFile', remembered, '--pretty', 'false'];
  const child = spawn(process.execPath, [tsc, ...options, '-p', name], { cwd: root });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`types  ${code === 0 ? 'ok    ' : 'failed'}  ${name === '.' ? '(root)' : name}  ${seconds} s`);
      if (code !== 0) console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

// What README and docs show is checked with the tests: they load the same types.
if (chosen.includes('tests')) writeSnippets();

const queue = [...chosen];
let good = true;
const worker = async () => {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) good = (await check(name)) && good;
};
await Promise.all(oneByOne ? [worker()] : [worker(), worker()]);
process.exitCode = good ? 0 : 1;
