import { platformOf } from '../platform';
import { table, type Row, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';

/** Files that are removed at once. */
const AT_ONCE = 200;

/** Files of a content type that belong to a customer go with it. */
export function createUpkeep(strapi: Strapi, uid: string) {
  const rows = table<Row & { key: string }>(strapi, uid);

  async function removeOf(where: Where): Promise<void> {
    for (;;) {
      const some = await rows.findMany({ where, limit: AT_ONCE });
      if (some.length === 0) return;
      await rows.deleteMany({ where: { id: { $in: some.map(({ id }) => id) } } });
      await platformOf(strapi).files.removeLater(some.map(({ key }) => key));
    }
  }

  return {
    removeOf,

    subscribe(): void {
      const customers = table<Row>(strapi, UID.customer);
      const before = async ({ params }: { params: { where?: unknown } }): Promise<void> => {
        const going = await customers.findMany({ where: (params.where ?? {}) as Where, select: ['id'] });
        if (going.length > 0) await removeOf({ customer: { id: { $in: going.map(({ id }) => id) } } });
      };
      strapi.db.lifecycles.subscribe({ models: [UID.customer], beforeDelete: before, beforeDeleteMany: before });
    },

    /** Those whose customer was deleted past Strapi. */
    removeOrphans: (): Promise<void> => removeOf({ customer: null }),
  };
}
