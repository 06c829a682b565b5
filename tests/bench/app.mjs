import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, scratch } from '../../scripts/lib/paths.mjs';
import { makeSecrets } from '../../scripts/lib/secrets.mjs';

const child = path.join(path.dirname(fileURLToPath(import.meta.url)), 'child.mjs');

/** Nothing but what a Strapi project must say; the plugin is switched by BENCH_PLUGIN. */
const files = {
  'package.json': JSON.stringify({ name: 'bench', private: true, dependencies: {}, strapi: { uuid: false } }),
  'config/admin.js': `module.exports = ({ env }) => ({ auth: { secret: env('ADMIN_JWT_SECRET') }, apiToken: { salt: env('API_TOKEN_SALT') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } }, autoOpen: false });\n`,
  'config/database.js': `module.exports = ({ env }) => ({ connection: env('BENCH_DATABASE_URL')
  ? { client: 'postgres', connection: { connectionString: env('BENCH_DATABASE_URL') } }
  : { client: 'sqlite', connection: { filename: env('BENCH_DATABASE') }, useNullAsDefault: true } });\n`,
  'config/middlewares.js': `module.exports = ['strapi::logger', 'strapi::errors', 'strapi::security', 'strapi::cors', 'strapi::poweredBy',
  'strapi::query', 'strapi::body', 'strapi::session', 'strapi::favicon', 'strapi::public'];\n`,
  'config/plugins.js': `module.exports = ({ env }) => ({ 'customer-portal': { enabled: env.bool('BENCH_PLUGIN'),
  resolve: ${JSON.stringify(root)} } });\n`,
  'config/server.js': `module.exports = ({ env }) => ({ host: '127.0.0.1', port: env.int('PORT'), url: 'http://localhost:' + env('PORT'),
  app: { keys: env.array('APP_KEYS') }, logger: { updates: { enabled: false }, startup: { enabled: false } } });\n`,
  'src/index.js': 'module.exports = {};\n',
  'public/uploads/.gitkeep': '',
};

/**
 * Writes the project that is measured.
 *
 * @param {string} [name] of its folder
 * @param {Record<string, string>} [more] files of its own
 * @returns {string} its folder
 */
export function createApp(name = 'bench', more = {}) {
  const folder = path.join(scratch, name);
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries({ ...files, ...more })) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

const secrets = makeSecrets();

/**
 * What a child tells of itself; `callers` where records or documents were asked for.
 *
 * @typedef {object} Booted
 * @property {number} bootMs
 * @property {number} rssMb
 * @property {string} cookie
 * @property {string} portalName
 * @property {string} module
 * @property {string} token of an API, where documents were asked for
 * @property {{cookie: string, authorization: string}[]} callers
 * @property {string} editor
 * @property {() => Promise<void>} stop
 * @property {() => Promise<number>} heap memory in use after a collection, MB
 */

/**
 * Boots the project in a process of its own.
 *
 * @param {string} folder
 * @param {{plugin: boolean, port: number, records?: number, documents?: number, database?: string}} options `database` is the URL of a PostgreSQL
 * @returns {Promise<Booted>}
 */
export function boot(folder, { plugin, port, records = 0, documents = 0, database = '' }) {
  const log = fs.openSync(path.join(folder, 'strapi.log'), 'a');
  const strapi = fork(child, {
    cwd: folder,
    execArgv: ['--expose-gc'],
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env,
      ...secrets,
      NODE_ENV: 'production',
      PORT: String(port),
      BENCH_PLUGIN: String(plugin),
      BENCH_RECORDS: String(records),
      BENCH_DOCUMENTS: String(documents),
      BENCH_DATABASE_URL: database,
      // A database each: without the plugin Strapi would remove its tables.
      BENCH_DATABASE: path.join(folder, records || documents ? `${records || documents}.db` : plugin ? 'with.db' : 'without.db'),
      STRAPI_TELEMETRY_DISABLED: 'true',
    },
  });
  const ended = new Promise((resolve) => strapi.once('exit', resolve));
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error(`Strapi ended before it answered. Its log: ${path.join(folder, 'strapi.log')}`));
    strapi.once('exit', failed);
    strapi.once('message', (/** @type {any} */ message) => {
      strapi.off('exit', failed);
      const stop = async () => {
        strapi.disconnect();
        await ended;
      };
      /** @returns {Promise<number>} */
      const heap = () =>
        new Promise((answer) => {
          strapi.once('message', (/** @type {any} */ { heapMb }) => answer(heapMb));
          strapi.send('memory');
        });
      resolve({ ...message, stop, heap });
    });
  });
}
