import fs from 'node:fs';
import path from 'node:path';
import knex from 'knex';
import { nameOf, recordsOf } from '../../../scripts/lib/browser-servers.mjs';
import { origin } from './places';

const root = path.resolve(__dirname, '../../..');
const name = nameOf(Number(new URL(origin).port));
const folder = path.join(root, 'playground/.tmp', name);

export interface Piece {
  where: string;
  bytes: Buffer;
}

/** Every file of a folder, those of its folders included. */
function* filesOf(from: string): Generator<string> {
  if (!fs.existsSync(from)) return;
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const full = path.join(from, entry.name);
    if (entry.isDirectory()) yield* filesOf(full);
    else if (entry.isFile()) yield full;
  }
}

/** Each row of each table: a value that lies on two pages of the file is not together in its bytes. */
async function* rowsOf(file: string): AsyncGenerator<Buffer> {
  const database = knex({ client: 'better-sqlite3', connection: { filename: file }, useNullAsDefault: true });
  try {
    const tables = await database<{ name: string; type: string }>('sqlite_master').where({ type: 'table' }).select('name');
    for (const table of tables)
      for (const row of await database<Record<string, unknown>>(table.name).select())
        for (const value of Object.values(row))
          if (typeof value === 'string' || typeof value === 'number') yield Buffer.from(String(value));
          else if (Buffer.isBuffer(value)) yield value;
  } finally {
    await database.destroy();
  }
}

const record = (which: 'requests' | 'log'): string => path.join(root, recordsOf(name)[which]);

/** How much was recorded by now: what a story is not about need not be searched. */
export const recordedBy = () => ({ requests: fs.statSync(record('requests')).size, log: fs.statSync(record('log')).size });

/**
 * All that a Strapi under test took in and said since then, and all that it keeps: requests and answers of others as they
 * came, its log, its database, its mails and its files. What the payment sandbox keeps beside it is the gateway's own.
 */
export async function* everythingKept(since: ReturnType<typeof recordedBy>): AsyncGenerator<Piece> {
  yield { where: 'what reached it', bytes: fs.readFileSync(record('requests')).subarray(since.requests) };
  yield { where: 'its log', bytes: fs.readFileSync(record('log')).subarray(since.log) };
  const database = path.join(folder, 'data.db');
  const values: Buffer[] = [];
  for await (const bytes of rowsOf(database)) values.push(bytes, Buffer.from('\n'));
  yield { where: 'its database', bytes: Buffer.concat(values) };
  const inDatabase = (file: string): boolean => file.startsWith(database);
  for (const file of filesOf(folder)) {
    if (path.basename(file) === 'payments.jsonl') continue;
    yield { where: inDatabase(file) ? 'the bytes of its database' : 'its files', bytes: fs.readFileSync(file) };
  }
  for (const file of filesOf(path.join(root, 'playground/.private'))) yield { where: 'its files', bytes: fs.readFileSync(file) };
}
