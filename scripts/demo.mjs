/**
 * `npm run demo`: a portal with an organisation, customers and mails to try, on this machine only.
 *
 *   npm run demo                  starts it; data is kept from one start to the next
 *   npm run demo -- --fresh       deletes that data first
 *   npm run demo -- --port 4000   another port for Strapi
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/install.mjs';
import { requireNode } from './lib/node-version.mjs';
import { root } from './lib/paths.mjs';
import { fail, StepError } from './lib/steps.mjs';
import { customerContact, editor, organisation, vendorContact } from './seed/accounts.mjs';

requireNode();

function options() {
  try {
    const { values } = parseArgs({
      options: { fresh: { type: 'boolean', default: false }, port: { type: 'string', default: '1337' } },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${values.port} is not a port number.`);
    return { fresh: values.fresh, port };
  } catch (error) {
    throw new StepError(`${error instanceof Error ? error.message : error}\nUsage: npm run demo -- [--fresh] [--port N]`);
  }
}

/** @param {[string, string, string][]} rows */
function table(rows) {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const [what, where, note] of rows) {
    console.log(`  ${what.padEnd(widths[0])}   ${where.padEnd(widths[1])}   ${note}`.trimEnd());
  }
}

async function main() {
  const { fresh, port } = options();
  console.log(`Customer portal demo: ${organisation.name}\n`);
  await ensureInstalled();

  // From here on packages may be used.
  const { ensureBuilt } = await import('./lib/targets.mjs');
  const { demoFolder, startDemo } = await import('./lib/demo.mjs');
  await ensureBuilt(['portal', 'pdf', 'sandbox', 'plugin', 'playground', 'panel']);

  const folder = demoFolder('demo');
  if (fresh && fs.existsSync(folder)) {
    fs.rmSync(folder, { recursive: true, force: true });
    console.log(`✓ Deleted ${path.relative(root, folder)}: database, mails and uploads of the demo`);
  }

  let stopping = false;
  /** @type {Awaited<ReturnType<typeof startDemo>> | undefined} */
  let demo;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping.');
    await demo?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());

  demo = await startDemo({ name: 'demo', port, mailPort: 1080, smtpPort: 1025, sitesPort: 4810, sandboxPort: 4820 });
  demo.strapi.once('exit', () => {
    if (stopping) return;
    console.error('\nStrapi has ended. Its log: .tmp/logs/strapi-demo.log');
    process.exit(1);
  });

  console.log('');
  table([
    ['Admin panel', demo.adminUrl, `${editor.email}  ${editor.password}`],
    ['Portal', demo.portalUrl, ''],
    ['  a customer', customerContact.email, `${customerContact.password}  (acts for two customers)`],
    ['  a vendor', vendorContact.email, `${vendorContact.password}  (reads German)`],
    ['Inbox', demo.inboxUrl, 'every mail and text message that the portal sends'],
    ['Payments', demo.sandbox.controlPage, 'what the sandbox was paid; no money moves'],
  ]);
  console.log('\nCtrl+C stops everything and keeps the data; `npm run demo -- --fresh` starts over.');
}

main().catch(fail);
