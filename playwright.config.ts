import { defineConfig } from '@playwright/test';
import { portOf, workers } from './scripts/lib/browser-servers.mjs';
import { chromiumArguments, findChromium } from './scripts/lib/chromium.mjs';

const executablePath = findChromium();
const LOOKS = '**/looks-*.spec.ts';

/**
 * Browser tests against the playground with its demo data. Each worker has a server and a database of its own (`origin`
 * of tests/browser/support/places.ts): whatever a test sets is seen by the tests of its own worker only, and those run one
 * after the other.
 */
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'artifacts/browser/traces',
  workers,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '.tmp/results/browser.json' }]],
  projects: [
    { name: 'stories', testMatch: '**/*.spec.ts', testIgnore: LOOKS },
    // Each of its tests stands alone: they fill what is left when a worker runs out of stories.
    { name: 'looks', testMatch: LOOKS, fullyParallel: true },
  ],
  use: {
    actionTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // A trace makes every test a third slower: add `--trace retain-on-failure` to look into one.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath && { executablePath }), args: chromiumArguments },
  },
  webServer: {
    command: 'node scripts/serve-for-browser-tests.mjs',
    // While tests are written: start scripts/serve-for-browser-tests.mjs once, and keep it.
    ...(process.env.BROWSER_TEST_REUSE === '1'
      ? { url: `http://localhost:${portOf(0)}/_health`, reuseExistingServer: true }
      : { wait: { stdout: /Ready for browser tests/u } }),
    timeout: 240_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
