/**
 * Whether the values of a whole record fit its fields, components and lists included: the rules of
 * both sides. What only the server knows (whose file, whose record, what is unique) it checks besides.
 * Pure, without zod: the portal's bundle carries it.
 */
import type { FieldError, FieldErrorCode } from '../contract/errors';
import { checkScalar, isBlank, type FieldRule, type Thoroughness } from './field-value';
import { isEmptyRichText, isRichText, plainTextOf, RICH_TEXT_MAX } from './rich-text';

/** A field of a record; components have fields of their own. */
export interface RecordRule extends FieldRule {
  /** Media, relations and components: whether there may be several; `min` and `max` then count them. */
  multiple?: boolean;
  fields?: RecordRule[];
}

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

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

interface Walk extends Thoroughness {
  errors: ValueError[];
}

type Path = ValueError['path'];

function refuse({ errors }: Walk, path: Path, code: ValueError['code'], message: string, limit?: number): null {
  errors.push({ path, code, message, ...(limit !== undefined && { limit }) });
  return null;
}

/** Whether a list has as many entries as its field wants; nothing is no list. */
function counted(walk: Walk, field: RecordRule, list: unknown[], most: number, path: Path): boolean {
  const max = Math.min(field.max ?? most, most);
  if (list.length > max) refuse(walk, path, 'too-many', `may have at most ${max} entries`, max);
  else if (walk.complete && list.length === 0 && field.level === 'mandatory') refuse(walk, path, 'required', 'is needed');
  else if (walk.complete && list.length > 0 && field.min !== undefined && list.length < field.min) {
    refuse(walk, path, 'too-few', `needs at least ${field.min} entries`, field.min);
  } else return true;
  return false;
}

function checkIds(walk: Walk, field: RecordRule, value: unknown, path: Path): string[] | null {
  const ids = value ?? [];
  const most = field.multiple ? (field.type === 'media' ? MOST_FILES : MOST_RELATED) : 1;
  if (!Array.isArray(ids) || !ids.every((id): id is string => typeof id === 'string' && IS_ID.test(id))) {
    return refuse(walk, path, 'wrong-type', 'must be a list of ids');
  }
  if (new Set(ids).size !== ids.length) return refuse(walk, path, 'twice', 'names something twice');
  counted(walk, field, ids, most, path);
  return ids;
}

function checkRichText(walk: Walk, field: RecordRule, value: unknown, path: Path): unknown {
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
function checkComponent(walk: Walk, field: RecordRule, value: unknown, path: Path): unknown {
  if (!isObject(value)) return refuse(walk, path, 'wrong-type', 'must be an object');
  const { id, ...values } = value;
  if (id !== undefined && (typeof id !== 'string' || !/^\d{1,15}$/u.test(id)))
    return refuse(walk, [...path, 'id'], 'wrong-type', 'must be an id');
  const checked = checkFields(walk, field.fields ?? [], values, path);
  return id === undefined ? checked : { id, ...checked };
}

function checkRepeated(walk: Walk, field: RecordRule, value: unknown, path: Path): unknown {
  const list = value ?? [];
  if (!Array.isArray(list)) return refuse(walk, path, 'wrong-type', 'must be a list');
  if (!counted(walk, field, list, MOST_REPEATED, path)) return list.length > MOST_REPEATED ? null : list;
  return list.map((item, index) => checkComponent(walk, field, item, [...path, index]));
}

function checkField(walk: Walk, field: RecordRule, value: unknown, path: Path): unknown {
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
function checkFields(walk: Walk, fields: RecordRule[], values: Record<string, unknown>, path: Path): Record<string, unknown> {
  const known = new Map(fields.filter(({ level }) => level !== 'hidden').map((field) => [field.name, field]));
  for (const name of Object.keys(values)) {
    const field = known.get(name);
    if (!field) refuse(walk, [...path, name], 'unknown-key', 'is not known here');
    else if (field.level === 'read-only') refuse(walk, [...path, name], 'read-only', 'cannot be changed here');
  }
  const writable = [...known.values()].filter(({ level }) => level !== 'read-only');
  return Object.fromEntries(
    writable.map((field) => [field.name, checkField(walk, field, values[field.name] ?? null, [...path, field.name])]),
  );
}

/**
 * Checks a record's values. `complete: false` is for drafts, which may lack what a submission needs
 * and hold what is still being typed; what is too large or of a wrong kind is refused all the same.
 * A hidden field answers as one that does not exist.
 */
export function checkRecord(
  fields: RecordRule[],
  values: Record<string, unknown>,
  thoroughness: Thoroughness,
): { values: Record<string, unknown>; errors: ValueError[] } {
  const walk: Walk = { ...thoroughness, errors: [] };
  return { values: checkFields(walk, fields, values, []), errors: walk.errors };
}
