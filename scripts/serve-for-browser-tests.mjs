/**
 * The demo as the browser tests want it, once for each worker: always from an empty database, at fixed ports out of the
 * demo's way. Playwright starts and stops it (playwright.config.ts).
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nameOf, portOf, recordsOf, stripePortOf, workers } from './lib/browser-servers.mjs';
import { demoFolder, startDemo } from './lib/demo.mjs';
import { root } from './lib/paths.mjs';
import { fail, StepError } from './lib/steps.mjs';
import { ensureBuilt } from './lib/targets.mjs';

/** @param {number} port */
async function serve(port) {
  const name = nameOf(port);
  fs.rmSync(demoFolder(name), { recursive: true, force: true });
  const requests = path.join(root, recordsOf(name).requests);
  fs.rmSync(requests, { force: true });
  const demo = await startDemo({
    name,
    port,
    mailPort: port + 1,
    smtpPort: port + 2,
    sitesPort: port + 3,
    sandboxPort: port + 4,
    customers: 60,
    env: {
      // Tests open the modules that they are about.
      DEMO_MODULES: 'false',
      STRIPE_API_URL: `http://127.0.0.1:${stripePortOf(port)}`,
      // What reaches Strapi is searched for what must not (tests/browser/card-data.spec.ts).
      RECORDED_REQUESTS: requests,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${pathToFileURL(path.join(root, 'scripts/lib/record-requests.mjs')).href}`,
    },
  });
  if (new URL(demo.adminUrl).port !== String(port))
    throw new StepError(`Port ${port} is taken: the tests would meet another server there.`);
  // Tests find the inbox and the payment sandbox here.
  fs.writeFileSync(path.join(demoFolder(name), 'places.json'), JSON.stringify({ inboxUrl: demo.inboxUrl, sandbox: demo.sandbox }));
  return demo;
}

async function main() {
  await ensureBuilt(['portal', 'pdf', 'sandbox', 'plugin', 'playground', 'panel']);
  const demos = await Promise.all(Array.from({ length: workers }, (_, worker) => serve(portOf(worker))));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => void Promise.all(demos.map((demo) => demo.stop())).then(() => process.exit(0)));
  }
  // What Playwright waits for.
  console.log('Ready for browser tests.');
}

main().catch(fail);
