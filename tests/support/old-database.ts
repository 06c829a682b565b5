import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import knex from 'knex';
import { createDatabase, type TestDatabase } from '../runtime/databases';
import facts from '../fixtures/upgrade/facts.json';

const FOLDER = path.resolve(__dirname, '../fixtures/upgrade');
const unpacked = (name: string): Buffer => gunzipSync(fs.readFileSync(path.join(FOLDER, name)));

/** Keys with which the application that wrote the database sealed secrets. */
export const OLD_APP_KEYS = 'key-of-the-fixture,older-key-of-the-fixture';

/** What cannot be read in the database: ids by what they are for, the seed of an authenticator, keys of files. */
export type OldFacts = (typeof facts)['sqlite'];

/**
 * A database as an earlier version of the plugin left it when its process was killed: see tests/fixtures/upgrade/README.md.
 * Of the kind that the test runs on.
 */
export async function openOldDatabase(): Promise<{ database: TestDatabase; facts: OldFacts }> {
  const database = await createDatabase();
  const { DATABASE_CLIENT: client, DATABASE_FILENAME: file, DATABASE_URL: url } = database.environment;
  if (client === 'sqlite') {
    fs.writeFileSync(file as string, unpacked('sqlite.db.gz'));
    return { database, facts: facts.sqlite };
  }
  const isMysql = client === 'mysql';
  const connection = isMysql ? { uri: url, multipleStatements: true } : url;
  const server = knex({ client: isMysql ? 'mysql2' : 'pg', connection: connection as string });
  try {
    await server.raw(unpacked(`${client as string}.sql.gz`).toString());
  } finally {
    await server.destroy();
  }
  return { database, facts: isMysql ? facts.mysql : facts.postgres };
}
