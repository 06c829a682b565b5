import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteRange } from '../../../../plugin/rules/byte-range';
import { PortalError } from '../errors';

/** Reads a file, whole or a part that lies within it. */
export type FileOpener = (range?: ByteRange) => Readable;

/** What a file turned out to be while it passed: bytes, and their SHA-256 in hexadecimal. */
export interface StoredFile {
  size: number;
  sha256: string;
}

/**
 * Where private files lie. A key is made by the plugin (`randomToken`), names one file for good and says
 * nothing of it. What a store must do is in tests/support/file-store.ts.
 */
export interface FileStore {
  /**
   * Keeps what a stream brings, whole or not at all.
   * @param most bytes after which it is given up: PortalError `body-too-large`
   */
  put(key: string, source: AsyncIterable<Uint8Array>, most?: number): Promise<StoredFile>;
  /** Keeps a file of this machine, which it may move or copy; the caller removes what stays. */
  putFile(key: string, file: string): Promise<void>;
  /** What reads a file; null when there is no such file. */
  open(key: string): Promise<FileOpener | null>;
  exists(key: string): Promise<boolean>;
  /** Removes a file; one that is gone already is no error. */
  remove(key: string): Promise<void>;
  /** Where the file lies on this machine, of a store that keeps it there. */
  pathOf?(key: string): string;
}

/** Writes a stream into a new file of this machine, within `most` bytes; nothing stays of one that fails. */
export async function receive(file: string, source: AsyncIterable<Uint8Array>, most = Infinity): Promise<StoredFile> {
  const hash = createHash('sha256');
  let size = 0;
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > most) throw new PortalError('body-too-large');
      hash.update(chunk);
      yield chunk;
    }
  }
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    await pipeline(measured(), createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return { size, sha256: hash.digest('hex') };
}
