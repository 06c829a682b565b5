import type { ModuleColumn, RecordField } from '../../../../plugin/contract/customer/modules';
import type { ModuleProblem } from '../../../../plugin/contract/editor/modules';
import { checkScalar } from '../../../../plugin/rules/field-value';
import type { RecordRule } from '../../../../plugin/rules/record-values';
import type { ModuleInput } from '../../../../plugin/settings/module';
import type { FieldLevel } from '../../../../plugin/vocabulary';
import { isDefaultable, isListable, isSortable, type RecordFieldInfo } from './describe';

/** A field with the level that customers meet. Components' fields have levels of their own. */
export type LevelledField = Omit<RecordFieldInfo, 'fields'> & { level: FieldLevel; fields?: LevelledField[] };

/** What the schema requires cannot be left empty by whoever fills it in. */
const strict = (level: FieldLevel, required: boolean): FieldLevel => (level === 'optional' && required ? 'mandatory' : level);

/** The fields of a component: what can be written is, the rest is shown. */
function levelWithin(fields: RecordFieldInfo[], readOnly: boolean): LevelledField[] {
  return fields.flatMap(({ fields: nested, ...field }) => {
    const level = readOnly || !field.levels.includes('optional') ? 'read-only' : strict('optional', field.required);
    if (!field.levels.includes('read-only') && level === 'read-only') return [];
    return [{ ...field, level, ...(nested && { fields: levelWithin(nested, level === 'read-only') }) }];
  });
}

/**
 * The level of a field: what the editor chose, where the schema still allows it; else the most
 * restrictive one. A field without a choice is hidden. Pure.
 */
export function levelOf(field: Pick<RecordFieldInfo, 'name' | 'levels' | 'required'>, fields: ModuleInput['fields']): FieldLevel {
  const wanted = Object.hasOwn(fields, field.name) ? (fields[field.name]?.level ?? 'hidden') : 'hidden';
  const allowed = field.levels.includes(wanted) ? wanted : (field.levels.at(-1) ?? 'hidden');
  return strict(allowed, field.required);
}

/** The fields that customers see, with their levels; hidden ones are not among them. Pure. */
export const visibleFields = (infos: RecordFieldInfo[], settings: ModuleInput['fields']): LevelledField[] =>
  infos.flatMap(({ fields, ...field }) => {
    const level = levelOf(field, settings);
    if (level === 'hidden') return [];
    return [{ ...field, level, ...(fields && { fields: levelWithin(fields, level === 'read-only') }) }];
  });

export const isWritableField = ({ level }: Pick<LevelledField, 'level'>): boolean => level === 'optional' || level === 'mandatory';

/** A field as the rules of values know it. */
export const ruleOf = ({ fields, ...field }: LevelledField): RecordRule => ({ ...field, ...(fields && { fields: fields.map(ruleOf) }) });

/** A field as the portal's form needs it. `moduleOf` names the module that shows a content type. Pure. */
export function presentField(field: LevelledField, moduleOf: (uid: string) => string | undefined): RecordField {
  const { name, label, type, level, options, minLength, maxLength, min, max, pattern, places, unique, multiple, fileKinds, fields } = field;
  const module = field.target && moduleOf(field.target);
  return {
    name,
    label,
    type,
    level: level === 'hidden' ? 'read-only' : level,
    ...(options && { options }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && Number.isFinite(maxLength) && { maxLength }),
    ...(min !== undefined && Number.isFinite(min) && { min }),
    ...(max !== undefined && Number.isFinite(max) && { max }),
    ...(pattern !== undefined && { pattern }),
    ...(places !== undefined && { places }),
    ...(unique && { unique }),
    ...(multiple && { multiple }),
    ...(fileKinds && { fileKinds }),
    ...(module && { module }),
    ...(field.default !== undefined && { default: field.default }),
    ...(fields && { fields: fields.map((one) => presentField(one, moduleOf)) }),
  };
}

/** The columns of the list: those that an editor chose and that customers see. Pure. */
export const columnsOf = (fields: LevelledField[], chosen: string[]): LevelledField[] =>
  chosen.flatMap((name) => fields.filter((field) => field.name === name && isListable(field)));

export const presentColumn = ({ name, label, type, ...field }: LevelledField): ModuleColumn => ({
  name,
  label,
  type,
  sortable: isSortable({ type, ...field }),
});

/** The field that names a record: the first column of text, else the first visible text. Pure. */
export function titleFieldOf(fields: LevelledField[], columns: LevelledField[]): LevelledField | undefined {
  const names = ({ type }: LevelledField): boolean => ['text', 'multiline', 'email', 'enumeration', 'integer', 'date'].includes(type);
  return columns.find(names) ?? fields.find(({ type }) => type === 'text') ?? fields.find(names);
}

/** Whether a default fits its field. */
export function isGoodDefault(info: RecordFieldInfo, value: string | number | boolean): boolean {
  if (!isDefaultable(info)) return false;
  const { fields: _fields, ...field } = info;
  return 'value' in checkScalar({ ...field, level: 'optional' }, value);
}

/** What the settings and the schema no longer agree on, for the editor to decide. Pure. */
export function problemsOf(infos: RecordFieldInfo[], settings: ModuleInput): ModuleProblem[] {
  const known = new Map(infos.map((info) => [info.name, info]));
  const gone = Object.keys(settings.fields).filter((name) => !known.has(name));
  const filledIn = (info: RecordFieldInfo): boolean => ['optional', 'mandatory'].includes(levelOf(info, settings.fields));
  const hasDefault = (info: RecordFieldInfo): boolean => (settings.fields[info.name]?.default ?? info.default ?? null) !== null;
  const problem = (code: ModuleProblem['code'], field: string): ModuleProblem => ({ code, field });
  return [
    ...gone.map((name) => problem('field-gone', name)),
    // A required yes-or-no of Strapi's is satisfied by its own default, and a uid is made from another field.
    ...infos
      .filter(
        (info) =>
          settings.mayCreate &&
          info.required &&
          !filledIn(info) &&
          !hasDefault(info) &&
          !(info.type === 'text' && info.unique && !info.levels.includes('optional')),
      )
      .map(({ name }) => problem('required-hidden', name)),
    ...settings.columns
      .filter((name) => {
        const info = known.get(name);
        return info !== undefined && levelOf(info, settings.fields) === 'hidden';
      })
      .map((name) => problem('column-hidden', name)),
    ...infos
      .filter((info) => {
        const value = settings.fields[info.name]?.default ?? null;
        return value !== null && !isGoodDefault(info, value);
      })
      .map(({ name }) => problem('default-wrong', name)),
  ];
}
