import type { RecordParty } from '../../kernel/party';
import type { Knex } from 'knex';
import { documentsOf } from '../../platform/documents';
import { textHas } from '../../platform/search';
import { columnName, tableName, type Strapi } from '../../platform/strapi';
import { eachIdList, narrowIds, type LevelledField } from '../../fields';
import { localeOf, pickCells, titleOf, type Languages } from '../document';
import type { Catalogue, LoadedModule } from '../settings';
import type { Store } from './store';

/** What may stand for a document in a list of choices. */
export interface Option {
  id: string;
  title: string;
}

/** Most choices that a relation offers at once; searching narrows them. */
const MOST_OPTIONS = 50;

/** What the relations of a customer's records may point to, and what it sees of it. */
export function createRelated(strapi: Strapi, catalogue: Catalogue, store: Store, languages: Languages) {
  /** Titles of those documents of a content type that a customer may see. */
  async function titles(party: RecordParty, target: string, documents: string[]): Promise<Map<string, string>> {
    const module = documents.length > 0 ? await catalogue.openOf(party.customer.kind, target) : undefined;
    if (!module) return new Map();
    const order = await languages.of(module, party.contact?.language ?? null);
    const own = await store.of(party, module).live(documents);
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
    party: RecordParty,
    fields: readonly LevelledField[],
    values: Record<string, unknown>,
  ): Promise<{ values: Record<string, unknown>; titles: Record<string, string> }> {
    const wanted = new Map<string, Set<string>>();
    eachIdList(fields, values, 'relation', (_path, field, ids) => {
      const target = field.target ?? '';
      const set = wanted.get(target) ?? new Set<string>();
      for (const id of ids) set.add(id);
      wanted.set(target, set);
    });
    const titleOfId: Record<string, string> = {};
    const seen = new Map<string, Map<string, string>>();
    for (const [target, ids] of wanted) {
      const known = await titles(party, target, [...ids]);
      seen.set(target, known);
      for (const [id, title] of known) titleOfId[id] = title;
    }
    return {
      values: narrowIds(fields, values, 'relation', (id, { target }) => seen.get(target ?? '')?.has(id) ?? false),
      titles: titleOfId,
    };
  }

  return {
    visibleTo,

    titles,
    publishedOptions,

    /** What a relation can point to, for one customer. */
    async options(party: RecordParty, field: LevelledField, search: string): Promise<Option[]> {
      const module = field.target ? await catalogue.openOf(party.customer.kind, field.target) : undefined;
      if (!module) return [];
      const order = await languages.of(module, party.contact?.language ?? null);
      const choices = await store.of(party, module).choices({ search, languages: order, limit: MOST_OPTIONS });
      const own = choices.map(({ document, cells }) => ({ id: document, title: titleOf(module, pickCells(cells, order)) }));
      if (module.row.seen !== 'published') return own;
      const others = await publishedOptions(module, order, (language) => titled(module, language, search));
      const known = new Set(own.map(({ id }) => id));
      return [...own, ...others.filter(({ id }) => !known.has(id))].slice(0, MOST_OPTIONS);
    },
  };
}

export type Related = ReturnType<typeof createRelated>;
