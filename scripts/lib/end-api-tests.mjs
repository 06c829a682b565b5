import { createRequire } from 'node:module';

/** After the API tests: drops the databases on a server that the workers copied (tests/runtime/databases.ts). */
export default async function end() {
  const { TEST_DATABASE_URL: server, TEST_RUN: run } = process.env;
  if (!server || !run) return;
  const isMysql = server.startsWith('mysql:');
  const url = new URL(server);
  if (!isMysql && url.pathname.length <= 1) url.pathname = '/postgres';
  const connection = createRequire(import.meta.url)('knex')({ client: isMysql ? 'mysql2' : 'pg', connection: url.href });
  try {
    const names = isMysql
      ? connection('information_schema.schemata').select('schema_name as name')
      : connection('pg_database').select('datname as name');
    for (const { name } of await names)
      if (name.startsWith(`cp_template_${run}_`))
        await connection.raw(isMysql ? 'drop database ??' : 'drop database ?? with (force)', [name]);
  } finally {
    await connection.destroy();
  }
}
