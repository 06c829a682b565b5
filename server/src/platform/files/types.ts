import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isText } from './text';

/** What the Media Library calls kinds of file, as `allowedTypes` of a media attribute names them. */
export const KINDS_OF_FILE = ['images', 'videos', 'audios', 'files'] as const;
export type FileKind = (typeof KINDS_OF_FILE)[number];

/** Films and sound share a container (ISO 14496-12), whose brand only hints at what is in it; cameras and phones write many. */
const ISO_MEDIA = ['video/mp4', 'video/x-m4v', 'video/quicktime', 'video/3gpp', 'video/3gpp2', 'audio/mp4', 'audio/x-m4a'];
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';
/** Office files from before 2007, and new ones that ask for a password. */
const COMPOUND = 'application/x-cfb';

interface Type {
  mime: string;
  /** What its first bytes must show, as the file-type library names it; of text there is nothing to show. */
  shows: readonly string[] | 'text';
  /** Names of streams of which a compound file must hold one: installers and mails are such files too. */
  streams?: readonly string[];
}

const newOffice = (kind: string): Type => ({
  mime: `${OFFICE}.${kind}`,
  shows: [`${OFFICE}.${kind}`, COMPOUND],
  streams: ['EncryptedPackage'],
});
const openDocument = (kind: string): Type => ({ mime: `${OPEN_DOCUMENT}.${kind}`, shows: [`${OPEN_DOCUMENT}.${kind}`] });

/**
 * Types that customers may hand in, by extension. Nothing that a browser would run as a page: no SVG,
 * HTML or XML.
 */
const TYPES: Record<string, Type> = {
  '.jpg': { mime: 'image/jpeg', shows: ['image/jpeg'] },
  '.jpeg': { mime: 'image/jpeg', shows: ['image/jpeg'] },
  '.png': { mime: 'image/png', shows: ['image/png', 'image/apng'] },
  '.gif': { mime: 'image/gif', shows: ['image/gif'] },
  '.webp': { mime: 'image/webp', shows: ['image/webp'] },
  '.avif': { mime: 'image/avif', shows: ['image/avif'] },
  '.heic': { mime: 'image/heic', shows: ['image/heic', 'image/heif'] },
  '.mp4': { mime: 'video/mp4', shows: ISO_MEDIA },
  '.m4v': { mime: 'video/mp4', shows: ISO_MEDIA },
  '.3gp': { mime: 'video/3gpp', shows: ISO_MEDIA },
  '.mov': { mime: 'video/quicktime', shows: ISO_MEDIA },
  '.webm': { mime: 'video/webm', shows: ['video/webm'] },
  '.mp3': { mime: 'audio/mpeg', shows: ['audio/mpeg'] },
  '.m4a': { mime: 'audio/mp4', shows: ISO_MEDIA },
  '.wav': { mime: 'audio/wav', shows: ['audio/wav'] },
  '.ogg': { mime: 'audio/ogg', shows: ['audio/ogg', 'audio/ogg; codecs=opus'] },
  '.pdf': { mime: 'application/pdf', shows: ['application/pdf'] },
  '.zip': { mime: 'application/zip', shows: ['application/zip'] },
  '.doc': { mime: 'application/msword', shows: [COMPOUND], streams: ['WordDocument'] },
  '.xls': { mime: 'application/vnd.ms-excel', shows: [COMPOUND], streams: ['Workbook', 'Book'] },
  '.ppt': { mime: 'application/vnd.ms-powerpoint', shows: [COMPOUND], streams: ['PowerPoint Document'] },
  '.docx': newOffice('wordprocessingml.document'),
  '.xlsx': newOffice('spreadsheetml.sheet'),
  '.pptx': newOffice('presentationml.presentation'),
  '.odt': openDocument('text'),
  '.ods': openDocument('spreadsheet'),
  '.odp': openDocument('presentation'),
  '.odg': openDocument('graphics'),
  '.txt': { mime: 'text/plain', shows: 'text' },
  '.csv': { mime: 'text/csv', shows: 'text' },
};

export const kindOfFile = (mime: string): FileKind => {
  const [family] = mime.split('/');
  if (family === 'image') return 'images';
  if (family === 'video') return 'videos';
  return family === 'audio' ? 'audios' : 'files';
};

/**
 * Whether a compound file (MS-CFB) has a stream of one of these names. Its directory may be anywhere in it,
 * an entry begins with the name in UTF-16, ended by a zero.
 */
async function hasStream(file: string, names: readonly string[]): Promise<boolean> {
  const content = await readFile(file);
  return names.some((name) => content.includes(Buffer.from(`${name}\0`, 'utf16le')));
}

/** What the first bytes of a file show; null where the library knows nothing of it. File-type is ESM only: CommonJS reaches it by a dynamic import. */
async function shownBy(file: string): Promise<string | null> {
  const { fileTypeFromFile } = await import('file-type/node');
  // What it cannot go through is broken.
  return (await fileTypeFromFile(file).catch(() => undefined))?.mime ?? null;
}

/** The type of a file where its name and its bytes agree on one of the list, else null. */
export async function typeOfFile(file: string, name: string): Promise<{ mime: string; extension: string } | null> {
  const extension = path.extname(name).toLowerCase();
  const known = TYPES[extension];
  if (!known) return null;
  const type = { mime: known.mime, extension };
  if (known.shows === 'text') return (await isText(file)) ? type : null;
  const shown = await shownBy(file);
  if (shown === null || !known.shows.includes(shown)) return null;
  return shown !== COMPOUND || (await hasStream(file, known.streams ?? [])) ? type : null;
}
