import { open } from 'node:fs/promises';
import path from 'node:path';

/** What the Media Library calls kinds of file, as `allowedTypes` of a media attribute names them. */
export const KINDS_OF_FILE = ['images', 'videos', 'audios', 'files'] as const;
export type FileKind = (typeof KINDS_OF_FILE)[number];

/**
 * Types that customers may hand in, by extension: what its first bytes must show, as the file-type
 * library names it. Nothing that a browser would run as a page: no SVG, HTML or XML.
 */
const TYPES: Record<string, { mime: string; shows: readonly string[] }> = {
  '.jpg': { mime: 'image/jpeg', shows: ['image/jpeg'] },
  '.jpeg': { mime: 'image/jpeg', shows: ['image/jpeg'] },
  '.png': { mime: 'image/png', shows: ['image/png', 'image/apng'] },
  '.gif': { mime: 'image/gif', shows: ['image/gif'] },
  '.webp': { mime: 'image/webp', shows: ['image/webp'] },
  '.avif': { mime: 'image/avif', shows: ['image/avif'] },
  '.heic': { mime: 'image/heic', shows: ['image/heic', 'image/heif'] },
  '.mp4': { mime: 'video/mp4', shows: ['video/mp4'] },
  '.mov': { mime: 'video/quicktime', shows: ['video/quicktime'] },
  '.webm': { mime: 'video/webm', shows: ['video/webm'] },
  '.mp3': { mime: 'audio/mpeg', shows: ['audio/mpeg'] },
  '.m4a': { mime: 'audio/mp4', shows: ['audio/x-m4a', 'audio/mp4', 'video/mp4'] },
  '.wav': { mime: 'audio/wav', shows: ['audio/wav'] },
  '.ogg': { mime: 'audio/ogg', shows: ['audio/ogg', 'audio/ogg; codecs=opus'] },
  '.pdf': { mime: 'application/pdf', shows: ['application/pdf'] },
  '.zip': { mime: 'application/zip', shows: ['application/zip'] },
  '.docx': {
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    shows: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  },
  '.xlsx': {
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    shows: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  },
  '.pptx': {
    mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    shows: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  },
  '.odt': { mime: 'application/vnd.oasis.opendocument.text', shows: ['application/vnd.oasis.opendocument.text'] },
  '.ods': { mime: 'application/vnd.oasis.opendocument.spreadsheet', shows: ['application/vnd.oasis.opendocument.spreadsheet'] },
  // Text has no magic bytes: it must be text, see below.
  '.txt': { mime: 'text/plain', shows: [] },
  '.csv': { mime: 'text/csv', shows: [] },
};

export const kindOfFile = (mime: string): FileKind => {
  const [family] = mime.split('/');
  if (family === 'image') return 'images';
  if (family === 'video') return 'videos';
  return family === 'audio' ? 'audios' : 'files';
};

/** How much of a text file is looked at, bytes. */
const SAMPLE = 64 * 1024;

/** Whether a file begins as text in UTF-8, without NUL and without what a browser could take for a page. */
async function isPlainText(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0);
    const sample = buffer.subarray(0, bytesRead);
    if (sample.includes(0)) return false;
    // A character may be cut at the sample's end.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: bytesRead === SAMPLE });
    return !/^\s*<(?:[a-z!?/])/iu.test(text.replace(/^\uFEFF/u, ''));
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

/**
 * The type of a file where its name and its first bytes agree on one of the list, else null.
 * File-type is ESM only: CommonJS reaches it by a dynamic import.
 */
export async function typeOfFile(file: string, name: string): Promise<{ mime: string; extension: string } | null> {
  const extension = path.extname(name).toLowerCase();
  const known = TYPES[extension];
  if (!known) return null;
  const { fileTypeFromFile } = await import('file-type/node');
  const shown = (await fileTypeFromFile(file))?.mime;
  const agrees = known.shows.length === 0 ? shown === undefined && (await isPlainText(file)) : shown !== undefined && known.shows.includes(shown);
  return agrees ? { mime: known.mime, extension } : null;
}
