import { PortalError } from './errors';
import { table, type Strapi } from './strapi';

/**
 * Puts all rows of a table in an order: their `position` becomes 1, 2, 3 … The ids must be the present
 * set of document ids, each once, or another editor added or deleted one since the list was loaded.
 *
 * @throws PortalError `conflict`, which changes nothing
 */
export async function saveOrder(strapi: Strapi, uid: string, ids: string[]): Promise<void> {
  const rows = table<{ documentId: string }>(strapi, uid);
  await strapi.db.transaction(async () => {
    const present = new Set((await rows.findMany({ select: ['documentId'] })).map(({ documentId }) => documentId));
    if (ids.length !== present.size || new Set(ids).size !== ids.length || !ids.every((id) => present.has(id))) {
      throw new PortalError('conflict');
    }
    for (const [index, documentId] of ids.entries()) {
      await rows.updateMany({ where: { documentId }, data: { position: index + 1 } });
    }
  });
}
