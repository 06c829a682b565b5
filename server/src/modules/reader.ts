import type { Knex } from 'knex';
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import { documentsOf } from '../platform/documents';
import { textHas } from '../platform/search';
import { columnName, table, tableName, type Row, type Strapi } from '../platform/strapi';
import { pickCells } from './cells';
import type { Caller } from './caller';
import type { Catalogue, LoadedModule } from './catalogue';
import type { RecordFieldInfo } from './describe';
import {
  eachIdList,
  narrowIds,
  populateOf,
  presentFile,
  presentValues,
  type ComponentInfo,
  type LibraryFile,
  type Presented,
} from './document-values';
import { presentField, type LevelledField } from './fields';
import { localeOf, type Languages } from './languages';
import type { Store } from './store';

/** What may stand for a document in a list of choices. */
export interface Option {
  id: string;
  title: string;
}

/** Most choices that a relation offers at once; searching narrows them. */
const MOST_OPTIONS = 50;

/** A document as it was loaded, and in which language. */
export interface LoadedDocument {
  row: Row;
  language: string;
}

/** Reads the team's published documents: of them only the fields that are asked for. */
export function createReader(strapi: Strapi, catalogue: Catalogue, store: Store, languages: Languages) {
  const component: ComponentInfo = (uid) => catalogue.componentInfo(uid);
  const describe = ({ fields: _fields, ...field }: RecordFieldInfo): unknown =>
    presentField({ ...field, level: 'read-only' }, () => undefined);

  type Fields = readonly (LevelledField | RecordFieldInfo)[];

  /** The published version in the first of the languages that it has. */
  async function published(uid: string, documentId: string, fields: Fields, order: readonly string[]): Promise<LoadedDocument | null> {
    for (const language of order) {
      const row = await documentsOf(strapi, uid).findOne({
        documentId,
        status: 'published',
        ...localeOf(language),
        populate: populateOf(fields),
      });
      if (row) return { row, language };
    }
    return null;
  }

  /** The values of a loaded document. Related documents are not narrowed yet: `visibleTo` does it for a customer. */
  const present = (fields: Fields, { row }: LoadedDocument): Presented => presentValues(fields, row, { component, describe });

  /** Titles of those documents of a content type that a customer may see. */
  async function titles(caller: Caller, target: string, documents: string[]): Promise<Map<string, string>> {
    const module = documents.length > 0 ? await catalogue.openOf(caller.customer.kind, target) : undefined;
    if (!module) return new Map();
    const order = await languages.of(module, caller.language);
    const own = await store.of(caller, module).live(documents);
    const found = new Map(own.map((row) => [row.document ?? '', titleOf(module, pickCells(row.cells, order))]));
    if (module.row.seen === 'published') {
      const missing = documents.filter((id) => !found.has(id));
      for (const option of await publishedOptions(module, order, () => Promise.resolve({ documentId: { $in: missing } })))
        found.set(option.id, option.title);
    }
    return found;
  }

  /** Condition on published documents that their title holds a text: ids of the first of them, since the Document Service knows no such search. */
  async function titled({ uid, titleField, localized }: LoadedModule, language: string, search: string): Promise<Record<string, unknown>> {
    if (!search) return {};
    const title = titleField ? [columnName(strapi, uid, titleField.name)] : [];
    const { sql, bindings } = textHas(strapi, title, search);
    const query: Knex.QueryBuilder = strapi.db.getConnection(tableName(strapi, uid));
    void query.whereNotNull('published_at').whereRaw(sql, bindings).limit(MOST_OPTIONS);
    if (localized) void query.where({ locale: language });
    const found: { id: number }[] = await query.orderBy([...title, 'id']).select('id');
    return { id: { $in: found.map(({ id }) => id) } };
  }

  /** Published documents by their title, in the first language that each has. */
  async function publishedOptions(
    module: LoadedModule,
    order: readonly string[],
    matching: (language: string) => Promise<Record<string, unknown>>,
  ): Promise<Option[]> {
    const found = new Map<string, Option>();
    const { titleField } = module;
    for (const language of order) {
      const rows = await documentsOf(strapi, module.uid).findMany({
        status: 'published',
        ...localeOf(language),
        filters: await matching(language),
        limit: MOST_OPTIONS,
        fields: ['documentId', ...(titleField ? [titleField.name] : [])],
        ...(titleField && { sort: `${titleField.name}:asc` }),
      });
      for (const row of rows) {
        const title = titleOf(module, row);
        if (!found.has(row.documentId)) found.set(row.documentId, { id: row.documentId, title });
      }
    }
    return [...found.values()];
  }

  /** Narrows the values of relations to what the customer may see, and says their titles. */
  async function visibleTo(
    caller: Caller,
    fields: Fields,
    values: Record<string, unknown>,
  ): Promise<{ values: Record<string, unknown>; related: Record<string, string> }> {
    const wanted = new Map<string, Set<string>>();
    eachIdList(fields, values, 'relation', (_path, field, ids) => {
      const target = field.target ?? '';
      const set = wanted.get(target) ?? new Set<string>();
      for (const id of ids) set.add(id);
      wanted.set(target, set);
    });
    const related: Record<string, string> = {};
    const seen = new Map<string, Map<string, string>>();
    for (const [target, ids] of wanted) {
      const known = await titles(caller, target, [...ids]);
      seen.set(target, known);
      for (const [id, title] of known) related[id] = title;
    }
    return { values: narrowIds(fields, values, 'relation', (id, { target }) => seen.get(target ?? '')?.has(id) ?? false), related };
  }

  return {
    published,
    present,

    /** The team's draft, of which customers are shown nothing: to tell which components are the same. */
    draft: (uid: string, documentId: string, fields: Fields, language: string): Promise<Row | null> =>
      documentsOf(strapi, uid).findOne({ documentId, status: 'draft', ...localeOf(language), populate: populateOf(fields) }),
    visibleTo,

    /** Files of the Media Library by their ids. */
    async libraryFiles(documentIds: string[]): Promise<RecordFile[]> {
      if (documentIds.length === 0) return [];
      const rows = await table<LibraryFile>(strapi, 'plugin::upload.file').findMany({ where: { documentId: { $in: documentIds } } });
      return rows.map(presentFile);
    },

    titles,
    publishedOptions,

    /** What a relation can point to, for one customer. */
    async options(caller: Caller, field: LevelledField, search: string): Promise<Option[]> {
      const module = field.target ? await catalogue.openOf(caller.customer.kind, field.target) : undefined;
      if (!module) return [];
      const order = await languages.of(module, caller.language);
      const choices = await store.of(caller, module).choices({ search, languages: order, limit: MOST_OPTIONS });
      const own = choices.map(({ document, cells }) => ({ id: document, title: titleOf(module, pickCells(cells, order)) }));
      if (module.row.seen !== 'published') return own;
      const others = await publishedOptions(module, order, (language) => titled(module, language, search));
      const known = new Set(own.map(({ id }) => id));
      return [...own, ...others.filter(({ id }) => !known.has(id))].slice(0, MOST_OPTIONS);
    },
  };
}

export type Reader = ReturnType<typeof createReader>;

/** What a record is called, from its cells. Pure. */
export const titleOf = ({ titleField }: Pick<LoadedModule, 'titleField'>, cells: Record<string, unknown>): string => {
  const value = titleField && cells[titleField.name];
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

/** Files by id, each once. */
export const distinctFiles = (files: RecordFile[]): RecordFile[] => [...new Map(files.map((file) => [file.id, file])).values()];
