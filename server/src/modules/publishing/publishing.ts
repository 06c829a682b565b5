import type { RecordParty } from '../../kernel/party';
import type { Knex } from 'knex';
import { AsyncLocalStorage } from 'node:async_hooks';
import { documentsOf } from '../../platform/documents';
import { hold } from '../../platform/hold';
import { inTransaction, schemaOf, tableName, type Row, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { adoptComponents, componentsIn, dataOf, idsIn, populateOf, type FieldInfo } from '../../fields';
import { localeOf, type DocumentReader } from '../document';
import type { LoadedModule } from '../settings';
import type { FileRow, MediaLibrary, MovedFiles, PublishedFiles } from '../files';
import { createExcerpts, type Excerpts } from './excerpts';
import { guarded } from './refusals';

interface UidService {
  generateUIDField(input: { contentTypeUID: string; field: string; data: object; locale?: string }): Promise<string>;
}

/**
 * The document that is being published for a customer: it needs no second line in its history. Others
 * that the project's own code changes meanwhile, in a lifecycle say, are followed as ever.
 */
const publishing = new AsyncLocalStorage<{ uid: string; document: string | null }>();
export const isOurs = (uid: string, document: string): boolean => {
  const own = publishing.getStore();
  return own?.uid === uid && own.document === document;
};

/** Which document of the team's a record became, and in which language it is written. */
export interface DocumentOfRecord {
  document: string | null;
  language: string | null;
}

/** What a customer sees of related documents: the titles of those among the ids. */
interface Related {
  titles(party: RecordParty, target: string, documents: string[]): Promise<Map<string, string>>;
}

/** The document of a record in one language, both versions; null before the first approval. */
export interface Versions {
  draft: Row | null;
  published: Row | null;
}

/** Turns approved values into the team's document, through the Document Service. */
export function createPublishing(
  strapi: Strapi,
  {
    reader,
    related,
    library,
    publishedFiles,
  }: { reader: DocumentReader; related: Related; library: MediaLibrary; publishedFiles: PublishedFiles },
) {
  const excerpts = createExcerpts(strapi, reader);

  async function versionsOf(module: LoadedModule, document: string | null, language: string | null): Promise<Versions> {
    if (!document) return { draft: null, published: null };
    const query = { documentId: document, ...localeOf(language), populate: populateOf(module.fields) };
    const documents = documentsOf(strapi, module.uid);
    const [draft, published] = [
      await documents.findOne({ ...query, status: 'draft' }),
      await documents.findOne({ ...query, status: 'published' }),
    ];
    return { draft, published };
  }

  /** Related documents that the customer was not shown: they stay, since it cannot have meant to take them away. */
  async function unseenOf(party: RecordParty, module: LoadedModule, version: Row | null): Promise<Map<string, string[]>> {
    if (!version) return new Map();
    const unseen = new Map<string, string[]>();
    for (const field of module.writable.filter(({ type }) => type === 'relation')) {
      const ids = idsIn([field], reader.present([field], { row: version, language: '' }).values, 'relation');
      const seen = await related.titles(party, field.target ?? '', ids);
      unseen.set(
        field.name,
        ids.filter((id) => !seen.has(id)),
      );
    }
    return unseen;
  }

  /** What a new document gets besides what the customer filled in: the editor's defaults, and uids made from other fields. */
  async function besides(module: LoadedModule, data: Record<string, unknown>, language: string | null): Promise<Record<string, unknown>> {
    const written = new Set(module.writable.map(({ name }) => name));
    const others = module.infos.filter(({ name }) => !written.has(name));
    const defaults = Object.fromEntries(
      others.flatMap(({ name, type }) => {
        const value = module.row.fields[name]?.default ?? null;
        if (value === null) return [];
        return [[name, type === 'time' && typeof value === 'string' && value.length === 5 ? `${value}:00.000` : value]];
      }),
    );
    const made: Record<string, unknown> = {};
    const shown = new Set(module.fields.map(({ name }) => name));
    const open = Object.fromEntries(Object.entries(defaults).filter(([name]) => shown.has(name)));
    for (const [field, { type }] of Object.entries(schemaOf(strapi, module.uid).attributes)) {
      if (type !== 'uid' || defaults[field] !== undefined) continue;
      // One that customers see tells nothing of what they do not.
      const known = shown.has(field) ? open : defaults;
      const service = strapi.plugin('content-manager').service<UidService>('uid');
      made[field] = await service.generateUIDField({
        contentTypeUID: module.uid,
        field,
        data: { ...known, ...data },
        ...localeOf(language),
      });
    }
    return { ...defaults, ...made };
  }

  return {
    versionsOf,
    excerpts,

    /** Values that a customer sent, with the components of the document's draft in place of those that it was shown. */
    async adopt(
      module: LoadedModule,
      { document, language }: DocumentOfRecord,
      values: Record<string, unknown>,
    ): Promise<Record<string, unknown>> {
      if (!module.writable.some(({ type }) => type === 'component')) return values;
      const { draft, published } = await versionsOf(module, document, language);
      return adoptComponents(module.writable, values, published, draft);
    },

    /**
     * Whether the team's draft has changes that are not published: publishing would carry them along.
     * Strapi's own rule for "modified" (content-manager): the draft was saved after the published version.
     */
    hasTeamChanges({ draft, published }: Versions): boolean {
      if (!draft) return false;
      if (!published) return true;
      const at = (row: Row): number => new Date(row.updatedAt as string | Date).getTime();
      return at(draft) - at(published) > 500;
    },

    /**
     * The same asked in the transaction that publishes: whoever saves the document meanwhile waits until its end.
     */
    async teamChangesNow(module: LoadedModule, { document, language }: DocumentOfRecord): Promise<boolean> {
      if (!document) return false;
      await hold(strapi, module.uid, { document_id: document });
      return this.hasTeamChanges(await versionsOf(module, document, language));
    },

    /**
     * Has those who publish documents with unique values wait for one another: Strapi looks for the value
     * and then writes it, and no index of the database's stands behind it. To be called first in the
     * transaction, since MySQL goes on reading what was there at its first read. SQLite has one writer anyway.
     */
    async takeTurns({ row, infos }: LoadedModule): Promise<void> {
      const isUnique = ({ unique, fields = [] }: FieldInfo): boolean => unique || fields.some(isUnique);
      if (strapi.db.dialect.client === 'sqlite' || !infos.some(isUnique)) return;
      await inTransaction(strapi, (transaction) =>
        strapi.db
          .getConnection(tableName(strapi, UID.module))
          .transacting(transaction as Knex.Transaction)
          .where({ id: row.id })
          .update({ revision: strapi.db.connection.ref('revision') }),
      );
    },

    /** Copies the private files that values name into the Media Library; `undo` when publishing fails. */
    async moveFiles(files: FileRow[]): Promise<MovedFiles> {
      return guarded(() => library.add(files));
    },

    /**
     * Makes or changes the document and publishes it, within the party's transaction.
     * @throws PublishingError when Strapi or the project's own code does not take it
     */
    async publish(
      party: RecordParty,
      module: LoadedModule,
      record: DocumentOfRecord & { id: number },
      working: Record<string, unknown>,
      { ids, copies }: Pick<MovedFiles, 'ids' | 'copies'>,
    ): Promise<Excerpts & { document: string }> {
      const { uid, writable } = module;
      const documents = documentsOf(strapi, uid);
      const { draft, published } = await versionsOf(module, record.document, record.language);
      const named = idsIn(writable, working, 'media').filter((id) => !ids.has(id));
      const media = new Map([...(await library.find(named)), ...ids]);
      const adopted = adoptComponents(writable, working, published, draft);
      // A document that was taken back has what the customer does not see in its draft.
      const unseen = await unseenOf(party, module, published ?? draft);
      const data = dataOf(writable, adopted, { media, components: componentsIn(writable, draft), unseen });
      const locale = localeOf(record.language);
      const own = { uid, document: record.document };
      const document = await guarded(() =>
        publishing.run(own, async () => {
          let documentId = record.document;
          // Whatever its languages: a document that the team deleted is made anew.
          if (documentId && (await strapi.db.query(uid).count({ where: { documentId } })) > 0)
            await documents.update({ documentId, data, ...locale });
          else {
            const created = await documents.create({ data: { ...(await besides(module, data, record.language)), ...data }, ...locale });
            ({ documentId } = created);
            own.document = documentId;
          }
          await documents.publish({ documentId, ...locale });
          return documentId;
        }),
      );
      await publishedFiles.keep(record.id, party.customer.id, copies);
      return { document, ...(await excerpts(module, document)) };
    },
  };
}

export type Publishing = ReturnType<typeof createPublishing>;
