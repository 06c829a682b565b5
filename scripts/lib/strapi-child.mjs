/**
 * Runs the playground's Strapi for the demo and the browser tests, in a process of its own: Strapi
 * reads the working directory and writes its log to standard output. Its parent forks it, is told
 * when it answers, and takes it along when it goes.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { seed } from '../seed/index.mjs';
import { playground } from './paths.mjs';

const require = createRequire(import.meta.url);
/** @type {typeof import('@strapi/strapi')} */
const { createStrapi } = require('@strapi/strapi');

/** @param {Record<string, unknown>} message */
const tell = (message) => process.send?.(message);

const strapi = createStrapi({ appDir: playground, distDir: path.join(playground, 'dist') });

let stopping = false;
/** @param {number} code */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  await strapi.destroy().catch(() => undefined);
  process.exit(code);
}
// The parent is gone, whatever ended it: nothing may keep the port and the database.
process.on('disconnect', () => void stop(0));

try {
  await strapi.load();
  const { DEMO_SITES: sites = '', DEMO_CUSTOMERS = '200', DEMO_MODULES = 'true' } = process.env;
  const seeded = await seed(strapi, { sites, customers: Number(DEMO_CUSTOMERS), withModules: DEMO_MODULES === 'true' });
  await strapi.start();
  // Idle connections stay open: who sends a request just as one is closed gets no answer.
  strapi.server.httpServer.keepAliveTimeout = 0;
  const { values } = await strapi.plugin('customer-portal').service('settings').get('general');
  tell({ kind: 'ready', seeded, portalName: values.portalName });
} catch (error) {
  console.error(error);
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  await stop(1);
}
