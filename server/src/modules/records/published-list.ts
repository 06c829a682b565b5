import type { Knex } from 'knex';
import type { RecordRow as PresentedRow } from '../../../../plugin/contract/customer/modules';
import { textHas } from '../../platform/search';
import { columnName, table, tableName, toDate, type Row, type Strapi } from '../../platform/strapi';
import { presentValues, type LevelledField } from '../../fields';
import { cellsOf, titleOf } from '../document';
import type { LoadedModule } from '../settings';
import type { ListQuery } from './store';

const TEXTS = new Set(['text', 'multiline', 'email', 'enumeration']);
const NOTHING = { component: () => undefined, describe: () => undefined };

/** What a list shows of a record, and is therefore searched and sorted by: its columns and its title. */
const shownIn = ({ columns, titleField }: LoadedModule): LevelledField[] => [...new Set([...columns, ...(titleField ? [titleField] : [])])];

/** A row of the list, by its document. */
export type PublishedRow = Omit<PresentedRow, 'id'> & { document: string };

/**
 * Everything of a content type that is published, in pages: for modules that show it to all. Written
 * by hand, since a document must appear once, in the best of the reader's languages that it has.
 */
export function createPublishedList(strapi: Strapi) {
  function published(module: LoadedModule, { languages, search }: ListQuery): Knex.QueryBuilder {
    const name = tableName(strapi, module.uid);
    const query = strapi.db.getConnection(name);
    void query.whereNotNull('published_at');
    if (module.localized) {
      const [best = '', ...others] = languages;
      void query.where((any) => {
        void any.where('locale', best);
        for (const [index, other] of others.entries()) {
          const better = [best, ...others.slice(0, index)];
          const had = strapi.db.getConnection(name).select('document_id').whereNotNull('published_at').whereIn('locale', better);
          void any.orWhere((one) => {
            void one.where('locale', other).whereNotIn('document_id', had);
          });
        }
      });
    }
    if (search) {
      const shown = shownIn(module).filter(({ type }) => TEXTS.has(type));
      const { sql, bindings } = textHas(
        strapi,
        shown.map((field) => columnName(strapi, module.uid, field.name)),
        search,
      );
      void query.whereRaw(sql, bindings);
    }
    return query;
  }

  function order(module: LoadedModule, query: Knex.QueryBuilder, { sort }: ListQuery): void {
    const column = shownIn(module).some(({ name }) => name === sort.by) ? columnName(strapi, module.uid, sort.by) : 'updated_at';
    void query.orderBy(column, sort.descending ? 'desc' : 'asc').orderBy('id', sort.descending ? 'desc' : 'asc');
  }

  return {
    async page(module: LoadedModule, query: ListQuery): Promise<{ rows: PublishedRow[]; total: number }> {
      const [counted]: { count: number | string }[] = await published(module, query).count({ count: '*' });
      const select = published(module, query).select('id');
      order(module, select, query);
      const ids = ((await select.limit(query.pageSize).offset((query.page - 1) * query.pageSize)) as { id: number }[]).map(({ id }) => id);
      const shown = shownIn(module);
      const found = await table<Row>(strapi, module.uid).findMany({
        where: { id: { $in: ids } },
        select: ['id', 'documentId', 'updatedAt', ...shown.map(({ name }) => name)],
      });
      const byId = new Map(found.map((row) => [row.id, row]));
      const rows = ids.flatMap((id) => {
        const row = byId.get(id);
        if (!row) return [];
        const cells = cellsOf(shown, presentValues(shown, row, NOTHING).values);
        return {
          document: row.documentId,
          title: titleOf(module, cells),
          state: 'approved' as const,
          foreign: true,
          updatedAt: toDate(row.updatedAt).toISOString(),
          values: Object.fromEntries(module.columns.map(({ name }) => [name, cells[name] ?? null])),
        };
      });
      return { rows, total: Number(counted?.count ?? 0) };
    },
  };
}
