/**
 * `npm test`: installs what is missing, then lint, type check, unit tests, API tests on SQLite and, where there is a
 * Chromium, browser tests. All of them run, whatever failed before. `--package` packs and installs the plugin too
 * (.ci/run): that waits for the network most of the time, so it runs beside lint and types.
 */
import { ensureInstalled } from './lib/install.mjs';
import { requireNode } from './lib/node-version.mjs';
import { fail } from './lib/steps.mjs';

requireNode();

/** With types of all parts and of Stripe's SDK at once it takes more than Node gives by itself. */
const LINT = { NODE_OPTIONS: '--max-old-space-size=8192' };

async function main() {
  await ensureInstalled();
  const { browserSuite } = await import('./lib/browser-suite.mjs');
  const { ensureBuilt } = await import('./lib/targets.mjs');
  const { findChromium } = await import('./lib/chromium.mjs');
  const { close, heading, jest, packageSuite, show, sideBySide } = await import('./lib/suites.mjs');

  /** A check counts as one test. @param {Promise<boolean>} check */
  const one = async (check) => {
    const good = await check;
    return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
  };
  /** What the browser tests begin with: the other core would wait for it there. Where it fails they say so. */
  const panel = async () => {
    await ensureBuilt(['plugin', 'playground', 'panel']).catch(() => undefined);
    return { passed: 0, failed: 0, skipped: 0 };
  };
  const withPackage = process.argv.includes('--package');
  await ensureBuilt(withPackage ? ['portal', 'pdf', 'sandbox', 'plugin'] : ['portal', 'pdf']);
  // Each keeps one core busy. What takes longest begins.
  const results = await sideBySide(2, {
    lint: ['Lint', (output) => one(show('eslint/bin/eslint.js', ['.', '--max-warnings=0'], LINT, output))],
    types: ['Types', (output) => one(show('scripts/types.mjs', ['--one-by-one'], {}, output))],
    ...(withPackage && { package: ['The package', (output) => packageSuite({ output })] }),
    ...(findChromium() && { panel: ["Strapi's panel", panel] }),
    unit: ['Unit tests', (output) => jest('unit', 'unit', ['--maxWorkers=1'], {}, output)],
    format: ['Format', (output) => one(show('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'], {}, output))],
    unused: ['What nothing uses', (output) => one(show('knip/bin/knip.js', ['--no-progress'], {}, output))],
    size: ["The portal's first load", (output) => one(show('portal/check-size.mjs', [], {}, output))],
  });
  delete results.panel;
  heading('API tests on SQLite');
  results.api = await jest('api', 'api', []);
  heading('Browser tests');
  const browser = await browserSuite([]);
  if (browser) results.browser = browser;
  close(results);
}

main().catch(fail);
