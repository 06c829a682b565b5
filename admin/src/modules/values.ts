import type { EditorModule, SettableRecordField } from '../../../plugin/contract/editor/modules';
import type { ModuleField, ModuleInput } from '../../../plugin/settings/module';
import { defaultsOf, FORMS, valuesIn } from '../../../plugin/preferences/forms';
import { canonicalEmail } from '../../../plugin/rules/email';
import type { FieldLevel } from '../../../plugin/vocabulary';
import type { Value } from '../components/merge';
import type { Translate } from '../messages';
import { checkForm } from '../settings/forms';

/** What a field gets where the customer does not fill it in. */
export type Default = string | number | boolean | null;

/**
 * The form of a module. A form has flat names: the level of a field stands under `level/name` (null:
 * it leaves the settings), what it gets by itself under `default/name`.
 */
export type ModuleValues = Omit<ModuleInput, 'fields'> & Record<string, Value>;

/** A module as it is stored, or what a new one begins with, with the fields that the content type has now. */
export interface ModuleView {
  contentType: string;
  typeName: string;
  input: ModuleInput;
  /** Empty where the content type is gone. */
  fields: SettableRecordField[];
  module?: EditorModule;
}

/** Columns that a new module starts with; more make its list hard to read on a small screen. */
const FIRST_COLUMNS = 3;

export const levelKey = (name: string): string => `level/${name}`;
export const defaultKey = (name: string): string => `default/${name}`;

/** Whether customers fill a field in. */
export const isFilledIn = (level: Value | undefined): boolean => level === 'optional' || level === 'mandatory';

/** A text first, since the first column names a record; then the fields in the order of the content type. */
function firstColumns(fields: SettableRecordField[]): string[] {
  const shown = fields.filter(({ listable, suggested, type }) => listable && suggested !== 'hidden' && type !== 'multiline');
  const title = shown.find(({ type }) => type === 'text');
  return [...(title ? [title] : []), ...shown.filter((field) => field !== title)].slice(0, FIRST_COLUMNS).map(({ name }) => name);
}

/** What a new module begins with: open to work in, and nothing is published without an editor. */
export function startOf(name: string, fields: SettableRecordField[]): ModuleInput {
  return {
    ...defaultsOf(FORMS.module),
    name: name.slice(0, FORMS.module.name.max),
    columns: firstColumns(fields),
    fields: Object.fromEntries(fields.map((field): [string, ModuleField] => [field.name, { level: field.suggested, default: null }])),
  };
}

/** What of a stored module is saved. */
export const inputIn = (module: EditorModule): ModuleInput => ({ ...valuesIn(FORMS.module, module), fields: module.fields });

/** Names in the settings that the content type does not have any more. */
export const goneFields = ({ input, fields }: ModuleView): string[] =>
  Object.keys(input.fields).filter((name) => !fields.some((field) => field.name === name));

/** What an editor can choose: what the content type requires cannot be left empty, so it is never optional. */
export const choicesFor = ({ levels, required }: Pick<SettableRecordField, 'levels' | 'required'>): FieldLevel[] =>
  required && levels.includes('mandatory') ? levels.filter((level) => level !== 'optional') : levels;

/** The level that a field has in the settings; without an entry, or with one that became impossible, it is hidden. */
function levelIn({ fields }: ModuleInput, field: SettableRecordField): FieldLevel {
  const level = Object.hasOwn(fields, field.name) ? fields[field.name]?.level : undefined;
  if (!level || !field.levels.includes(level)) return 'hidden';
  return choicesFor(field).includes(level) ? level : 'mandatory';
}

export function valuesOf(view: ModuleView): ModuleValues {
  const { fields: levels, ...others } = view.input;
  return {
    ...others,
    ...Object.fromEntries(view.fields.map((field) => [levelKey(field.name), levelIn(view.input, field)])),
    ...Object.fromEntries(goneFields(view).map((name) => [levelKey(name), levels[name]?.level ?? 'hidden'])),
    ...Object.fromEntries(Object.entries(levels).map(([name, field]) => [defaultKey(name), field.default])),
  };
}

/** Nothing is null, whatever the input made of it. */
const tidy = (value: Value | undefined): Default => {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

/** What is saved of one field: a default only where the customer does not fill the field in. */
function fieldOf(values: ModuleValues, name: string, defaultable: boolean): [string, ModuleField][] {
  const level = values[levelKey(name)] as FieldLevel | null | undefined;
  if (!level) return [];
  return [[name, { level, default: defaultable && !isFilledIn(level) ? tidy(values[defaultKey(name)]) : null }]];
}

export function inputOf(values: ModuleValues, view: ModuleView): ModuleInput {
  return {
    ...valuesIn(FORMS.module, values),
    fields: Object.fromEntries([
      ...view.fields.flatMap((field) => fieldOf(values, field.name, field.defaultable)),
      // What is known of a field that is gone is kept as it is: it may come back.
      ...goneFields(view).flatMap((gone) => fieldOf(values, gone, true)),
    ]),
  };
}

/** A first look at what is typed; the server has the last word. */
export function validate(t: Translate, values: ModuleValues): Map<string, string> {
  const { max } = FORMS.module.notify;
  const errors = checkForm(t, 'module', values);
  const wrong = values.notify.find((address) => canonicalEmail(address) === null);
  if (wrong !== undefined) errors.set('notify', t('modules.notify.invalid', { address: wrong }));
  else if (values.notify.length > max) errors.set('notify', t('modules.notify.too-many', { max }));
  return errors;
}
