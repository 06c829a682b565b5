import type { Knex } from 'knex';
import { PLUGIN_UID } from '../../../../plugin/plugin-id';
import { platformOf } from '../../platform';
import { now, plusSeconds } from '../../platform/clock';
import { FILE_UID } from '../../platform/media';
import { inTransaction, table, tableName, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import type { Copy, MediaLibrary } from './media-library';

export const REMOVE_REPLACED = 'remove-replaced-files';
/** A copy that the team took out of a document waits for another place this long, seconds; one that its customer replaced does not. */
const WAITS_SECONDS = 24 * 3600;
const AT_ONCE = 200;

/** A copy that no relation names. */
interface Unnamed {
  id: number;
  file: string;
  library_id: number | null;
  hash: string | null;
  record_id: number | null;
}

interface Attribute {
  type: string;
  columnName?: string;
}
interface Meta {
  uid: string;
  tableName: string;
  attributes: Record<string, Attribute>;
}
const TEXTS = new Set(['string', 'text', 'richtext', 'blocks', 'json']);
/** Ours that a team writes texts in; all others are bookkeeping. */
const OURS = new Set<string>([UID.setting, UID.customer, UID.contact, UID.customTab]);
const SILENT = /^(?:admin|strapi)::|^plugin::(?:upload|i18n|users-permissions|content-releases|review-workflows)\./u;
/** Whether somebody may have written a file's address into a type: content types and components, not the tables that join them. */
const isWritable = ({ uid }: Meta): boolean =>
  OURS.has(uid) || (uid.includes('.') && !SILENT.test(uid) && !uid.startsWith(`${PLUGIN_UID}.`));

/**
 * Copies of customers' files in the Media Library, and whose they are: they count, and they go when
 * nothing names them any more. Whatever the team does with one keeps it.
 */
export function createPublishedFiles(strapi: Strapi, library: MediaLibrary) {
  const rows = table(strapi, UID.publishedFile);
  const { jobs } = platformOf(strapi);
  const client = strapi.db.dialect.client;

  /** The table in which Strapi keeps which entries of all content types have a file in a media field. */
  function morphs(): { name: string; column: string } {
    const attributes = strapi.db.metadata.get(FILE_UID).attributes as unknown as {
      related: { joinTable: { name: string; joinColumn: { name: string } } };
    };
    const { name, joinColumn } = attributes.related.joinTable;
    return { name, column: joinColumn.name };
  }

  /** Those that no entry of any content type has in a media field, drafts and other languages included. */
  function unnamed(transaction?: Knex.Transaction): Knex.QueryBuilder {
    const related = morphs();
    const query = strapi.db
      .getConnection(`${tableName(strapi, UID.publishedFile)} as p`)
      .leftJoin(`${tableName(strapi, FILE_UID)} as f`, 'f.document_id', 'p.file')
      .leftJoin(`${related.name} as m`, `m.${related.column}`, 'f.id')
      .whereNull(`m.${related.column}`)
      .select('p.id', 'p.file', 'f.id as library_id', 'f.hash', 'p.record_id');
    return transaction ? query.transacting(transaction) : query;
  }

  /** Whether a text of the team's, a setting or the record's unpublished version names the file, by its address or its id. */
  async function isWritten({ file, hash, record_id: record }: Unnamed): Promise<boolean> {
    const like = `${client === 'mysql' ? 'cast(?? as char)' : 'cast(?? as text)'} like ?`;
    const versions = strapi.db.getConnection(tableName(strapi, UID.record)).where({ id: record ?? -1 });
    if (((await versions.whereRaw(like, ['working', `%${file}%`]).select('id')) as unknown[]).length > 0) return true;
    for (const meta of (strapi.db.metadata as unknown as Map<string, Meta>).values()) {
      if (!isWritable(meta)) continue;
      const columns = Object.values(meta.attributes).flatMap(({ type, columnName }) => (TEXTS.has(type) && columnName ? [columnName] : []));
      if (columns.length === 0) continue;
      const query = strapi.db.getConnection(meta.tableName).where((any: Knex.QueryBuilder) => {
        for (const column of columns) {
          for (const word of [file, ...(hash ? [hash] : [])]) void any.orWhereRaw(like, [column, `%${word}%`]);
        }
      });
      if (((await query.limit(1).select(columns[0] ?? '*')) as unknown[]).length > 0) return true;
    }
    return false;
  }

  /** Removes copies that nothing names, looking once more at each before; those that stay. Done twice, or half, it does no harm. */
  async function remove(list: Unnamed[]): Promise<Unnamed[]> {
    const written: Unnamed[] = [];
    for (const one of list) {
      const [still] = (await unnamed().where('p.id', one.id)) as Unnamed[];
      if (!still) continue;
      if (await isWritten(still)) written.push(still);
      else {
        if (still.library_id !== null) await library.remove([still.library_id]);
        await rows.deleteMany({ where: { id: still.id } });
      }
    }
    return written;
  }

  return {
    /** What was copied stays and counts, and what it stands in place of goes: within the transaction that publishes the document. */
    async keep(record: number, customer: number, copies: readonly Copy[]): Promise<void> {
      await library.keep(copies.map(({ id }) => id));
      for (const { documentId, size } of copies) await rows.create({ data: { file: documentId, record, customer, size } });
      const replaced = await inTransaction(
        strapi,
        (transaction) =>
          unnamed(transaction as Knex.Transaction)
            .where('p.record_id', record)
            .limit(1) as unknown as Promise<unknown[]>,
      );
      if (replaced.length > 0) await jobs.add(REMOVE_REPLACED, { record });
    },

    async removeReplaced(record: number): Promise<void> {
      await remove((await unnamed().where('p.record_id', record)) as Unnamed[]);
    },

    /** Those that the team took out of its documents, when they have waited; and those that a job which failed for good left. */
    async cleanUp(): Promise<void> {
      const mark = async (list: Unnamed[]) =>
        rows.updateMany({ where: { id: { $in: list.map(({ id }) => id) } }, data: { unusedSince: now(strapi) } });
      const related = morphs();
      const named = strapi.db
        .getConnection(`${tableName(strapi, FILE_UID)} as f`)
        .join(`${related.name} as m`, `m.${related.column}`, 'f.id')
        .select('f.document_id');
      await strapi.db
        .getConnection(tableName(strapi, UID.publishedFile))
        .whereNotNull('unused_since')
        .whereIn('file', named)
        .update({ unused_since: null });
      await mark((await unnamed().whereNull('p.unused_since').limit(AT_ONCE)) as Unnamed[]);
      const due = (await unnamed()
        .where('p.unused_since', '<', plusSeconds(now(strapi), -WAITS_SECONDS))
        .orderBy('p.unused_since')
        .limit(AT_ONCE)) as Unnamed[];
      // What is written somewhere is looked at again after the same time, behind all the others.
      await mark(await remove(due));
    },
  };
}

export type PublishedFiles = ReturnType<typeof createPublishedFiles>;
