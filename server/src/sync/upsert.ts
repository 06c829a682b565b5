import { isDeepStrictEqual } from 'node:util';
import { documentsOf } from '../platform/documents';
import { createDocument, schemaOf, table, type Row, type Strapi } from '../platform/strapi';
import { hold } from '../platform/hold';
import { refuseRow, type Outcome } from './report';

type Data = Record<string, unknown>;

/** Kinds of attribute that hold one value and no row of another type. */
const PLAIN = new Set([
  'string',
  'text',
  'richtext',
  'email',
  'integer',
  'biginteger',
  'decimal',
  'float',
  'boolean',
  'date',
  'time',
  'datetime',
  'timestamp',
  'enumeration',
  'uid',
  'json',
]);

/**
 * Values for attributes that a project added to one of our content types.
 * @param own names that the plugin declares
 * @throws RowRefused for one that is not there, or is more than a value
 */
export function addedValues(strapi: Strapi, uid: string, own: ReadonlySet<string>, given: Data = {}): Data {
  const { attributes } = schemaOf(strapi, uid);
  for (const name of Object.keys(given)) {
    const type = !own.has(name) && Object.hasOwn(attributes, name) ? attributes[name]?.type : undefined;
    if (type === undefined || !PLAIN.has(type)) refuseRow(['attributes', name], 'unknown-key', 'is no attribute that the project added');
  }
  return given;
}

/** A value as it is compared: digits of a 64-bit number or a decimal are that number, an instant is its text. */
const comparable = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString();
  if (value === undefined || value === '' || value === null) return null;
  // A related row is its number.
  if (typeof value === 'object' && 'id' in value) return String(value.id);
  return typeof value === 'number' ? String(value) : value;
};

/** Which of these values differ from the row's. */
export const changesOf = (row: Row, data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([name, value]) => !isDeepStrictEqual(comparable(row[name]), comparable(value))));

/**
 * Holds the row of this external id, or that `column` finds, until the transaction ends. Before anything is read in it:
 * MySQL goes on showing the state of the first reading.
 */
export async function holdRow(strapi: Strapi, uid: string, externalId: string, column?: [name: string, value: string | null | undefined]) {
  await hold(strapi, uid, { external_id: externalId });
  if (column?.[1]) await hold(strapi, uid, { [column[0]]: column[1] });
}

/**
 * Writes a row of a content type through the Document Service, so that the rules and lifecycles of plugin and project
 * apply: changes the one of its id, or that `find` finds, where something differs, else makes one. `relations` are given by
 * row numbers. In the caller's transaction, which holds the row before it reads anything (`holdRow`).
 */
export async function upsert(
  strapi: Strapi,
  uid: string,
  data: Data & { externalId: string },
  { find, required, relations = [] }: { find?: () => Promise<Row | null>; required: readonly string[]; relations?: readonly string[] },
): Promise<Outcome & { row: Row }> {
  const row =
    (await table(strapi, uid).findOne({ where: { externalId: data.externalId }, populate: [...relations] })) ?? (await find?.()) ?? null;
  if (!row) {
    for (const name of required) if (data[name] === undefined) refuseRow([name], 'required', 'is needed of a new row');
    const made = await createDocument(strapi, uid, data);
    return { result: 'created', id: made.documentId, row: made };
  }
  const changes = changesOf(row, data);
  if (Object.keys(changes).length === 0) return { result: 'unchanged', id: row.documentId, row };
  await documentsOf(strapi, uid).update({ documentId: row.documentId, data: changes });
  return { result: 'updated', id: row.documentId, row };
}
