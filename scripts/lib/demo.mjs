import fs from 'node:fs';
import path from 'node:path';
import { startMaildev } from './maildev.mjs';
import { playground } from './paths.mjs';
import { freePort } from './ports.mjs';
import { startSandbox } from './sandbox.mjs';
import { ensureSecrets } from './secrets.mjs';
import { startSites } from './sites.mjs';
import { step } from './steps.mjs';
import { startStrapi } from './strapi-process.mjs';

/**
 * @typedef {object} Demo
 * @property {string} adminUrl
 * @property {string} portalUrl
 * @property {string} inboxUrl
 * @property {import('./sandbox.mjs').SandboxPlace} sandbox payments
 * @property {boolean} seeded whether the database was empty before
 * @property {import('node:child_process').ChildProcess} strapi
 * @property {() => Promise<void>} stop
 */

/** Where a demo keeps its database and mails. @param {string} name */
export const demoFolder = (name) => path.join(playground, '.tmp', name);

/**
 * Starts everything that a demo consists of: a mail catcher, the sites that its custom tabs show, the payment sandbox,
 * and Strapi with the demo's data.
 *
 * @param {object} options
 * @param {string} options.name of the folder and the log
 * @param {number} options.port wanted port of Strapi
 * @param {number} options.mailPort wanted port of the inbox; SMTP and the sites follow their own
 * @param {number} options.smtpPort
 * @param {number} options.sitesPort
 * @param {number} options.sandboxPort
 * @param {number} [options.customers] how many the demo invents
 * @param {NodeJS.ProcessEnv} [options.env] for Strapi
 * @returns {Promise<Demo>}
 */
export async function startDemo({ name, port, mailPort, smtpPort, sitesPort, sandboxPort, customers = 200, env = {} }) {
  ensureSecrets();
  const folder = demoFolder(name);
  const first = !fs.existsSync(path.join(folder, 'data.db'));
  const reserved = new Set();
  const strapiPort = await freePort('Strapi', port, reserved);
  const inboxPort = await freePort('the inbox', mailPort, reserved);
  const catcherPort = await freePort('the mail catcher', smtpPort, reserved);
  const pagesPort = await freePort("the custom tabs' site", sitesPort, reserved);

  const paymentsPort = await freePort('the payment sandbox', sandboxPort, reserved);
  const base = `http://localhost:${strapiPort}`;

  const sites = await startSites(pagesPort);
  const mail = await startMaildev({ smtpPort: catcherPort, webPort: inboxPort, folder: path.join(folder, 'mail') });
  const sandbox = await startSandbox({
    port: paymentsPort,
    webhookUrl: `http://127.0.0.1:${strapiPort}/api/customer-portal/payment-webhooks/sandbox`,
    journal: path.join(folder, 'payments.jsonl'),
  });
  const closeOthers = async () => {
    sites.close();
    await sandbox.stop();
    await mail.stop();
  };
  const title = first ? `Start Strapi and invent ${customers} customers` : 'Start Strapi';
  try {
    const strapi = await step(title, () =>
      startStrapi({
        port: strapiPort,
        smtpPort: catcherPort,
        sites: `http://localhost:${pagesPort}`,
        database: path.join(folder, 'data.db'),
        log: `strapi-${name}`,
        env: {
          DEMO_CUSTOMERS: String(customers),
          PAYMENT_SANDBOX_URL: sandbox.place.url,
          PAYMENT_SANDBOX_SECRET: sandbox.place.secret,
          ...env,
        },
      }),
    );
    return {
      adminUrl: `${base}/admin`,
      portalUrl: `${base}/portal/${strapi.portalName}`,
      inboxUrl: `http://localhost:${inboxPort}`,
      sandbox: sandbox.place,
      seeded: strapi.seeded,
      strapi: strapi.process,
      stop: async () => {
        await strapi.stop();
        await closeOthers();
      },
    };
  } catch (error) {
    await closeOthers();
    throw error;
  }
}
