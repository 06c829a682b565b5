import type { Download } from '../kernel/binder';
import { platformOf } from '../platform';
import { now, plusSeconds } from '../platform/clock';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/** After which it is made anew if somebody asks: most documents are looked at in their first days. */
const KEEP_SECONDS = 30 * 24 * 3600;
/** Rows that are removed at a time. */
const AT_ONCE = 500;

interface KeptRow extends Row {
  fileKey: string;
  size: number;
}

/** PDFs that are kept in the store of private files, so that each is made once. */
export function createKeptPdfs(strapi: Strapi) {
  const { files } = platformOf(strapi);
  const rows = table<KeptRow>(strapi, UID.documentPdf);

  async function remove(found: KeptRow[]): Promise<void> {
    await files.removeLater(found.map(({ fileKey }) => fileKey));
    await rows.deleteMany({ where: { id: { $in: found.map(({ id }) => id) } } });
  }

  return {
    /** The file of a key; null where it is not kept. */
    async find(fileKey: string): Promise<Pick<Download, 'open' | 'size'> | null> {
      const row = await rows.findOne({ where: { fileKey } });
      const open = row && (await files.open(fileKey));
      return open ? { open, size: row.size } : null;
    },

    /** Keeps a PDF in place of those that were made of the document before. The row comes first: no file is without one. */
    async keep(document: string, fileKey: string, bytes: Uint8Array): Promise<void> {
      if ((await rows.count({ where: { fileKey } })) === 0) {
        try {
          await rows.create({ data: { fileKey, document, size: bytes.byteLength, madeAt: now(strapi) } });
        } catch (error) {
          // Another instance made the same: the key is unique.
          if ((await rows.count({ where: { fileKey } })) === 0) throw error;
        }
      }
      await files.keepMade(fileKey, bytes);
      await remove(await rows.findMany({ where: { document, fileKey: { $ne: fileKey } }, limit: AT_ONCE }));
    },

    /** Removes what was made long ago. */
    async cleanUp(): Promise<void> {
      const before = plusSeconds(now(strapi), -KEEP_SECONDS);
      await remove(await rows.findMany({ where: { madeAt: { $lt: before } }, limit: AT_ONCE }));
    },
  };
}
