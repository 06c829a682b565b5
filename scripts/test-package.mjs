/** `npm run test:package`: packs the plugin and tries the tarball in a Strapi project of its own. */
import { fail } from './lib/steps.mjs';
import { close, jest } from './lib/suites.mjs';
import { ensureBuilt } from './lib/targets.mjs';

async function main() {
  await ensureBuilt(['portal', 'plugin']);
  const result = await jest('package', 'package', process.argv.slice(2), { TEST_TIMEOUT: '600000' });
  close({ package: result });
}

main().catch(fail);
