import { errors } from '@strapi/utils';
import path from 'node:path';
import { platformOf } from '../../platform';
import { now, plusSeconds } from '../../platform/clock';
import { fieldError } from '../../platform/errors';
import { onePicture } from '../../platform/files';
import { FILE_UID } from '../../platform/media';
import { table, type Row, type Strapi } from '../../platform/strapi';
import type { FileRow } from './file-row';
import { refusedByLibrary } from '../../customer-files';

/** How the caption of a copy begins until the document that it was made for is published. */
const ON_ITS_WAY = 'customer-portal: not published yet, ';
/** Longer than any publishing takes, seconds. */
const LEFT_AFTER_SECONDS = 3600;

/** The part of Strapi's upload service that is used. */
interface UploadService {
  upload(input: { data: { fileInfo: object }; files: object }): Promise<(Row & Record<string, unknown>)[]>;
  remove(file: object): Promise<unknown>;
}

/** A copy as it was just made. */
export interface Copy {
  /** Its id in the library, and its document id. */
  id: number;
  documentId: string;
  /** Bytes of the file that it is a copy of. */
  size: number;
}

/** Files that were copied into the Media Library: their ids there by the private ones. */
export interface MovedFiles {
  ids: Map<string, number>;
  copies: Copy[];
  undo: () => Promise<void>;
}

/** Where published files live: Strapi's Media Library, through its own service, so that its provider and sizes apply. */
export function createMediaLibrary(strapi: Strapi) {
  const rows = table(strapi, FILE_UID);
  const service = (): UploadService => strapi.plugin('upload').service<UploadService>('upload');

  async function remove(ids: Iterable<number>): Promise<void> {
    for (const id of ids) {
      const file = await rows.findOne({ where: { id } });
      if (file) await service().remove(file);
    }
  }

  return {
    remove,

    /**
     * Refuses what the library would not take, now that its customer is there to choose another, and not
     * when an editor approves it.
     */
    requireUsable(file: { mime: string; size: number }): void {
      if (refusedByLibrary(strapi, file))
        throw fieldError(['file'], 'wrong-file-type', 'The Media Library of this project takes no files of this type.');
    },

    /** Ids by document id; those that were deleted from the library are missing. */
    async find(documentIds: string[]): Promise<Map<string, number>> {
      if (documentIds.length === 0) return new Map();
      const found = await rows.findMany({ where: { documentId: { $in: documentIds } }, select: ['id', 'documentId'] });
      return new Map(found.map(({ id, documentId }) => [documentId, id]));
    },

    /**
     * Copies private files into the library: ids by the private ones. It is no part of a transaction,
     * since files are not: `undo` takes back what was added when what they were added for fails, and
     * until `keep` their caption tells the clean-up what a process that was killed left behind.
     */
    async add(files: FileRow[]): Promise<MovedFiles> {
      const ids = new Map<string, number>();
      const copies: Copy[] = [];
      const undo = async (): Promise<void> => {
        await remove(ids.values()).catch((error: unknown) => {
          strapi.log.error(`customer-portal: files of a record that was not published stay in the Media Library: ${String(error)}`);
        });
      };
      try {
        // Its configuration may be another than when they were handed in.
        const refused = files.find((file) => refusedByLibrary(strapi, file));
        if (refused)
          throw new errors.ApplicationError(
            `The Media Library does not take “${refused.name}” (${refused.mime}): see the upload plugin in config/plugins.`,
          );
        for (const { documentId, name, mime, size, key } of files) {
          // The library makes file names of this one, and file systems take 255 bytes: what the customer called it is in the row.
          const short = `${documentId}${path.extname(name).toLowerCase()}`;
          const file = { originalFilename: short, mimetype: mime, size };
          const data = { fileInfo: { name: short, caption: `${ON_ITS_WAY}${documentId}` } };
          // The library unpacks a picture several times, for its smaller sizes.
          const [added] = await platformOf(strapi).files.onDisk(key, (filepath) =>
            onePicture(() => service().upload({ data, files: { ...file, filepath } })),
          );
          if (!added) throw new Error('The Media Library did not take a file.');
          ids.set(documentId, added.id);
          copies.push({ id: added.id, documentId: added.documentId, size });
          await rows.updateMany({ where: { id: added.id }, data: { name } });
        }
        return { ids, copies, undo };
      } catch (error) {
        await undo();
        throw error;
      }
    },

    /** What was added stays: within the transaction that publishes the document. */
    async keep(ids: number[]): Promise<void> {
      if (ids.length > 0) await rows.updateMany({ where: { id: { $in: ids } }, data: { caption: null } });
    },

    /** Removes copies whose document never came, since the process was killed meanwhile. */
    async removeLeft(): Promise<void> {
      const before = plusSeconds(now(strapi), -LEFT_AFTER_SECONDS);
      const left = await rows.findMany({
        where: { caption: { $startsWith: ON_ITS_WAY }, createdAt: { $lt: before } },
        select: ['id'],
        limit: 500,
      });
      await remove(left.map(({ id }) => id));
    },
  };
}

export type MediaLibrary = ReturnType<typeof createMediaLibrary>;
