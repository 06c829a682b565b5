import { table, type Row, type Strapi } from '../platform/strapi';

interface FileRow extends Row {
  url: string;
  name: string;
}

export interface Logo {
  id: number;
  /** Absolute, or relative to the public URL's origin. */
  url: string;
  name: string;
}

/** The logo's file in the Media Library, or null when it was removed there. */
export async function findLogo(strapi: Strapi, logoId: number | null): Promise<Logo | null> {
  if (logoId === null) return null;
  const file = await table<FileRow>(strapi, 'plugin::upload.file').findOne({ where: { id: logoId } });
  return file && { id: file.id, url: file.url, name: file.name };
}
