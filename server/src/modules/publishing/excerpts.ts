import type { Row, Strapi } from '../../platform/strapi';
import { cellsOf, foldCells, NO_LANGUAGE, type Cells, type DocumentReader } from '../document';
import type { LoadedModule, TypeShape } from '../settings';

/** A version that nobody has approved, in its language. */
export type Unpublished = { working: Record<string, unknown>; language: string | null };

/** What lists show of a record, and the same for searching. */
export interface Excerpts {
  cells: Cells;
  folded: Record<string, Record<string, string>>;
}

/** What lists show: a document's published versions, where there are some, and over them what nobody has approved yet. */
export function createExcerpts(strapi: Strapi, reader: DocumentReader) {
  return async function excerpts(
    module: TypeShape & Partial<Pick<LoadedModule, 'writable'>>,
    document: string | null,
    unpublished?: Unpublished,
  ): Promise<Excerpts> {
    const cells: Cells = {};
    const rows = document
      ? await strapi.db.query(module.uid).findMany({ where: { documentId: document, publishedAt: { $notNull: true } } })
      : [];
    for (const row of rows as Row[]) {
      const language = module.localized ? String(row.locale) : NO_LANGUAGE;
      cells[language] = cellsOf(
        module.infos,
        reader.present(
          module.infos.filter(({ type }) => !['media', 'relation', 'component', 'dynamic-zone'].includes(type)),
          { row, language },
        ).values,
      );
    }
    if (unpublished) {
      const { working } = unpublished;
      const language = unpublished.language ?? NO_LANGUAGE;
      const written = (module.writable ?? []).filter(({ name }) => Object.hasOwn(working, name));
      const shown = Object.entries(cells[language] ?? {}).filter(([name]) => !written.some((field) => field.name === name));
      cells[language] = { ...Object.fromEntries(shown), ...cellsOf(written, working) };
    }
    const folded = Object.fromEntries(Object.entries(cells).map(([language, one]) => [language, foldCells(one)]));
    return { cells, folded };
  };
}
