import type { SessionParty } from '../../kernel/party';
import type { Knex } from 'knex';
import type { Readable } from 'node:stream';
import type { RecordFile } from '../../../../plugin/contract/customer/modules';
import type { Download } from '../../kernel/binder';
import { isWritableField } from '../../../../plugin/fields/field';
import { MOST_FILES } from '../../../../plugin/fields/values';
import { platformOf } from '../../platform';
import { now, plusSeconds } from '../../platform/clock';
import { PortalError } from '../../platform/errors';
import { KINDS_OF_FILE, type FileKind } from '../../platform/files';
import { repository } from '../../kernel/repository';
import { inTransaction, table, tableName, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { createIntake } from '../../customer-files';
import { fieldAt } from '../../fields';
import type { LoadedModule } from '../settings';
import type { FileRow } from './file-row';
import type { MediaLibrary } from './media-library';

/** A file that no saved version names is removed after this time, seconds. */
const LOOSE_SECONDS = 24 * 3600;

/** The row of a record. */
type RecordId = { id: number };

/** A file that no version names yet is its uploader's alone; so is every one where contacts see their own records only. */
const isTheirs = (file: FileRow, { contact }: SessionParty, { row }: LoadedModule): boolean =>
  (file.record && row.seen !== 'own') || file.contact?.id === contact.id;

/** Files of records that nobody has approved: the customer's alone, and the editors'. */
export function createRecordFiles(strapi: Strapi, library: MediaLibrary) {
  const rows = table<FileRow>(strapi, UID.recordFile);
  const intake = createIntake(strapi);
  const { files } = platformOf(strapi);

  const ofParty = (party: SessionParty) => repository<FileRow>(strapi, party, { uid: UID.recordFile, customer: 'customer' });

  const present = ({ documentId, name, mime, size }: FileRow): RecordFile => ({ id: documentId, name, mime, size, url: null });

  const download = async (row: FileRow | null): Promise<Download> => {
    const open = row && (await files.open(row.key));
    if (!row || !open) throw new PortalError('not-found');
    // A file is written once: its id names these very bytes.
    return { open, name: row.name, mime: row.mime, size: row.size, etag: row.documentId };
  };

  /** Makes a file a record's, if it is no other's: one UPDATE, whose count decides between two that race. */
  const claim = (id: number, record: number): Promise<boolean> =>
    inTransaction(strapi, async (transaction) => {
      const free = strapi.db
        .getConnection(tableName(strapi, UID.recordFile))
        .transacting(transaction as Knex.Transaction)
        .where({ id });
      void free.andWhere((either) => void either.whereNull('record_id').orWhere('record_id', record));
      const count: number = await free.update({ record_id: record });
      return count === 1;
    });

  async function remove(list: FileRow[]): Promise<void> {
    if (list.length === 0) return;
    await rows.deleteMany({ where: { id: { $in: list.map(({ id }) => id) } } });
    await files.removeLater(list.map(({ key }) => key));
  }

  return {
    present,

    /** Takes a file for a field that the customer may fill in. It is nobody's part until a version names it. */
    async upload(
      party: SessionParty,
      module: LoadedModule,
      { field: path, name }: { field: string; name: string },
      source: Readable,
    ): Promise<RecordFile> {
      const field = fieldAt(module.fields, path);
      if (field?.type !== 'media' || !isWritableField(field))
        throw new PortalError('not-allowed', { message: 'This field takes no files.' });
      const kinds = field.fileKinds ? KINDS_OF_FILE.filter((kind): kind is FileKind => field.fileKinds?.includes(kind) ?? true) : undefined;
      const owner = { contact: party.contact.id, contentType: module.uid, field: path };
      const row = await intake.take<FileRow>({
        customer: party.customer.id,
        contact: party.contact.id,
        name,
        ...(kinds && { kinds }),
        source,
        check: (file) => library.requireUsable(file),
        write: (file) => ofParty(party).create({ ...owner, ...file, uploadedAt: now(strapi) }),
        discard: ({ id }) => rows.deleteMany({ where: { id } }),
      });
      return present(row);
    },

    /** The party's own file: of a record that it sees, or uploaded by itself a moment ago. */
    async download(party: SessionParty, module: LoadedModule, id: string): Promise<Download> {
      const populate = { record: { select: ['id'] }, contact: { select: ['id'] } };
      const row = await ofParty(party).one({ documentId: id, contentType: module.uid }, { populate });
      // The field that it was uploaded for may have been hidden since.
      return download(row && isTheirs(row, party, module) && fieldAt(module.fields, row.field) ? row : null);
    },

    /** For editors: a file that the record's unpublished version names, in a field that they read. */
    async downloadOf(record: RecordId, id: string, mayRead: (field: string) => boolean): Promise<Download> {
      const row = await rows.findOne({ where: { documentId: id, record: record.id } });
      return download(row && mayRead(row.field) ? row : null);
    },

    /** Whether the bytes of a file are on this server. */
    isThere: ({ key }: FileRow): Promise<boolean> => files.has(key),

    /** Private files of a record. */
    of: (record: RecordId): Promise<FileRow[]> => rows.findMany({ where: { record: record.id } }),

    /** Those among `ids` that a version of the record may name: its own, and loose ones of the customer's. */
    async usable(party: SessionParty, module: LoadedModule, record: RecordId | null, ids: string[]): Promise<FileRow[]> {
      if (ids.length === 0) return [];
      const found = await ofParty(party).list({
        where: { documentId: { $in: ids }, contentType: module.uid },
        populate: { record: { select: ['id'] }, contact: { select: ['id'] } },
        limit: MOST_FILES * 50,
      });
      return found.filter((file) => isTheirs(file, party, module) && (!file.record || file.record.id === record?.id));
    },

    /**
     * Gives a record the files that its new version names, and removes those that it names no more. A
     * file is one record's: `conflict` when another one, or the clean-up, was faster.
     */
    async settle(record: RecordId, named: FileRow[]): Promise<void> {
      const ids = new Set(named.map(({ id }) => id));
      for (const { id } of named) if (!(await claim(id, record.id))) throw new PortalError('conflict');
      const before = await rows.findMany({ where: { record: record.id } });
      await remove(before.filter(({ id }) => !ids.has(id)));
    },

    remove,
    removeOf: async (recordIds: number[]): Promise<void> => remove(await rows.findMany({ where: { record: { $in: recordIds } } })),
    removeOfCustomers: async (customerIds: number[]): Promise<void> =>
      remove(await rows.findMany({ where: { customer: { $in: customerIds } } })),

    /** Removes what was uploaded and never saved or never arrived whole, and what lost its customer. */
    async removeLoose(): Promise<void> {
      const before = plusSeconds(now(strapi), -LOOSE_SECONDS);
      await files.removeUnfinished(before);
      // By hand: joined to what it lacks, every file there is would be read.
      const of = () => strapi.db.getConnection(tableName(strapi, UID.recordFile)).select('id').limit(500);
      const loose = (await of().whereNull('record_id').andWhere('uploaded_at', '<', before)) as { id: number }[];
      const orphans = (await of().whereNull('customer_id')) as { id: number }[];
      const ids = [...new Set([...loose, ...orphans].map(({ id }) => id))];
      if (ids.length > 0) await remove(await rows.findMany({ where: { id: { $in: ids } } }));
    },
  };
}

export type RecordFiles = ReturnType<typeof createRecordFiles>;
