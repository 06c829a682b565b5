import { canonicalEmail } from '../../../plugin/rules/email';
import type { RowMigration } from '../platform/migrations';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

const PAGE = 500;

/**
 * Gives stored addresses the spelling by which they are looked up. An address that another contact has by
 * now, in another spelling, stays as it is and is named in the log: nobody but an editor knows whose it is.
 */
async function respellAddresses(strapi: Strapi): Promise<void> {
  for (const uid of [UID.contact, UID.customer]) {
    const rows = table<Row & { email: string | null }>(strapi, uid);
    let last = 0;
    for (;;) {
      const page = await rows.findMany({
        where: { id: { $gt: last } },
        select: ['id', 'documentId', 'email'],
        orderBy: { id: 'asc' },
        limit: PAGE,
      });
      for (const { id, documentId, email } of page) {
        last = id;
        const respelled = email ? canonicalEmail(email) : email;
        if (respelled === email) continue;
        const changed =
          respelled !== null && (await rows.updateMany({ where: { id, email }, data: { email: respelled } }).catch(() => null));
        if (!changed) {
          const why = respelled === null ? 'is not one that mail can be sent to' : 'is, in another spelling, that of another contact';
          strapi.log.warn(
            `customer-portal: the email address of ${uid} ${documentId} ${why}. Nobody can sign in with it until an editor changes it.`,
          );
        }
      }
      if (page.length < PAGE) break;
    }
  }
}

/** A rule that gives some address another spelling than before comes with another migration that runs this. */
export const emailSpelling: RowMigration = { name: 'email-spelling', up: respellAddresses };
