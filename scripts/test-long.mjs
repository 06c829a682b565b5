/**
 * `npm run test:long`, before a release: guesses by the ten thousand, odd requests by the hundred for each endpoint,
 * and more draws of levels than `npm test` takes. Arguments go to jest; the environment may say other numbers.
 */
import { fail } from './lib/steps.mjs';
import { close, heading, jest } from './lib/suites.mjs';

const numbers = { GUESSES: '10000', FUZZ_RUNS: '200', FUZZ_SEED: String(Date.now()), LEVELS_DRAWS: '10' };

async function main() {
  heading('The long tests');
  const long = ['tests/security/guessing', 'tests/api/fuzz', 'tests/api/module-levels'];
  const chosen = process.argv.length > 2 ? process.argv.slice(2) : long;
  close({ long: await jest('long', 'api', chosen, { ...numbers, ...process.env }) });
}

main().catch(fail);
