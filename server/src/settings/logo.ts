import { platformOf } from '../platform';
import { FILE_UID, type LibraryRow } from '../platform/media';
import { table, toDate, type Strapi } from '../platform/strapi';

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

/** A logo as it can stand on a document. */
export interface LogoPicture {
  bytes: Buffer;
  extension: 'png' | 'jpg' | 'webp' | 'svg';
}

/** A logo that is larger is for a poster: a document would be megabytes. */
const LOGO_MAX = 2 * 1024 * 1024;

const starts = (bytes: Buffer, at: number, text: string): boolean => bytes.toString('latin1', at, at + text.length) === text;

/** What its first bytes show that a picture is, whatever it is called. Nothing of an SVG is looked up elsewhere. */
function extensionOf(bytes: Buffer): LogoPicture['extension'] | null {
  if (starts(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (starts(bytes, 0, '\xff\xd8\xff')) return 'jpg';
  if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return 'webp';
  const text = bytes.toString('utf8', 0, 4096);
  return /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/u.test(text) && !/<!(?:DOCTYPE|ENTITY)/iu.test(text)
    ? 'svg'
    : null;
}

/** Which logo it is now: another one when its file is replaced. Empty for none. */
export async function logoIdentity(strapi: Strapi, logoFile: string | null): Promise<string> {
  const file = logoFile === null ? null : await table<FileRow>(strapi, FILE_UID).findOne({ where: { documentId: logoFile } });
  return file ? `${file.documentId}:${file.hash}:${toDate(file.updatedAt).getTime()}` : '';
}

/**
 * The logo's picture, for documents; null for one that is none, or too large.
 * @throws where its bytes cannot be had now
 */
export async function readLogo(strapi: Strapi, logoFile: string | null): Promise<LogoPicture | null> {
  const file = logoFile === null ? null : await table<FileRow>(strapi, FILE_UID).findOne({ where: { documentId: logoFile } });
  const bytes = file && (await platformOf(strapi).media.bytesOf(file, LOGO_MAX));
  const extension = bytes && extensionOf(bytes);
  return extension ? { bytes, extension } : null;
}
