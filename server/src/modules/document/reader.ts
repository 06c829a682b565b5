import type { RecordFile } from '../../../../plugin/contract/customer/modules';
import { documentsOf } from '../../platform/documents';
import { table, type Row, type Strapi } from '../../platform/strapi';
import {
  populateOf,
  presentField,
  presentFile,
  presentValues,
  type ComponentInfo,
  type FieldInfo,
  type LevelledField,
  type LibraryFile,
  type Presented,
} from '../../fields';
import { localeOf } from './languages';

/** A document as it was loaded, and in which language. */
export interface LoadedDocument {
  row: Row;
  language: string;
}

type Fields = readonly (LevelledField | FieldInfo)[];

/** Reads the team's documents: of them only the fields that are asked for. */
export function createDocumentReader(strapi: Strapi, component: ComponentInfo) {
  const describe = ({ fields: _fields, ...field }: FieldInfo): unknown => presentField({ ...field, level: 'read-only' });

  return {
    /** The published version in the first of the languages that it has. */
    async published(uid: string, documentId: string, fields: Fields, order: readonly string[]): Promise<LoadedDocument | null> {
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
    },

    /** The team's draft, of which customers are shown nothing: to tell which components are the same. */
    draft: (uid: string, documentId: string, fields: Fields, language: string): Promise<Row | null> =>
      documentsOf(strapi, uid).findOne({ documentId, status: 'draft', ...localeOf(language), populate: populateOf(fields) }),

    /** The values of a loaded document. Related documents are not narrowed yet to what a customer may see. */
    present: (fields: Fields, { row }: LoadedDocument): Presented => presentValues(fields, row, { component, describe }),

    /** Files of the Media Library by their ids. */
    async libraryFiles(documentIds: string[]): Promise<RecordFile[]> {
      if (documentIds.length === 0) return [];
      const rows = await table<LibraryFile>(strapi, 'plugin::upload.file').findMany({ where: { documentId: { $in: documentIds } } });
      return rows.map(presentFile);
    },
  };
}

export type DocumentReader = ReturnType<typeof createDocumentReader>;

/** What a record is called, from its excerpt or its document. Pure. */
export const titleOf = ({ titleField }: { titleField: { name: string } | undefined }, values: Record<string, unknown>): string => {
  const value = titleField && values[titleField.name];
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

/** Files by id, each once. */
export const distinctFiles = (files: RecordFile[]): RecordFile[] => [...new Map(files.map((file) => [file.id, file])).values()];
