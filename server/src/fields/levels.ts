import type { PortalField } from '../../../plugin/fields/field';
import type { FieldLevel } from '../../../plugin/vocabulary';
import type { FieldInfo } from './schema';

/** A field with the level that customers meet. Components' fields have levels of their own. */
export type LevelledField = Omit<FieldInfo, 'fields'> & { level: FieldLevel; fields?: LevelledField[] };

/** The level that an editor chose, where the schema still allows it; else the most restrictive one. Pure. */
export const allowedLevel = ({ levels }: Pick<FieldInfo, 'levels'>, chosen: FieldLevel): FieldLevel =>
  levels.includes(chosen) ? chosen : (levels.at(-1) ?? 'hidden');

/** The level that customers meet: what the schema requires cannot be left empty by whoever fills it in. Pure. */
export function levelOf(field: Pick<FieldInfo, 'levels' | 'required'>, chosen: FieldLevel): FieldLevel {
  const level = allowedLevel(field, chosen);
  return level === 'optional' && field.required ? 'mandatory' : level;
}

/** The fields of a component: what can be written is, the rest is shown. */
function levelWithin(fields: FieldInfo[], readOnly: boolean): LevelledField[] {
  return fields.flatMap(({ fields: nested, ...field }) => {
    const level = readOnly || !field.levels.includes('optional') ? 'read-only' : levelOf(field, 'optional');
    if (!field.levels.includes('read-only') && level === 'read-only') return [];
    return [{ ...field, level, ...(nested && { fields: levelWithin(nested, level === 'read-only') }) }];
  });
}

/** The fields that customers see, with their levels; hidden ones are not among them. Pure. */
export const visibleFields = <F extends FieldInfo>(infos: F[], chosen: (field: F) => FieldLevel): (Omit<F, 'fields'> & LevelledField)[] =>
  infos.flatMap((info) => {
    const { fields, ...field } = info;
    const level = levelOf(info, chosen(info));
    if (level === 'hidden') return [];
    return [{ ...field, level, ...(fields && { fields: levelWithin(fields, level === 'read-only') }) }];
  });

/** A field as the portal is told of it: of the schema nothing but what entering and showing a value needs. */
type PresentedField = PortalField & { level: Exclude<FieldLevel, 'hidden'>; fields?: PresentedField[] };

/** A field as the portal's form needs it. `moduleOf` names the module that shows a content type. Pure. */
export function presentField(field: LevelledField, moduleOf?: (uid: string) => string | undefined): PresentedField {
  const { name, label, type, level, options, minLength, maxLength, min, max, pattern, places, unique, multiple, fileKinds, fields } = field;
  const module = field.target && moduleOf?.(field.target);
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
