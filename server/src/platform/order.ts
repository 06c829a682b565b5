import { PortalError } from './errors';
import { table, type Query, type Row, type Strapi } from './strapi';

interface OrderedRow extends Row {
  position: number;
  revision: number;
}

/**
 * Rows that editors put into an order, each with a revision: tabs, modules, connections. What two editors do at
 * once is decided by the statements: the second is told by `conflict`, or by `not-found` where the row is gone.
 */
export function orderedList<R extends OrderedRow>(strapi: Strapi, uid: string, rows = table<R>(strapi, uid)) {
  async function load(documentId: string): Promise<R> {
    const row = await rows.findOne({ where: { documentId } });
    if (!row) throw new PortalError('not-found');
    return row;
  }

  return {
    rows,

    /** The rows in order. */
    all: (query: Query = {}): Promise<R[]> => rows.findMany({ ...query, orderBy: [{ position: 'asc' }, { id: 'asc' }] }),

    /** @throws PortalError `not-found` */
    load,

    /** Adds a row at the end. */
    append: async (data: Record<string, unknown>): Promise<R> => {
      const [last] = await rows.findMany({ orderBy: { position: 'desc' }, limit: 1 });
      return rows.create({ data: { ...data, position: (last?.position ?? 0) + 1, revision: 1 } });
    },

    /**
     * Changes a row over the revision that the editor saw, which the database compares in the UPDATE itself.
     *
     * @throws PortalError `conflict`, which changes nothing
     */
    change: async (documentId: string, revision: number, data: Record<string, unknown>): Promise<void> => {
      const { count } = await rows.updateMany({ where: { documentId, revision }, data: { ...data, revision: revision + 1 } });
      if (count !== 1) throw new PortalError('conflict');
    },

    /** @throws PortalError `not-found` */
    remove: async (documentId: string): Promise<void> => {
      await load(documentId);
      const { count } = await rows.deleteMany({ where: { documentId } });
      if (count === 0) throw new PortalError('not-found');
    },

    /**
     * Puts all rows in an order: their `position` becomes 1, 2, 3 … The ids must be the present set of document
     * ids, each once, or another editor added or deleted one since the list was loaded.
     *
     * @throws PortalError `conflict`, which changes nothing
     */
    reorder: async (ids: string[]): Promise<void> => {
      await strapi.db.transaction(async () => {
        const present = new Set((await rows.findMany({ select: ['documentId'] })).map(({ documentId }) => documentId));
        if (ids.length !== present.size || new Set(ids).size !== ids.length || !ids.every((id) => present.has(id))) {
          throw new PortalError('conflict');
        }
        for (const [index, documentId] of ids.entries()) {
          await rows.updateMany({ where: { documentId }, data: { position: index + 1 } });
        }
      });
    },
  };
}
