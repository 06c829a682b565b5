/**
 * Between a record's values and what stands in its form: text as it is typed, lists of ids, rich
 * text, and groups for components. Pure.
 */
import type { RecordValues } from '../../../../plugin/contract/customer/modules';
import { isScalarType, type PortalField, type ScalarField } from '../../../../plugin/fields/field';
import type { RichText } from '../../../../plugin/rules/rich-text';
import { fromDraft, isUnreadable, toDraft } from '../../fields/values';
import type { Problem } from '../../forms/problems';
import { simplify } from '../../../../rich-text/simplify';

/** A component's fields in the form. `key` names it for as long as the form is there, `id` on the server. */
export interface Group {
  key: string;
  id?: string;
  values: FormValues;
}

export type FormValue = string | readonly string[] | RichText | Group | readonly Group[] | null;
export type FormValues = Readonly<Record<string, FormValue>>;

/** The way to a value: names of fields, and places in repeated components. */
export type Path = readonly (string | number)[];

/** How a path is named in problems and control ids. */
export const pathKey = (path: Path): string => path.join('.');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isGroup = (value: unknown): value is Group => isObject(value) && typeof value.key === 'string' && isObject(value.values);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textIn = (value: FormValue | undefined): string => (typeof value === 'string' ? value : '');

export const idsIn = (value: FormValue | undefined): readonly string[] =>
  listOf(value).filter((one): one is string => typeof one === 'string');

export const groupsIn = (value: FormValue | undefined): readonly Group[] => listOf(value).filter(isGroup);

export const groupIn = (value: FormValue | undefined): Group | null => (isGroup(value) ? value : null);

/** What the form lets change. Some types are shown only, whatever their level. */
export const isWritable = ({ level, type }: Pick<PortalField, 'level' | 'type'>): boolean =>
  level !== 'read-only' && type !== 'json' && type !== 'dynamic-zone';

export const isScalarField = (field: PortalField): field is ScalarField => isScalarType(field.type);

const newKey = (): string => crypto.randomUUID();

/** An empty component, with what its fields start with. */
export const newGroup = (field: PortalField, locale: string): Group => ({
  key: newKey(),
  values: blankForm(field.fields ?? [], locale),
});

function blankValue(field: PortalField, locale: string): FormValue {
  if (isScalarField(field)) return scalarDraft(field, field.default ?? null, locale);
  if (field.type === 'blocks') return null;
  if (field.type !== 'component') return [];
  if (!field.multiple) return field.level === 'mandatory' ? newGroup(field, locale) : null;
  return field.level === 'mandatory' ? Array.from({ length: Math.max(1, field.min ?? 1) }, () => newGroup(field, locale)) : [];
}

/** What a new record's form starts with. */
export const blankForm = (fields: readonly PortalField[], locale: string): FormValues =>
  Object.fromEntries(fields.filter(isWritable).map((field) => [field.name, blankValue(field, locale)]));

function scalarDraft({ type }: ScalarField, value: unknown, locale: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  return toDraft(type, value, locale);
}

const groupOf = (field: PortalField, value: Record<string, unknown>, locale: string): Group => ({
  key: newKey(),
  ...(typeof value.id === 'string' && { id: value.id }),
  values: toForm(field.fields ?? [], value, locale),
});

function formValue(field: PortalField, value: unknown, locale: string): FormValue {
  if (isScalarField(field)) return scalarDraft(field, value, locale);
  switch (field.type) {
    case 'blocks':
      return Array.isArray(value) ? simplify(value) : null;
    case 'component':
      if (field.multiple) return Array.isArray(value) ? value.filter(isObject).map((one) => groupOf(field, one, locale)) : [];
      if (isObject(value)) return groupOf(field, value, locale);
      return field.level === 'mandatory' ? newGroup(field, locale) : null;
    default:
      return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  }
}

/** A record's values as its form shows them. */
export const toForm = (fields: readonly PortalField[], values: RecordValues, locale: string): FormValues =>
  Object.fromEntries(fields.filter(isWritable).map((field) => [field.name, formValue(field, values[field.name], locale)]));

/** Values for the server, and what was typed that cannot be read as its field's type. */
export interface FormContent {
  values: RecordValues;
  problems: Problem[];
}

function scalarOf(field: ScalarField, draft: string, path: Path, locale: string, problems: Problem[]): unknown {
  const value = fromDraft(field.type, draft, locale);
  if (!isUnreadable(value)) return value;
  problems.push({ field: pathKey(path), message: value.unreadable });
  return null;
}

function contentOf(fields: readonly PortalField[], form: FormValues, path: Path, locale: string, problems: Problem[]): RecordValues {
  const values: RecordValues = {};
  const group = (field: PortalField, { id, values: inner }: Group, at: Path): RecordValues => ({
    ...(id !== undefined && { id }),
    ...contentOf(field.fields ?? [], inner, at, locale, problems),
  });
  for (const field of fields.filter(isWritable)) {
    const at = [...path, field.name];
    const value = form[field.name];
    if (isScalarField(field)) values[field.name] = scalarOf(field, textIn(value), at, locale, problems);
    else if (field.type === 'blocks') values[field.name] = value ?? null;
    else if (field.type !== 'component') values[field.name] = idsIn(value);
    else if (field.multiple) values[field.name] = groupsIn(value).map((one, index) => group(field, one, [...at, index]));
    else {
      const one = groupIn(value);
      values[field.name] = one && group(field, one, at);
    }
  }
  return values;
}

/** What the form holds, as the server takes it: writable fields and nothing else. */
export function fromForm(fields: readonly PortalField[], form: FormValues, locale: string): FormContent {
  const problems: Problem[] = [];
  const values = contentOf(fields, form, [], locale, problems);
  return { values, problems };
}

/** The form with the value at a path replaced; everything beside the path stays the same object. */
export function changeAt(form: FormValues, path: Path, change: (before: FormValue) => FormValue): FormValues {
  const [name, ...rest] = path;
  if (typeof name !== 'string') return form;
  const value = form[name] ?? null;
  const [index, ...deeper] = rest;
  if (index === undefined) return { ...form, [name]: change(value) };
  if (typeof index === 'number') {
    if (deeper.length === 0) return form;
    const groups = groupsIn(value).map((one, place) => (place === index ? { ...one, values: changeAt(one.values, deeper, change) } : one));
    return { ...form, [name]: groups };
  }
  return isGroup(value) ? { ...form, [name]: { ...value, values: changeAt(value.values, rest, change) } } : form;
}

/** Whether a value kept earlier has the shape that its field's control takes: schemas change. */
function isShaped(field: PortalField, value: FormValue): boolean {
  if (isScalarField(field)) return typeof value === 'string';
  if (field.type === 'blocks') return value === null || Array.isArray(value);
  if (field.type === 'component' && !field.multiple) return value === null || isGroup(value);
  if (!Array.isArray(value)) return false;
  return field.type === 'component' ? value.every(isGroup) : value.every((one) => typeof one === 'string');
}

/** What was kept earlier, fitted to the fields as they are now; `base` for what does not fit. */
export function fit(fields: readonly PortalField[], kept: FormValues, base: FormValues, locale: string): FormValues {
  const inner = (field: PortalField, group: Group): Group => ({
    ...group,
    values: fit(field.fields ?? [], group.values, blankForm(field.fields ?? [], locale), locale),
  });
  return Object.fromEntries(
    fields.filter(isWritable).map((field) => {
      const value = kept[field.name];
      if (value === undefined || !isShaped(field, value)) return [field.name, base[field.name] ?? blankValue(field, locale)];
      if (field.type === 'blocks') return [field.name, Array.isArray(value) ? simplify(value) : null];
      if (field.type !== 'component' || value === null) return [field.name, value];
      return [field.name, isGroup(value) ? inner(field, value) : groupsIn(value).map((one) => inner(field, one))];
    }),
  );
}
