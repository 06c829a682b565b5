/**
 * Whether values fit their fields, components and lists included: the rules of both sides. What only the
 * server knows (whose file, whose record, what is unique) it checks besides.
 * Pure, without zod: the portal's bundle carries it.
 */
import type { FieldError, FieldErrorCode } from '../contract/errors';
import { isEmptyRichText, isRichText, plainTextOf, RICH_TEXT_MAX } from '../rules/rich-text';
import { isWritableField, type PortalField } from './field';
import { checkScalar, isBlank, type Thoroughness } from './scalar';

/** One wrong field, by its path. */
export interface ValueError extends FieldError {
  code: FieldErrorCode<'value'> | 'unknown-key';
  /** The bound that was missed, for messages in the reader's language. */
  limit?: number;
}

/** Most files, related records and repeated components of one field, whatever its schema says. */
export const MOST_FILES = 20;
export const MOST_RELATED = 50;
export const MOST_REPEATED = 50;

const IS_ID = /^[a-z0-9]{24}$/u;

type Values = Record<string, unknown>;
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

interface Walk extends Thoroughness {
  errors: ValueError[];
}

type Path = ValueError['path'];

function refuse({ errors }: Walk, path: Path, code: ValueError['code'], message: string, limit?: number): null {
  errors.push({ path, code, message, ...(limit !== undefined && { limit }) });
  return null;
}

/** Whether a list has as many entries as its field wants; nothing is no list. */
function counted(walk: Walk, field: PortalField, list: unknown[], most: number, path: Path): boolean {
  const max = Math.min(field.max ?? most, most);
  if (list.length > max) refuse(walk, path, 'too-many', `may have at most ${max} entries`, max);
  else if (walk.complete && list.length === 0 && field.level === 'mandatory') refuse(walk, path, 'required', 'is needed');
  else if (walk.complete && list.length > 0 && field.min !== undefined && list.length < field.min) {
    refuse(walk, path, 'too-few', `needs at least ${field.min} entries`, field.min);
  } else return true;
  return false;
}

function checkIds(walk: Walk, field: PortalField, value: unknown, path: Path): string[] | null {
  const ids = value ?? [];
  const most = field.multiple ? (field.type === 'media' ? MOST_FILES : MOST_RELATED) : 1;
  if (!Array.isArray(ids) || !ids.every((id): id is string => typeof id === 'string' && IS_ID.test(id))) {
    return refuse(walk, path, 'wrong-type', 'must be a list of ids');
  }
  if (new Set(ids).size !== ids.length) return refuse(walk, path, 'twice', 'names something twice');
  counted(walk, field, ids, most, path);
  return ids;
}

function checkRichText(walk: Walk, field: PortalField, value: unknown, path: Path): unknown {
  if (value === null || value === undefined || (isRichText(value) && isEmptyRichText(value))) {
    return walk.complete && field.level === 'mandatory' ? refuse(walk, path, 'required', 'is needed') : null;
  }
  if (!isRichText(value)) return refuse(walk, path, 'not-rich-text', 'is not rich text of paragraphs and lists');
  if (plainTextOf(value).length > RICH_TEXT_MAX) {
    return refuse(walk, path, 'too-long', `may have at most ${RICH_TEXT_MAX} characters`, RICH_TEXT_MAX);
  }
  return value;
}

/** The `id` that a component came with goes back with it: the server finds what else belongs to it. */
function checkComponent(walk: Walk, field: PortalField, value: unknown, path: Path): unknown {
  if (!isObject(value)) return refuse(walk, path, 'wrong-type', 'must be an object');
  const { id, ...values } = value;
  if (id !== undefined && (typeof id !== 'string' || !/^\d{1,15}$/u.test(id)))
    return refuse(walk, [...path, 'id'], 'wrong-type', 'must be an id');
  const checked = checkFields(walk, field.fields ?? [], values, path);
  return id === undefined ? checked : { id, ...checked };
}

function checkRepeated(walk: Walk, field: PortalField, value: unknown, path: Path): unknown {
  const list = value ?? [];
  if (!Array.isArray(list)) return refuse(walk, path, 'wrong-type', 'must be a list');
  if (!counted(walk, field, list, MOST_REPEATED, path)) return list.length > MOST_REPEATED ? null : list;
  return list.map((item, index) => checkComponent(walk, field, item, [...path, index]));
}

function checkField(walk: Walk, field: PortalField, value: unknown, path: Path): unknown {
  switch (field.type) {
    case 'media':
    case 'relation':
      return checkIds(walk, field, value, path);
    case 'blocks':
      return checkRichText(walk, field, value, path);
    case 'component':
      if (field.multiple) return checkRepeated(walk, field, value, path);
      if (!isBlank(value)) return checkComponent(walk, field, value, path);
      return walk.complete && field.level === 'mandatory' ? refuse(walk, path, 'required', 'is needed') : null;
    default: {
      const checked = checkScalar(field, value, walk);
      if ('value' in checked) return checked.value;
      return refuse(walk, path, checked.code, checked.message, checked.limit);
    }
  }
}

/** All fields of an object: what is missing is nothing, what is not known or not writable is refused. */
function checkFields(walk: Walk, fields: readonly PortalField[], values: Values, path: Path, stored?: Values): Values {
  const known = new Map(fields.filter(({ level }) => level !== 'hidden').map((field) => [field.name, field]));
  for (const name of Object.keys(values)) {
    const field = known.get(name);
    if (!field) refuse(walk, [...path, name], 'unknown-key', 'is not known here');
    else if (field.level === 'read-only') refuse(walk, [...path, name], 'read-only', 'cannot be changed here');
  }
  const checked: Values = {};
  for (const field of [...known.values()].filter(isWritableField)) {
    const at = [...path, field.name];
    const wrongBefore = walk.errors.length;
    if (stored && !Object.hasOwn(values, field.name)) {
      if (field.level === 'mandatory' && isBlank(stored[field.name])) refuse(walk, at, 'required', 'is needed');
      continue;
    }
    const value = checkField(walk, field, values[field.name] ?? null, at);
    if (walk.errors.length === wrongBefore) checked[field.name] = value;
  }
  return checked;
}

/** Values as they are to be stored, those that are right, and what is wrong with the others. */
export interface CheckedValues {
  values: Values;
  errors: ValueError[];
}

/**
 * Checks values against all fields of an object. `complete: false` is for drafts, which may lack what a
 * submission needs and hold what is still being typed; what is too large or of a wrong kind is refused all the
 * same. A hidden field answers as one that does not exist.
 */
export function checkValues(fields: readonly PortalField[], values: Values, thoroughness: Thoroughness): CheckedValues {
  const walk: Walk = { ...thoroughness, errors: [] };
  return { values: checkFields(walk, fields, values, []), errors: walk.errors };
}

/** Checks changes over what is stored: it stays where nothing is said of it, and then is only missed where it is empty and mandatory. */
export function checkChanges(
  fields: readonly PortalField[],
  changes: Values,
  stored: Values,
  matches?: Thoroughness['matches'],
): CheckedValues {
  const walk: Walk = { complete: true, ...(matches && { matches }), errors: [] };
  return { values: checkFields(walk, fields, changes, [], stored), errors: walk.errors };
}
