/** What the sync cannot do without: the same rows, inserted one after another in a transaction. */
import { documentId, uid } from '../people.mjs';

/**
 * Answers how long the inserts took: rows as the sync wrote the last one, with ids of their own.
 *
 * @param {any} strapi
 */
export const insertsRoute = (strapi) => ({
  method: 'GET',
  path: '/bench/inserts',
  handler: async (/** @type {any} */ ctx) => {
    const count = Number(ctx.query.count);
    const table = strapi.db.metadata.get(uid('invoice')).tableName;
    const knex = strapi.db.connection;
    const last = await knex(table).orderBy('id', 'desc').first();
    const rows = Array.from({ length: count }, (_, index) => {
      const own = documentId();
      return { ...last, id: last.id + 1 + index, document_id: own, number: own, external_id: own };
    });
    const start = performance.now();
    await knex.transaction(async (/** @type {any} */ transaction) => {
      for (const row of rows) await transaction(table).insert(row);
    });
    ctx.body = { data: { seconds: (performance.now() - start) / 1000 } };
  },
  config: { auth: false },
});
