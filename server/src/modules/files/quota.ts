import type { Knex } from 'knex';
import { createFileRoom } from '../../customer-files';
import { configOf } from '../../platform/config';
import { PortalError } from '../../platform/errors';
import { inTransaction, tableName, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';

const noRoom = (what: string): PortalError =>
  new PortalError('no-room', { message: `There is no room for more ${what}. Remove some first.` });

/** Bytes that values take as they are kept. */
export const bytesOf = (...values: unknown[]): number =>
  values.reduce<number>((sum, value) => sum + Buffer.byteLength(JSON.stringify(value ?? null)), 0);

/**
 * What a customer may fill with records and what is written in them; of files: `server/src/customer-files/room.ts`.
 * To be asked within the transaction that fills it, after `hold` and after writing: what does not fit is rolled back.
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

  return {
    hold: createFileRoom(strapi).hold,

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
