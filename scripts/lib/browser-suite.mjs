import fs from 'node:fs';
import { findChromium } from './chromium.mjs';
import { reportFile, resultOf } from './results.mjs';
import { show } from './suites.mjs';
import { ensureBuilt } from './targets.mjs';

/**
 * Runs the browser tests, or says that there is no browser to run them in.
 *
 * @param {string[]} args for Playwright
 * @returns {Promise<import('./results.mjs').Result | undefined>} undefined: there is no Chromium
 */
export async function browserSuite(args) {
  if (!findChromium()) {
    console.log('Browser tests were not run: no Chromium on PATH (set CHROMIUM_PATH to one that is elsewhere).');
    return undefined;
  }
  await ensureBuilt(['portal', 'pdf', 'sandbox', 'plugin', 'playground', 'panel']);
  fs.rmSync(reportFile('browser'), { force: true });
  return resultOf('browser', await show('@playwright/test/cli.js', ['test', ...args]));
}
