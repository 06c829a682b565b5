/**
 * One Strapi of the bench. Tells its parent how long the start took and how much memory it holds,
 * and, with the plugin, the cookie of a signed-in contact. Beside the plugin's endpoints stand two
 * bare routes of the same content API to compare them with.
 */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { contact, password } from './contact.mjs';
import { seedDocuments, syncToken } from './documents/seed.mjs';
import { insertsRoute } from './documents/inserts.mjs';
import { paymentRoutes } from './payments/routes.mjs';
import { seedModules } from './modules/seed.mjs';
import { CALLERS, signedInBoth, signedInEditor } from './people.mjs';

const require = createRequire(import.meta.url);
/** @type {typeof import('@strapi/strapi')} */
const { createStrapi } = require('@strapi/strapi');

/** @type {typeof import('@node-rs/argon2')} */
const { hash, verify } = require('@node-rs/argon2');
/** The parameters of server/src/password/hash.ts. */
const stored = hash(password, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });

const folder = process.cwd();
const plugin = process.env.BENCH_PLUGIN === 'true';
const records = Number(process.env.BENCH_RECORDS);
const documents = Number(process.env.BENCH_DOCUMENTS);

/** @type {any} */
const strapi = createStrapi({ appDir: folder, distDir: folder });
process.on('disconnect', () => void strapi.destroy().finally(() => process.exit(0)));

await strapi.load();
// A line for every request would be measured along.
strapi.log.level = 'error';
strapi.server.routes({
  type: 'content-api',
  routes: [
    {
      method: 'GET',
      path: '/bench/nothing',
      handler: (/** @type {any} */ ctx) => {
        ctx.body = { data: { enabled: true } };
      },
      config: { auth: false },
    },
    {
      method: 'GET',
      path: '/bench/one-query',
      handler: async (/** @type {any} */ ctx) => {
        const found = await strapi.db.query('plugin::customer-portal.contact').findOne({ where: { email: contact.email } });
        ctx.body = { data: { email: found.email } };
      },
      config: { auth: false },
    },
    {
      method: 'GET',
      path: '/bench/one-invoice',
      handler: async (/** @type {any} */ ctx) => {
        const found = await strapi.db.query('plugin::customer-portal.invoice').findOne({ where: { number: 'INV-501' } });
        ctx.body = { data: { number: found.number } };
      },
      config: { auth: false },
    },
    insertsRoute(strapi),
    ...(documents ? paymentRoutes(strapi) : []),
    {
      method: 'POST',
      path: '/bench/verify',
      // What a sign-in cannot do without: the hash, with the parameters of the plugin's own.
      handler: async (/** @type {any} */ ctx) => {
        ctx.body = { data: { right: await verify(await stored, ctx.request.body.password) } };
      },
      config: { auth: false },
    },
  ],
});
await strapi.start();
const bootMs = performance.now();

await sleep(500);
globalThis.gc?.();
await sleep(200);
const rssMb = process.memoryUsage().rss / 1024 / 1024;

const base = `http://localhost:${process.env.PORT}`;

/** Signs a contact in, over HTTP like everybody. @param {string} email @returns {Promise<string>} its cookie */
async function signIn(email) {
  const response = await fetch(`${base}/api/customer-portal/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-customer-portal': '1' },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`Sign-in failed: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** One customer with one contact, who is signed in. */
async function one() {
  const uid = (/** @type {string} */ name) => `plugin::customer-portal.${name}`;
  const known = await strapi.db.query(uid('contact')).findOne({ where: { email: contact.email } });
  if (!known) {
    const customer = await strapi.documents(uid('customer')).create({ data: { name: 'Bench', kind: 'customer' } });
    await strapi.plugin('customer-portal').service('people').open(customer.documentId);
    const person = await strapi.documents(uid('contact')).create({ data: contact });
    await strapi.documents(uid('membership')).create({ data: { customer: customer.id, contact: person.id, role: 'owner' } });
    const { passwords } = strapi.plugin('customer-portal').service('password');
    await passwords.set(person, await passwords.prepare(password, contact, 'password'));
  }
  const { values } = await strapi.plugin('customer-portal').service('settings').get('general');
  return { cookie: await signIn(contact.email), portalName: values.portalName };
}

async function signedIn() {
  const callers = [];
  for (let id = 1; id <= CALLERS; id += 1) callers.push(await signedInBoth(strapi, id, signIn));
  return callers;
}

/** Many customers with records or documents, some of whom are signed in. */
async function many() {
  if (documents) {
    await seedDocuments(strapi, documents);
    return { callers: await signedIn(), token: await syncToken(strapi) };
  }
  const module = await seedModules(strapi, records);
  return { module, callers: await signedIn(), editor: await signedInEditor(strapi, base) };
}

process.send?.({ bootMs, rssMb, cookie: '', portalName: '', ...(plugin && (records || documents ? await many() : await one())) });

// Asked for between two loads: what is still held when everything that can go is gone.
process.on('message', (message) => {
  if (message !== 'memory') return;
  globalThis.gc?.();
  process.send?.({ heapMb: process.memoryUsage().heapUsed / 1024 / 1024 });
});
