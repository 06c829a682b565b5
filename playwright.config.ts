import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './scripts/lib/chromium.mjs';

const executablePath = findChromium();
const port = Number(process.env.BROWSER_TEST_PORT ?? 14370);

/**
 * Browser tests against the playground with its demo data, in a database of their own. They share
 * one portal and one set of settings, so they run one after the other.
 */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'artifacts/browser/traces',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A machine that runs everything at once may be too slow for one step: tried again there, and named in the sum.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '.tmp/results/browser.json' }]],
  use: {
    baseURL: `http://localhost:${port}`,
    actionTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // A trace makes every test a third slower: add `--trace retain-on-failure` to look into one.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath && { executablePath }), args: chromiumArguments },
  },
  webServer: {
    command: `node scripts/serve-for-browser-tests.mjs --port ${port}`,
    url: `http://localhost:${port}/_health`,
    timeout: 240_000,
    // While tests are written: start scripts/serve-for-browser-tests.mjs once, and keep it.
    reuseExistingServer: process.env.BROWSER_TEST_REUSE === '1',
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
