/**
 * The demo as the browser tests want it: always from an empty database, at fixed ports out of the
 * demo's way. Playwright starts and stops it (playwright.config.ts).
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { demoFolder, startDemo } from './lib/demo.mjs';
import { fail } from './lib/steps.mjs';
import { ensureBuilt } from './lib/targets.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '14370' } } });
const port = Number(values.port);
const name = `browser-${port}`;

async function main() {
  await ensureBuilt(['portal', 'plugin', 'playground', 'panel']);
  fs.rmSync(demoFolder(name), { recursive: true, force: true });
  const demo = await startDemo({
    name,
    port,
    mailPort: port + 1,
    smtpPort: port + 2,
    sitesPort: port + 3,
    customers: 60,
    // Tests open the modules that they are about.
    env: { DEMO_MODULES: 'false' },
  });
  // Tests find the inbox and the portal here.
  const places = { adminUrl: demo.adminUrl, portalUrl: demo.portalUrl, inboxUrl: demo.inboxUrl };
  fs.writeFileSync(path.join(demoFolder(name), 'places.json'), JSON.stringify(places));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => void demo.stop().then(() => process.exit(0)));
  }
}

main().catch(fail);
