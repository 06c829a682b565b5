import { now } from './clock';
import { newDocumentId } from './document-id';
import { inTransaction, table, tableName, type Strapi } from './strapi';

/**
 * Makes a row that there may be one of only, by a column with a unique index: its document id, for who goes on to fill
 * it in, or null where there is one. Who comes second waits until the first has ended. Within the transaction that it
 * is called in; else in one of its own.
 */
export const claim = (strapi: Strapi, uid: string, column: string, value: string): Promise<string | null> =>
  inTransaction(strapi, async (transaction) => {
    const documentId = newDocumentId();
    const instant = now(strapi);
    await strapi.db
      .getConnection(tableName(strapi, uid))
      .transacting(transaction as never)
      .insert({ document_id: documentId, [column]: value, created_at: instant, updated_at: instant })
      .onConflict(column)
      .ignore();
    return (await table(strapi, uid).count({ where: { documentId } })) === 1 ? documentId : null;
  });
