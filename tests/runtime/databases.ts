import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import knex, { type Knex } from 'knex';
import { fingerprint } from '../../scripts/lib/fingerprint.mjs';
import { scratch } from '../../scripts/lib/paths.mjs';

/**
 * The databases of the tests: a file each, or, with `TEST_DATABASE_URL` (`postgres://…/` or `mysql://…/`), a database
 * each on that server. A first start takes some seconds, most of them for the tables: it is made once, and copied.
 */
export interface TestDatabase {
  environment: Record<string, string>;
  drop(): Promise<void>;
}

/** Starts a Strapi on an empty database and ends it again. */
export type Fill = (database: TestDatabase) => Promise<void>;

/** What decides how a database looks after the first start. */
const MADE_OF = [
  'server',
  'plugin',
  'config',
  'playground/dist',
  'package-lock.json',
  'tests/runtime/databases.ts',
  'tests/support/strapi.ts',
];

/** An empty file in a folder of its own. */
function createFile(): TestDatabase & { file: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'customer-portal-'));
  const file = path.join(folder, 'test.db');
  return {
    file,
    environment: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: file },
    drop: async () => {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The file is kept from run to run, until something changes that it was made of. */
async function copyOfFile(fill: Fill): Promise<TestDatabase> {
  const folder = path.join(scratch, 'databases');
  const template = path.join(folder, `${fingerprint(MADE_OF)}.db`);
  if (!fs.existsSync(template)) {
    const first = createFile();
    await fill(first);
    fs.mkdirSync(folder, { recursive: true });
    // In one step, since another worker may look, or come with its own.
    fs.copyFileSync(first.file, `${template}.${process.pid}`);
    fs.renameSync(`${template}.${process.pid}`, template);
    for (const name of fs.readdirSync(folder))
      if (!name.startsWith(path.basename(template))) fs.rmSync(path.join(folder, name), { force: true });
    await first.drop();
  }
  const copy = createFile();
  fs.copyFileSync(template, copy.file);
  return copy;
}

async function on<T>(url: URL, work: (connection: Knex) => Promise<T>): Promise<T> {
  const connection = url.protocol === 'mysql:' ? { uri: url.href, multipleStatements: true } : url.href;
  const server = knex({ client: url.protocol === 'mysql:' ? 'mysql2' : 'pg', connection: connection as string });
  try {
    return await work(server);
  } finally {
    await server.destroy();
  }
}

/** A database of the server. */
function databaseOf(server: URL, name: string): TestDatabase {
  const own = new URL(server);
  own.pathname = `/${name}`;
  const isMysql = server.protocol === 'mysql:';
  return {
    environment: { DATABASE_CLIENT: isMysql ? 'mysql' : 'postgres', DATABASE_URL: own.href },
    drop: () => on(server, (connection) => connection.raw(isMysql ? `drop database ${name}` : `drop database ${name} with (force)`)),
  };
}

const nameOf = (kind: string): string => `cp_${kind}_${randomUUID().replaceAll('-', '').slice(0, 20)}`;

async function createEmpty(server: URL, name: string, template?: string): Promise<TestDatabase> {
  await on(server, async (connection) => {
    await connection.raw(`create database ${name}${template ? ` template ${template}` : ''}`);
    // What a crash would lose is a test's; the setting goes with its database.
    if (server.protocol !== 'mysql:') await connection.raw(`alter database ${name} set synchronous_commit = off`);
  });
  return databaseOf(server, name);
}

/** What makes a copy of a MySQL database: the server has no statement for it. */
async function statementsOf(server: URL, template: string): Promise<string> {
  return on(server, async (connection) => {
    const [tables] = (await connection.raw(`select table_name as name from information_schema.tables where table_schema = ?`, [
      template,
    ])) as [{ name: string }[]];
    const statements = ['set foreign_key_checks = 0'];
    for (const { name } of tables) {
      const [[created]] = (await connection.raw(`show create table ${template}.${name}`)) as [[Record<string, string>]];
      const [[{ rows }]] = (await connection.raw(`select count(*) as \`rows\` from ${template}.${name}`)) as [[{ rows: number }]];
      statements.push(created['Create Table'] as string);
      if (rows > 0) statements.push(`insert into ${name} select * from ${template}.${name}`);
    }
    return statements.join(';\n');
  });
}

/** How the copies of this worker are made, once the first start is over. */
let copying: Promise<(name: string) => Promise<TestDatabase>> | undefined;

async function prepareCopies(server: URL, fill: Fill): Promise<(name: string) => Promise<TestDatabase>> {
  const template = nameOf(TEMPLATE);
  await fill(await createEmpty(server, template));
  if (server.protocol !== 'mysql:') return (name) => createEmpty(server, name, template);
  const statements = await statementsOf(server, template);
  return async (name) => {
    const copy = await createEmpty(server, name);
    await on(new URL(copy.environment.DATABASE_URL as string), (connection) => connection.raw(statements));
    return copy;
  };
}

/** In the name of what workers copy; `end-api-tests.mjs` drops these. */
const TEMPLATE = `template_${process.env.TEST_RUN ?? ''}`;

function serverUrl(): URL | undefined {
  if (!process.env.TEST_DATABASE_URL) return undefined;
  const url = new URL(process.env.TEST_DATABASE_URL);
  if (url.protocol !== 'mysql:' && url.pathname.length <= 1) url.pathname = '/postgres';
  return url;
}

/** A database for one test file: an empty one, or, with `fill`, one as Strapi leaves it when it has been started. */
export async function createDatabase(fill?: Fill): Promise<TestDatabase> {
  const server = serverUrl();
  if (!server) return fill ? copyOfFile(fill) : createFile();
  if (!fill) return createEmpty(server, nameOf('empty'));
  const copy = await (copying ??= prepareCopies(server, fill));
  return copy(nameOf('copy'));
}
