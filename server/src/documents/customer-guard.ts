import { errors } from '@strapi/utils';
import { DOCUMENT_TYPES } from '../../../plugin/documents/types';
import { hold } from '../platform/hold';
import { inTransaction, table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { DOCUMENT_UIDS } from './content-types';
import { documentRows } from './rows';

/**
 * Documents that were issued are the team's books: their customer is not deleted, whoever tries. Its drafts go with it.
 * Its row is held, as by who issues a document, so that none is issued meanwhile.
 */
export function guardCustomers(strapi: Strapi): void {
  const before = async ({ params }: { params: { where?: unknown } }): Promise<void> => {
    const where = (params.where ?? {}) as Record<string, unknown>;
    const ids = (await table(strapi, UID.customer).findMany({ where, select: ['id'] })).map(({ id }) => id);
    if (ids.length === 0) return;
    await inTransaction(strapi, async () => {
      await hold(strapi, UID.customer, { id: ids });
      for (const type of DOCUMENT_TYPES) {
        // Asked with the locks: whoever began a transaction before reads what was there then, on MySQL.
        const there = await hold(strapi, DOCUMENT_UIDS[type], { customer_id: ids });
        const drafts = await hold(strapi, DOCUMENT_UIDS[type], { customer_id: ids, state: 'draft' });
        if (there > drafts)
          throw new errors.ValidationError(
            'This customer has documents that were issued, and they stay in your books. Switch its portal access off instead.',
          );
      }
      for (const type of DOCUMENT_TYPES) {
        const drafts = await documentRows(strapi, type).findMany({
          where: { customer: { id: { $in: ids } }, state: 'draft' },
          select: ['id'],
        });
        const where = { id: { $in: drafts.map(({ id }) => id) }, state: 'draft' };
        if (drafts.length > 0) await documentRows(strapi, type).deleteMany({ where });
      }
    });
  };
  strapi.db.lifecycles.subscribe({ models: [UID.customer], beforeDelete: before, beforeDeleteMany: before });
}
