/**
 * `npm run test:package`: packs the plugin and tries the tarball in a Strapi project of its own.
 * `npm run test:package -- --strapi 5.32.0` does so with another version of Strapi, which it installs.
 */
import { whyNotPublishable } from './lib/publishable.mjs';
import { fail, StepError } from './lib/steps.mjs';
import { close, jest } from './lib/suites.mjs';
import { ensureBuilt } from './lib/targets.mjs';

/** The version that is asked for, and what else is for Jest. */
function options() {
  const rest = process.argv.slice(2);
  const at = rest.indexOf('--strapi');
  if (at < 0) return { rest };
  const [, version = ''] = rest.splice(at, 2);
  if (!/^5\.\d+\.\d+$/u.test(version)) throw new StepError('Say which version of Strapi: --strapi 5.32.0');
  return { rest, version };
}

async function main() {
  const { rest, version } = options();
  await ensureBuilt(['portal', 'pdf', 'plugin']);
  const another = version && { TEST_STRAPI_VERSION: version };
  const result = await jest('package', 'package', rest, { TEST_TIMEOUT: version ? '1200000' : '600000', ...another });
  // No failure: nobody who tests a package publishes it.
  const why = whyNotPublishable();
  if (why) console.log(`\nNote: ${why}`);
  close({ package: result });
}

main().catch(fail);
