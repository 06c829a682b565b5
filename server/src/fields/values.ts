/**
 * Between a team's document and the values that the portal uses: `presentValues` reads the one into
 * the other, field by field as listed, so that what is not listed never leaves. Pure.
 */
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import type { LevelledField } from './levels';
import { isWritableField } from '../../../plugin/fields/field';
import type { ScalarValue } from '../../../plugin/fields/scalar';
import type { FieldInfo } from './schema';

type Field = FieldInfo | LevelledField;
type Populate = Record<string, unknown>;

/** A file as the Media Library keeps it. */
export interface LibraryFile {
  documentId: string;
  name: string;
  mime: string;
  /** Kilobytes, as the Media Library counts. */
  size: number;
  url: string;
}

/** What the Document Service must load for these fields. */
export function populateOf(fields: readonly Field[]): Populate {
  const populate: Populate = {};
  for (const field of fields) {
    if (field.type === 'media') populate[field.name] = true;
    else if (field.type === 'relation') populate[field.name] = { fields: ['documentId'] };
    else if (field.type === 'component') populate[field.name] = { populate: populateOf(field.fields ?? []) };
    else if (field.type === 'dynamic-zone')
      populate[field.name] = { on: Object.fromEntries((field.components ?? []).map((uid) => [uid, { populate: '*' }])) };
  }
  return populate;
}

const listOf = (value: unknown): Record<string, unknown>[] =>
  [value].flat().filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);

/** What a document's fields hold besides their values. */
export interface Presented {
  values: Record<string, unknown>;
  /** Files of the Media Library that the values name. */
  files: RecordFile[];
}

export const presentFile = ({ documentId, name, mime, size, url }: LibraryFile): RecordFile => ({
  id: documentId,
  name,
  mime,
  size: Math.round(size * 1024),
  url,
});

/** The fields of a component of a dynamic zone. */
export type ComponentInfo = (uid: string) => { label: string; fields: FieldInfo[] } | undefined;

interface Context {
  files: RecordFile[];
  component: ComponentInfo;
  /** How fields of a dynamic zone are described to the portal. */
  describe: (field: FieldInfo) => unknown;
}

function presentZone(value: unknown, context: Context): unknown[] {
  return listOf(value).flatMap((part) => {
    const info = context.component(String(part.__component));
    if (!info) return [];
    const fields = info.fields.filter(({ levels, type }) => levels.includes('read-only') && type !== 'component' && type !== 'relation');
    return [{ label: info.label, fields: fields.map(context.describe), values: presentFields(fields, part, context) }];
  });
}

function presentValue(field: Field, value: unknown, context: Context): unknown {
  switch (field.type) {
    case 'media': {
      const files = listOf(value).map((file) => presentFile(file as unknown as LibraryFile));
      context.files.push(...files);
      return files.map(({ id }) => id);
    }
    case 'relation':
      return listOf(value).map(({ documentId }) => documentId);
    case 'component': {
      const parts = listOf(value).map((part) => ({ id: String(part.id as number), ...presentFields(field.fields ?? [], part, context) }));
      return field.multiple ? parts : (parts[0] ?? null);
    }
    case 'dynamic-zone':
      return presentZone(value, context);
    case 'blocks':
    case 'json':
      return value ?? null;
    default:
      return presentScalar(field, value);
  }
}

/** A stored value as JSON: instants as ISO 8601 UTC, numbers of 64 bits as digits, times as hours and minutes. */
export function presentScalar({ type }: Pick<Field, 'type'>, value: unknown): ScalarValue {
  if (value === null || value === undefined) return null;
  if (type === 'date' && value instanceof Date) return value.toISOString().slice(0, 10);
  if (type === 'datetime') return new Date(value as string | Date).toISOString();
  if (type === 'integer' || type === 'decimal') return Number(value);
  if (type === 'boolean') return Boolean(value);
  if (type === 'biginteger' && typeof value === 'number') return value.toFixed(0);
  return typeof value === 'string' ? (type === 'time' ? value.slice(0, 5) : value) : JSON.stringify(value);
}

const presentFields = (fields: readonly Field[], row: Record<string, unknown>, context: Context): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field.name, presentValue(field, row[field.name], context)]));

/** The values of a loaded document for these fields, and the files that they name. */
export function presentValues(
  fields: readonly Field[],
  row: Record<string, unknown>,
  { component, describe }: Pick<Context, 'component' | 'describe'>,
): Presented {
  const context: Context = { files: [], component, describe };
  const values = presentFields(fields, row, context);
  return { values, files: context.files };
}

/** Whether a stored value is of the kind that its field holds now: the content type may have changed since. */
export function isOfType({ type }: Pick<Field, 'type'>, value: unknown): boolean {
  switch (type) {
    case 'integer':
    case 'decimal':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/u.test(value);
    case 'time':
      return typeof value === 'string' && /^\d\d:\d\d/u.test(value);
    case 'datetime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'biginteger':
      return typeof value === 'string' && /^-?\d+$/u.test(value);
    case 'blocks':
      return Array.isArray(value);
    case 'json':
      return true;
    default:
      return typeof value === 'string';
  }
}

const emptyOf = ({ type, multiple }: Field): unknown => (multiple || type === 'media' || type === 'relation' ? [] : null);

/**
 * The values of an unpublished version over those of the published one, as the portal shows them. What
 * the version says nothing of is as published: fields that are only read, and those that could not be
 * written when it was saved, in components too, which are told apart by their ids.
 */
export function presentWorking(
  fields: readonly LevelledField[],
  shown: Record<string, unknown>,
  working: Record<string, unknown>,
): Record<string, unknown> {
  const valueOf = (field: LevelledField): unknown => {
    const { name, type, multiple } = field;
    const before = shown[name] ?? emptyOf(field);
    if (!isWritableField(field) || !Object.hasOwn(working, name)) return before;
    const value = working[name] ?? null;
    if (type === 'component') {
      const parts = listOf(value).map((part) => {
        const same = listOf(before).find(({ id }) => id !== undefined && id === part.id);
        return { ...(part.id !== undefined && { id: part.id }), ...presentWorking(field.fields ?? [], same ?? {}, part) };
      });
      return multiple ? parts : (parts[0] ?? null);
    }
    if (type === 'media' || type === 'relation') return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
    // The content type may have changed since.
    if (value === null || !isOfType(field, value)) return null;
    return type === 'time' ? (value as string).slice(0, 5) : value;
  };
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field)]));
}

/** Calls back for every id that a field of a type holds, components' fields included: path without indexes, ids. */
export function eachIdList(
  fields: readonly Field[],
  values: Record<string, unknown>,
  type: 'media' | 'relation',
  visit: (path: string, field: Field, ids: string[]) => void,
  above = '',
): void {
  for (const field of fields) {
    const path = `${above}${field.name}`;
    const value = values[field.name];
    if (field.type === type) visit(path, field, Array.isArray(value) ? (value as string[]) : []);
    else if (field.type === 'component') {
      for (const part of listOf(value)) eachIdList(field.fields ?? [], part, type, visit, `${path}.`);
    }
  }
}

/** The ids of a type in all fields. */
export function idsIn(fields: readonly Field[], values: Record<string, unknown>, type: 'media' | 'relation'): string[] {
  const found = new Set<string>();
  eachIdList(fields, values, type, (_path, _field, ids) => {
    for (const id of ids) found.add(id);
  });
  return [...found];
}

/** The field that a dotted path without indexes names. */
export function fieldAt<F extends Field>(fields: readonly F[], path: string): F | undefined {
  const [name, ...rest] = path.split('.');
  const field = fields.find((one) => one.name === name);
  if (!field || rest.length === 0) return field;
  return field.type === 'component' ? (fieldAt(field.fields ?? [], rest.join('.')) as F | undefined) : undefined;
}

/** A copy with every list of a type's ids narrowed to those that pass. */
export function narrowIds(
  fields: readonly Field[],
  values: Record<string, unknown>,
  type: 'media' | 'relation',
  keep: (id: string, field: Field) => boolean,
): Record<string, unknown> {
  const copy = { ...values };
  for (const field of fields.filter(({ name }) => Object.hasOwn(values, name))) {
    const value = values[field.name];
    if (field.type === type) copy[field.name] = Array.isArray(value) ? (value as string[]).filter((id) => keep(id, field)) : [];
    else if (field.type === 'component' && value !== null && value !== undefined) {
      const within = (part: Record<string, unknown>) => narrowIds(field.fields ?? [], part, type, keep);
      copy[field.name] = Array.isArray(value) ? listOf(value).map(within) : within(value as Record<string, unknown>);
    }
  }
  return copy;
}
