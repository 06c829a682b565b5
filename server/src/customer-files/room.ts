import type { Knex } from 'knex';
import { configOf } from '../platform/config';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { inTransaction, tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/** What files take that a customer handed in; a file that the team shares with it is not among them, nor what holders of links send. */
const KINDS: readonly { uid: string; where?: Record<string, unknown> }[] = [
  { uid: UID.recordFile },
  { uid: UID.publishedFile },
  { uid: UID.sharedFile, where: { by_team: false } },
  { uid: UID.paymentProof, where: { link: null } },
];

const noRoom = (): PortalError => new PortalError('no-room', { message: 'There is no room for more files. Remove some first.' });

/** The room of a customer for files, whatever they are for. */
export function createFileRoom(strapi: Strapi) {
  async function used(customerId: number): Promise<number> {
    let bytes = 0;
    for (const { uid, where = {} } of KINDS) {
      bytes += await inTransaction(strapi, async (transaction) => {
        const rows = strapi.db.getConnection(tableName(strapi, uid)).transacting(transaction as Knex.Transaction);
        const [sum] = await rows.where({ customer_id: customerId, ...where }).sum<{ size: number | string | null }[]>({ size: 'size' });
        return Number(sum?.size ?? 0);
      });
    }
    return bytes;
  }

  const left = async (customerId: number): Promise<number> => configOf(strapi).files.perCustomerBytes - (await used(customerId));

  return {
    /**
     * Lets what else fills a customer's room wait until the transaction that it is called in ends. To be
     * called first in it: who takes a record or writes a row that points to the customer before it stops those who do it the other way round.
     */
    hold: (customerId: number): Promise<number> => hold(strapi, UID.customer, { id: customerId }),

    /** Bytes that are left; below zero when there are too many. */
    left,

    /** The same. @throws PortalError `no-room` when nothing is left */
    async requireSome(customerId: number): Promise<number> {
      const bytes = await left(customerId);
      if (bytes <= 0) throw noRoom();
      return bytes;
    },

    /** @throws PortalError `no-room` when the customer has more than it may */
    async require(customerId: number): Promise<void> {
      if ((await used(customerId)) > configOf(strapi).files.perCustomerBytes) throw noRoom();
    },
  };
}
