/**
 * `npm run test:long`, before a release: guesses by the ten thousand, odd requests by the hundred for each endpoint,
 * and more draws of levels than `npm test` takes; and the packed plugin with the lowest version of Strapi that it works
 * with, which npm installs. Arguments go to jest, and leave the package out; the environment may say other numbers.
 */
import { fail } from './lib/steps.mjs';
import { close, heading, jest, lowestStrapi, packageSuite } from './lib/suites.mjs';
import { ensureBuilt } from './lib/targets.mjs';

const numbers = { GUESSES: '10000', FUZZ_RUNS: '200', FUZZ_SEED: String(Date.now()), LEVELS_DRAWS: '10' };

async function main() {
  heading('The long tests');
  const long = ['tests/security/guessing', 'tests/api/fuzz', 'tests/api/module-levels'];
  const chosen = process.argv.slice(2);
  const tests = await jest('long', 'api', chosen.length > 0 ? chosen : long, { ...numbers, ...process.env });
  if (chosen.length > 0) return close({ long: tests });
  const version = lowestStrapi();
  heading(`The package with Strapi ${version}`);
  await ensureBuilt(['portal', 'pdf', 'plugin']);
  close({ long: tests, lowest: await packageSuite({ suite: 'lowest', version }) });
}

main().catch(fail);
