/**
 * `npm run test:databases`: the API tests on PostgreSQL and on MariaDB. Every test file creates a
 * database of its own on the server and drops it. Arguments go to jest.
 */
import { createRequire } from 'node:module';
import { fail } from './lib/steps.mjs';
import { close, heading, jest } from './lib/suites.mjs';

const servers = [
  {
    name: 'postgresql',
    client: 'pg',
    title: 'PostgreSQL',
    variable: 'TEST_POSTGRES_URL',
    local: 'postgres://postgres@127.0.0.1:5432/postgres',
  },
  { name: 'mariadb', client: 'mysql2', title: 'MariaDB', variable: 'TEST_MARIADB_URL', local: 'mysql://root@127.0.0.1:3306/' },
];

/**
 * @param {string} client
 * @param {string} url
 * @returns {Promise<string | undefined>} why the server cannot be used
 */
async function problem(client, url) {
  const knex = createRequire(import.meta.url)('knex');
  const connection = knex({ client, connection: url, acquireConnectionTimeout: 5000 });
  try {
    await connection.raw('select 1');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message || /** @type {NodeJS.ErrnoException} */ (error).code : String(error);
  } finally {
    await connection.destroy();
  }
}

/**
 * What a database has no part in, and runs on SQLite only: who may call what, how answers and pages look,
 * what a provider may lie about, how long things take or how often they are tried. What reads or writes,
 * counts or happens once only runs on each of them.
 */
const ELSEWHERE = [
  'security/(saml-|timing|guessing|exposure)',
  'api/(contract-|openapi|sync-import|pdf|public-|pages|sandbox-process|starting|federation-(guard|lies))',
].map((pattern) => `--testPathIgnorePatterns=tests/${pattern}`);

async function main() {
  /** @type {Record<string, import('./lib/results.mjs').Result>} */
  const results = {};
  for (const { name, client, title, variable, local } of servers) {
    const url = process.env[variable] ?? local;
    heading(`API tests on ${title}`);
    const reason = await problem(client, url);
    if (reason) {
      console.error(`${title} does not answer at ${new URL(url).host}: ${reason}. ${variable} names another server.`);
      results[name] = { passed: 0, failed: 1, skipped: 0 };
    } else {
      // Knex warns of every DDL statement on MariaDB, some hundred times a file: no console output here.
      results[name] = await jest(name, 'api', ['--silent', ...ELSEWHERE, ...process.argv.slice(2)], { TEST_DATABASE_URL: url });
    }
  }
  close(results);
}

main().catch(fail);
