/**
 * What libraries below Strapi make anew for each statement and each request, though it comes out the same: kept here,
 * since the tests have it made by the hundred thousand. What is asked and what is answered stays as it is.
 */
const { createSecretKey } = require('node:crypto');

/** How many statements a connection keeps: those of the portal and of Strapi that come again. */
const KEPT = 1000;

/** Prepared statements of SQLite's connections by their text, the one used longest ago first. */
const statements = new WeakMap();

const isKept = (sql) => /^(?:select|insert|update|delete) /iu.test(sql) && sql.length < 10_000;

function prepare(connection, sql) {
  if (!isKept(sql)) return connection.prepare(sql);
  const kept = statements.get(connection) ?? new Map();
  statements.set(connection, kept);
  const statement = kept.get(sql) ?? connection.prepare(sql);
  kept.delete(sql);
  kept.set(sql, statement);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return statement;
}

/** Knex has SQLite read the text of each statement each time. */
function keepStatements() {
  const { prototype } = require('knex/lib/dialects/better-sqlite3/index.js');
  const query = prototype._query;
  prototype._query = function queryPrepared(connection, asked) {
    return query.call(this, connection && { prepare: (sql) => prepare(connection, sql) }, asked);
  };
}

/** Strapi verifies each token by a secret as text, which jsonwebtoken first takes for a public key: that fails, at some cost. */
function keepKeys() {
  const jsonwebtoken = require('jsonwebtoken');
  const { verify } = jsonwebtoken;
  const keys = new Map();
  const keyOf = (secret) => {
    if (typeof secret !== 'string' || secret === '' || secret.includes('-----BEGIN')) return secret;
    const key = keys.get(secret) ?? createSecretKey(Buffer.from(secret));
    keys.set(secret, key);
    return key;
  };
  jsonwebtoken.verify = (token, secret, ...rest) => verify(token, keyOf(secret), ...rest);
}

/** What a crash would lose is a test's: no commit waits for the disk, or makes and removes a file for its journal. */
function leaveOutDisk() {
  const { prototype } = require('knex/lib/dialects/better-sqlite3/index.js');
  const acquire = prototype.acquireRawConnection;
  prototype.acquireRawConnection = async function acquireVolatile() {
    const connection = await acquire.call(this);
    connection.pragma('synchronous = off');
    connection.pragma('journal_mode = memory');
    return connection;
  };
}

let isInstalled = false;

/** Once a process, before Strapi is loaded. */
function install() {
  if (isInstalled) return;
  isInstalled = true;
  keepStatements();
  keepKeys();
  leaveOutDisk();
}

module.exports = { install };
