/**
 * `npm run test:package`: packs the plugin and tries the tarball in a Strapi project of its own.
 * `npm run test:package -- --strapi 5.40.0` does so with another version of Strapi, which it installs; `--strapi lowest`
 * with the lowest that package.json names.
 */
import { whyNotPublishable } from './lib/publishable.mjs';
import { fail, StepError } from './lib/steps.mjs';
import { close, lowestStrapi, packageSuite } from './lib/suites.mjs';
import { ensureBuilt } from './lib/targets.mjs';

/** The version that is asked for, and what else is for Jest. */
function options() {
  const rest = process.argv.slice(2);
  const at = rest.indexOf('--strapi');
  if (at < 0) return { rest };
  const [, wanted = ''] = rest.splice(at, 2);
  const version = wanted === 'lowest' ? lowestStrapi() : wanted;
  if (!version || !/^5\.\d+\.\d+$/u.test(version)) throw new StepError('Say which version of Strapi: --strapi 5.40.0, or --strapi lowest');
  return { rest, version };
}

async function main() {
  const { rest, version } = options();
  await ensureBuilt(['portal', 'pdf', 'sandbox', 'plugin']);
  const result = await packageSuite({ version, args: rest });
  // No failure: nobody who tests a package publishes it.
  const why = whyNotPublishable();
  if (why) console.log(`\nNote: ${why}`);
  close({ package: result });
}

main().catch(fail);
