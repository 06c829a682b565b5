/**
 * `npm test`: installs what is missing, then lint, type check, unit tests, API tests on SQLite and,
 * where there is a Chromium, browser tests. All of them run, whatever failed before.
 */
import { ensureInstalled } from './lib/install.mjs';
import { requireNode } from './lib/node-version.mjs';
import { fail } from './lib/steps.mjs';

requireNode();

async function main() {
  await ensureInstalled();
  const { browserSuite } = await import('./lib/browser-suite.mjs');
  const { ensureBuilt } = await import('./lib/targets.mjs');
  const { close, heading, jest, show } = await import('./lib/suites.mjs');

  /** A check counts as one test. @param {Promise<boolean>} check */
  const one = async (check) => {
    const good = await check;
    return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
  };
  /** @type {Record<string, import('./lib/results.mjs').Result>} */
  const results = {};
  heading('Lint');
  results.lint = await one(show('eslint/bin/eslint.js', ['.', '--max-warnings=0']));
  results.format = await one(show('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']));
  heading('Types');
  results.types = await one(show('scripts/types.mjs', []));
  heading("The portal's first load");
  await ensureBuilt(['portal']);
  results.size = await one(show('portal/check-size.mjs', []));
  heading('Unit tests');
  results.unit = await jest('unit', 'unit', []);
  heading('API tests on SQLite');
  results.api = await jest('api', 'api', []);
  heading('Browser tests');
  const browser = await browserSuite([]);
  if (browser) results.browser = browser;
  close(results);
}

main().catch(fail);
