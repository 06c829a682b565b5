import type { Readable } from 'node:stream';
import { fileName } from '../../../plugin/rules/file-name';
import { MOST_PIXELS } from '../../../plugin/rules/pictures';
import { platformOf } from '../platform';
import { fieldError } from '../platform/errors';
import { problemOfPicture, type FileKind } from '../platform/files';
import { createLimiter } from '../platform/limits';
import type { Row, Strapi } from '../platform/strapi';
import { createFileRoom } from './room';
import { mostBytes } from './upload-rules';

/** Files that a contact may upload within an hour, whatever for. */
const UPLOADS = { name: 'record-file', points: 120, windowSeconds: 3600 };

/** A file that was found good, as its row says it. */
export interface TakenFile {
  name: string;
  mime: string;
  size: number;
  key: string;
}

interface Arriving<R> {
  /** Whose room it takes and whom it waits for; 0 for what is nobody's yet. */
  customer: number;
  /**
   * Who sends it; null for the team and for holders of links, whose files take none of the customer's room. Whoever calls
   * counts those of links, so that no stranger leaves a customer without room.
   */
  contact: number | null;
  name: string;
  kinds?: readonly FileKind[];
  /** Bytes, where less is taken than of other files. */
  most?: number;
  source: Readable;
  /** What else would refuse it; `path` is where it lies as long as it arrives. */
  check?: (file: Pick<TakenFile, 'mime' | 'size'> & { path: string }) => void | Promise<void>;
  /** Writes it down, within the transaction that takes its room. */
  write: (file: TakenFile, sha256: string) => Promise<R>;
  /** Takes that back. */
  discard: (row: R) => Promise<unknown>;
}

/** Refuses a picture that cannot be unpacked. @throws PortalError `invalid-request` */
async function requireGoodPicture(strapi: Strapi, file: string, mime: string, customer: number): Promise<void> {
  const problem = await problemOfPicture(strapi, file, mime, customer);
  if (problem === 'too-many-pixels')
    throw fieldError(['file'], problem, `The picture has more than ${MOST_PIXELS / 1_000_000} million pixels.`);
  if (problem) throw fieldError(['file'], 'wrong-file-type', 'The picture is damaged.');
}

/** The one way in for files of customers: limits, types, sizes, the scanner, pictures, and the customer's room. */
export function createIntake(strapi: Strapi) {
  const uploads = createLimiter(strapi, UPLOADS);
  const room = createFileRoom(strapi);
  const { files } = platformOf(strapi);

  return {
    /** @throws PortalError `invalid-request`, `body-too-large`, `no-room`, `too-many-requests` */
    async take<R extends Row>({ customer, contact, name, kinds, most = Infinity, source, check, write, discard }: Arriving<R>): Promise<R> {
      if (contact !== null) await uploads.count(String(contact));
      const left = contact === null ? Infinity : await room.requireSome(customer);
      const clean = fileName(name);
      const arrived = await files.take(source, { name: clean, most: Math.min(most, mostBytes(strapi), left), ...(kinds && { kinds }) });
      const { key, mime, size } = arrived;
      let row: R | undefined;
      try {
        await check?.({ mime, size, path: arrived.arriving });
        await requireGoodPicture(strapi, arrived.arriving, mime, customer);
        // Written down before it is kept, so that the clean-up finds what a killed process leaves; its room
        // is taken with it, so that files that come at once do not share it.
        row = await strapi.db.transaction(async () => {
          await room.hold(customer);
          const created = await write({ name: clean, mime, size, key }, arrived.sha256);
          if (contact !== null) await room.require(customer);
          return created;
        });
        await arrived.keep();
        return row;
      } catch (error) {
        await arrived.drop();
        if (row) await discard(row);
        throw error;
      }
    },
  };
}
