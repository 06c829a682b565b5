import type { DocumentType } from '../../../../plugin/documents/types';
import { now } from '../../platform/clock';
import { inTransaction, tableName, type Strapi } from '../../platform/strapi';
import { DOCUMENT_UIDS } from '../content-types';

/** A document whose balance changes, with what must hold of it for that. */
export interface Settled {
  type: DocumentType;
  document: string;
  /** Row number of the customer. */
  customer: number;
  currency: string;
}

/** Where a balance may change: a credit note that is used up opens again when something of it comes back. */
const TAKEN_FROM = ['open'];
const GIVEN_TO = ['open', 'closed'];

/**
 * Changes what is left of a document, by one UPDATE that looks whether it may: it is of that customer and currency, not
 * void, and never has less than nothing left. False: nothing has changed. To be called in the transaction of the row
 * that the change follows from. A credit note with nothing left is closed, and opens again with something.
 */
export const changeBalance = (strapi: Strapi, { type, document, customer, currency }: Settled, by: number): Promise<boolean> =>
  inTransaction(strapi, async (transaction) => {
    const { connection } = strapi.db;
    const documents = () => strapi.db.getConnection(tableName(strapi, DOCUMENT_UIDS[type])).transacting(transaction as never);
    const instant = now(strapi);
    const changed: number = await documents()
      .where({ document_id: document, customer_id: customer, currency })
      .whereIn('state', by < 0 ? TAKEN_FROM : GIVEN_TO)
      .where('balance', '>=', Math.max(0, -by))
      .update({ balance: connection.raw('balance + ?', [by]), updated_at: instant });
    if (changed !== 1) return false;
    if (type === 'credit-note') {
      const one = { document_id: document };
      if (by < 0)
        await documents()
          .where({ ...one, state: 'open', balance: 0 })
          .update({ state: 'closed', closed_at: instant });
      else
        await documents()
          .where({ ...one, state: 'closed' })
          .update({ state: 'open', closed_at: null });
    }
    return true;
  });
