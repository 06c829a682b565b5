/**
 * Private files: on the local disk, never below Strapi's public folder, under generated names. They
 * leave the server only through an authorised download.
 */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { configOf } from '../config';
import { randomToken } from '../crypto';
import { fieldError, PortalError } from '../errors';
import type { Jobs } from '../jobs';
import type { Strapi } from '../strapi';
import { kindOfFile, typeOfFile, type FileKind } from './types';

export { onePicture, problemOfPicture } from './pictures';
export { KINDS_OF_FILE, kindOfFile, type FileKind } from './types';

const REMOVE_FILES = 'remove-files';
/** Files that one job removes. */
const AT_ONCE = 200;

/** A file that has arrived and was found good. It is kept once whoever wants it has written down where it will lie. */
export interface ArrivedFile {
  /** Where it lies, for this module only. */
  key: string;
  mime: string;
  /** With its dot, lower-cased. */
  extension: string;
  /** Bytes. */
  size: number;
  /** Where it lies until it is kept. */
  arriving: string;
  keep(): Promise<void>;
  drop(): Promise<void>;
}

/** Counts what passes and stops the stream at the cap. */
async function* capped(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > most) throw new PortalError('body-too-large');
    yield chunk;
  }
}

export function createFiles(strapi: Strapi, jobs: Jobs) {
  const folder = (): string => configOf(strapi).files.directory ?? path.join(strapi.dirs.app.root, '.private', 'customer-portal');
  /** Keys are made here and never taken from a request; two folders deep, so that none holds all files. */
  const pathOf = (key: string): string => {
    if (!/^[\w-]{43}$/u.test(key)) throw new Error('Not the key of a file.');
    return path.join(folder(), key.slice(0, 2), key);
  };

  /** Beside the others, so that a file is moved and not copied when it is kept. */
  const arrivals = (): string => path.join(folder(), 'arriving');

  const remove = (key: string): Promise<void> => rm(pathOf(key), { force: true });
  jobs.register(REMOVE_FILES, async (payload) => {
    const removed = await Promise.allSettled((payload as { keys: string[] }).keys.map(remove));
    // One that cannot be removed keeps no other; the job is tried again for its sake.
    const failed = removed.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  });

  return {
    /**
     * Takes a file in: its size is capped while it arrives, its bytes must be of the type that its name
     * says, the type must be one of the list and of the kinds asked for, and a team's scanner must let
     * it pass. Nothing stays of one that is refused.
     * @throws PortalError `body-too-large`, `invalid-request`
     */
    async take(source: Readable, { name, most, kinds }: { name: string; most: number; kinds?: readonly FileKind[] }): Promise<ArrivedFile> {
      const key = randomToken();
      const arriving = path.join(arrivals(), key);
      const drop = (): Promise<void> => rm(arriving, { force: true });
      await mkdir(arrivals(), { recursive: true, mode: 0o700 });
      try {
        await pipeline(capped(source, most), createWriteStream(arriving, { mode: 0o600 }));
        const { size } = await stat(arriving);
        if (size === 0) throw fieldError(['file'], 'empty-file', 'The file is empty.');
        const type = await typeOfFile(arriving, name);
        if (!type)
          throw fieldError(['file'], 'wrong-file-type', 'Files of this type are not taken, or the file is not what its name says.');
        if (kinds && !kinds.includes(kindOfFile(type.mime))) {
          throw fieldError(['file'], 'wrong-file-kind', 'This field does not take files of this kind.');
        }
        const { scan } = configOf(strapi).files;
        if (scan && (await scan({ path: arriving, name, mime: type.mime, size })) !== true) {
          throw fieldError(['file'], 'unsafe-file', 'The file was refused by the virus scanner.');
        }
        const keep = async (): Promise<void> => {
          await mkdir(path.dirname(pathOf(key)), { recursive: true, mode: 0o700 });
          await rename(arriving, pathOf(key));
        };
        return { key, size, ...type, arriving, keep, drop };
      } catch (error) {
        await drop();
        throw error;
      }
    },

    /** Removes what a process that was killed left of files that were arriving. */
    async removeUnfinished(before: Date): Promise<void> {
      for (const name of await readdir(arrivals()).catch(() => [])) {
        const file = path.join(arrivals(), name);
        const found = await stat(file).catch(() => null);
        if (found && found.mtime < before) await rm(file, { force: true });
      }
    },

    /** What opens a file, whole or from one byte to another (both included); null when it is gone. */
    async open(key: string): Promise<((range?: { start: number; end: number }) => Readable) | null> {
      const found = await stat(pathOf(key)).catch(() => null);
      return found && ((range) => createReadStream(pathOf(key), range));
    },

    /** Whether its bytes are there: a project that was moved may have left its folder of private files behind. */
    has: async (key: string): Promise<boolean> => (await stat(pathOf(key)).catch(() => null)) !== null,

    /** Where a file lies, for handing it to the Media Library. */
    pathOf,

    /** Removes files; within a transaction, when that commits. */
    async removeLater(keys: string[]): Promise<void> {
      for (let from = 0; from < keys.length; from += AT_ONCE) await jobs.add(REMOVE_FILES, { keys: keys.slice(from, from + AT_ONCE) });
    },
  };
}

export type Files = ReturnType<typeof createFiles>;
