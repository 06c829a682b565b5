import type { Table } from '../../platform/strapi';
import type { RecordRow } from './record-row';

const within = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(within);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => (name === 'id' ? [] : [[name, within(part)]])));
};

/** A copy of values whose components have no ids: each counts as a new one. Pure. */
const withoutPartIds = (values: Record<string, unknown>): Record<string, unknown> => within(values) as Record<string, unknown>;

/**
 * An unpublished version names components of the document by their numbers, since components have no
 * document ids. Strapi's import and transfer number them anew, and the old ones are then any others',
 * whose hidden fields the customer's parts would take over. They number the record anew as well: so the
 * version is kept with its record's number, and read without the components' where that has changed.
 */
export function numbered(rows: Table<RecordRow>): Table<RecordRow> {
  const own = <R extends RecordRow | null>(row: R): R =>
    row?.working && row.workingRow !== row.id ? { ...row, working: withoutPartIds(row.working) } : row;
  return {
    ...rows,
    findOne: async (parameters) => own(await rows.findOne(parameters)),
    findMany: async (parameters) => (await rows.findMany(parameters)).map(own),
    updateMany: ({ where, data }) => rows.updateMany({ where, data: data.working ? { ...data, workingRow: where.id } : data }),
  };
}
