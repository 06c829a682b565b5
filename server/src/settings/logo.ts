import { platformOf } from '../platform';
import { FILE_UID, type LibraryRow } from '../platform/media';
import { table, type Strapi } from '../platform/strapi';

interface FileRow extends LibraryRow {
  name: string;
  mime: string | null;
}

export interface Logo {
  /** The file's document id. */
  id: string;
  /** As the upload provider names it; see `publicFileUrlOf`. */
  url: string;
  name: string;
}

/**
 * The logo's file in the Media Library, or null when it was removed there or is no picture: everybody
 * is shown it, so it is the file that an editor chose and no other.
 */
export async function findLogo(strapi: Strapi, logoFile: string | null): Promise<Logo | null> {
  if (logoFile === null) return null;
  const file = await table<FileRow>(strapi, FILE_UID).findOne({ where: { documentId: logoFile } });
  return file?.mime?.startsWith('image/')
    ? { id: file.documentId, url: await platformOf(strapi).media.addressOf(file), name: file.name }
    : null;
}
