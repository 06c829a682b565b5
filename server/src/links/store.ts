import { now, plusSeconds } from '../platform/clock';
import { newDocumentId } from '../platform/document-id';
import { inTransaction, table, tableName, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/** How long a code is good, how often it may be tried, and after how long tries are counted anew. */
export const CODE_SECONDS = 10 * 60;
const TRIES = 5;
const TRIES_SECONDS = 3600;

interface VisitorRow extends Row {
  email: string;
  contact?: { id: number } | null;
}

interface Code {
  /** Which link and contact it is for. */
  purpose: string;
  codeHash: string;
  email: string;
}

/** Codes that were mailed, and browsers that proved one. Each belongs to a link, whose customer the caller knows. */
export function createVerificationStore(strapi: Strapi) {
  const codes = table(strapi, UID.linkCode);
  const visitors = table<VisitorRow>(strapi, UID.linkVisitor);

  return {
    /** Writes the newest code in place of the one before; tries stay counted. */
    write: (link: number, { purpose, codeHash, email }: Code): Promise<void> =>
      inTransaction(strapi, async (transaction) => {
        const instant = now(strapi);
        const fresh = { code_hash: codeHash, email, expires_at: plusSeconds(instant, CODE_SECONDS), used_at: null };
        const first = {
          document_id: newDocumentId(),
          purpose,
          link,
          tries: 0,
          tries_from: instant,
          created_at: instant,
          updated_at: instant,
        };
        const all = () => strapi.db.getConnection(tableName(strapi, UID.linkCode)).transacting(transaction as never);
        await all()
          .insert({ ...first, ...fresh })
          .onConflict('purpose')
          .ignore();
        await all().where({ purpose }).update(fresh);
        await all()
          .where({ purpose })
          .where('tries_from', '<', plusSeconds(instant, -TRIES_SECONDS))
          .update({ tries: 0, tries_from: instant });
      }),

    /** Takes a try, before anything is compared: the UPDATE that has room for it counts it. False: none is left. */
    takeTry: (purpose: string): Promise<boolean> =>
      inTransaction(strapi, async (transaction) => {
        const rows = strapi.db.getConnection(tableName(strapi, UID.linkCode)).transacting(transaction as never);
        return (await rows.where({ purpose }).where('tries', '<', TRIES).increment('tries', 1)) === 1;
      }),

    /** Uses a code up; of any number that come at once one does. */
    async use(code: Code): Promise<boolean> {
      const where = { ...code, usedAt: null, expiresAt: { $gt: now(strapi) } };
      return (await codes.updateMany({ where, data: { usedAt: now(strapi) } })).count === 1;
    },

    addVisitor: (data: { tokenHash: string; link: number; contact: number; email: string; expiresAt: Date }): Promise<unknown> =>
      visitors.create({ data }),

    async findVisitor(tokenHashes: string[], link: number): Promise<{ contact: number; email: string } | null> {
      const where = { tokenHash: { $in: tokenHashes }, link, expiresAt: { $gt: now(strapi) } };
      const [found] = await visitors.findMany({ where, populate: { contact: { select: ['id'] } }, limit: 1 });
      return found?.contact ? { contact: found.contact.id, email: found.email } : null;
    },

    async cleanUp(): Promise<void> {
      const instant = now(strapi);
      await visitors.deleteMany({ where: { $or: [{ expiresAt: { $lt: instant } }, { contact: null }] } });
      // With their tries: by then these begin anew.
      await codes.deleteMany({ where: { triesFrom: { $lt: plusSeconds(instant, -TRIES_SECONDS) }, expiresAt: { $lt: instant } } });
    },
  };
}
