/**
 * Private files: never below Strapi's public folder, under generated names. They leave the server only
 * through an authorised download.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { configOf } from '../config';
import { randomToken } from '../crypto';
import { fieldError } from '../errors';
import type { Jobs } from '../jobs';
import type { Strapi } from '../strapi';
import { arrivalsIn, createDiskStore } from './disk';
import { receive, type FileOpener, type FileStore, type StoredFile } from './store';
import { kindOfFile, typeOfFile, type FileKind } from './types';

export { problemOfPdf } from './pdf';
export { onePicture, problemOfPicture } from './pictures';
export type { FileStore } from './store';
export { KINDS_OF_FILE, kindOfFile, type FileKind } from './types';

export const REMOVE_FILES = 'remove-files';
/** Files that one job removes. */
const AT_ONCE = 200;

/** A file that has arrived and was found good. It is kept once whoever wants it has written down where it will lie. */
export interface ArrivedFile extends StoredFile {
  /** What it is kept under. */
  key: string;
  mime: string;
  /** With its dot, lower-cased. */
  extension: string;
  /** Where it lies until it is kept. */
  arriving: string;
  keep(): Promise<void>;
  drop(): Promise<void>;
}

/** @param chosen where files are kept; else in the folder that the project configures */
export function createFiles(strapi: Strapi, jobs: Jobs, chosen?: FileStore) {
  const folder = (): string => configOf(strapi).files.directory ?? path.join(strapi.dirs.app.root, '.private', 'customer-portal');
  const store = chosen ?? createDiskStore(folder);
  const arrivals = (): string => arrivalsIn(folder());

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
      const stored = await receive(arriving, source, most);
      const { size } = stored;
      try {
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
        return { key, ...stored, ...type, arriving, keep: () => store.putFile(key, arriving).then(drop), drop };
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

    /** Keeps bytes that the plugin made, under a key that it made of them: the same again is the same file. */
    keepMade: (key: string, bytes: Uint8Array): Promise<unknown> => store.put(key, Readable.from([Buffer.from(bytes)])),

    /** What opens a file, whole or a part that lies within it; null when it is gone. */
    open: (key: string): Promise<FileOpener | null> => store.open(key),

    /** Whether its bytes are there: a project that was moved may have left its folder of private files behind. */
    has: (key: string): Promise<boolean> => store.exists(key),

    /** Does something with a file that must lie on this machine: a copy is made of one that lies elsewhere, for as long as it takes. */
    async onDisk<T>(key: string, work: (file: string) => Promise<T>): Promise<T> {
      if (store.pathOf) return work(store.pathOf(key));
      const open = await store.open(key);
      if (!open) throw new Error('The file is gone.');
      const copy = path.join(arrivals(), randomToken());
      try {
        await receive(copy, open());
        return await work(copy);
      } finally {
        await rm(copy, { force: true });
      }
    },

    /** Removes files now. @throws the first failure, when all the others are gone */
    async remove(keys: string[]): Promise<void> {
      const removed = await Promise.allSettled(keys.map((key) => store.remove(key)));
      const failed = removed.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },

    /** Removes files; within a transaction, when that commits. */
    async removeLater(keys: string[]): Promise<void> {
      for (let from = 0; from < keys.length; from += AT_ONCE) await jobs.add(REMOVE_FILES, { keys: keys.slice(from, from + AT_ONCE) });
    },
  };
}

export type Files = ReturnType<typeof createFiles>;
