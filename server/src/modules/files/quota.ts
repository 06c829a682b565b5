import type { Knex } from 'knex';
import { configOf } from '../../platform/config';
import { PortalError } from '../../platform/errors';
import { hold } from '../../platform/hold';
import { inTransaction, tableName, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';

const noRoom = (what: string): PortalError =>
  new PortalError('no-room', { message: `There is no room for more ${what}. Remove some first.` });

/** Bytes that values take as they are kept. */
export const bytesOf = (...values: unknown[]): number =>
  values.reduce<number>((sum, value) => sum + Buffer.byteLength(JSON.stringify(value ?? null)), 0);

/**
 * What a customer may fill: files, records and what is written in them. To be asked within the
 * transaction that fills it, after `hold` and after writing: what does not fit is rolled back.
 */
export function createQuota(strapi: Strapi) {
  async function sums(uid: string, customerId: number, ...columns: string[]): Promise<{ count: number; bytes: number }> {
    return inTransaction(strapi, async (transaction) => {
      const query = strapi.db
        .getConnection(tableName(strapi, uid))
        .transacting(transaction as Knex.Transaction)
        .where({ customer_id: customerId });
      for (const column of columns) void query.sum({ [column]: column });
      const [row = {}]: Record<string, number | string | null>[] = await query.count({ count: '*' });
      return { count: Number(row.count), bytes: columns.reduce((sum, column) => sum + Number(row[column] ?? 0), 0) };
    });
  }

  async function fileBytes(customerId: number): Promise<number> {
    return (await sums(UID.recordFile, customerId, 'size')).bytes + (await sums(UID.publishedFile, customerId, 'size')).bytes;
  }

  return {
    /**
     * Lets what else fills a customer's room wait until the transaction that it is called in ends. To be
     * called first in it: who takes a record or writes a row that points to the customer before it stops those who do it the other way round.
     */
    hold: (customerId: number): Promise<number> => hold(strapi, UID.customer, { id: customerId }),

    /** Bytes that are left for files; below zero when there are too many. */
    fileRoom: async (customerId: number): Promise<number> => configOf(strapi).files.perCustomerBytes - (await fileBytes(customerId)),

    noRoomForFiles: (): PortalError => noRoom('files'),

    /** @throws PortalError `no-room` when the customer has more than it may */
    async requireFiles(customerId: number): Promise<void> {
      if ((await fileBytes(customerId)) > configOf(strapi).files.perCustomerBytes) throw noRoom('files');
    },

    /** @throws PortalError `no-room` when the customer has more records, or more in them, than it may */
    async requireRecords(customerId: number): Promise<void> {
      const { perCustomer, perCustomerBytes } = configOf(strapi).records;
      const { count, bytes } = await sums(UID.record, customerId, 'draft_bytes', 'live_bytes', 'comment_bytes');
      if (count > perCustomer) throw noRoom('records');
      if (bytes > perCustomerBytes) throw noRoom('text');
    },
  };
}

export type Quota = ReturnType<typeof createQuota>;
