import type { ModuleProblem } from '../../../../plugin/contract/editor/modules';
import { isScalarType, isWritableField } from '../../../../plugin/fields/field';
import { checkScalar } from '../../../../plugin/fields/scalar';
import type { ModuleInput } from '../../../../plugin/settings/module';
import type { FieldLevel } from '../../../../plugin/vocabulary';
import { levelOf, type FieldInfo } from '../../fields';

/** The level that a module's settings give a field; without an entry it is hidden. Pure. */
export const chosenIn =
  (fields: ModuleInput['fields']) =>
  ({ name }: Pick<FieldInfo, 'name'>): FieldLevel =>
    Object.hasOwn(fields, name) ? (fields[name]?.level ?? 'hidden') : 'hidden';

/** Whether a value fits a field that gets it where the customer gives none. */
export function isGoodDefault({ fields: _fields, ...field }: FieldInfo, value: string | number | boolean): boolean {
  return isScalarType(field.type) && 'value' in checkScalar({ ...field, level: 'optional' }, value);
}

/** What the settings and the schema no longer agree on, for the editor to decide. Pure. */
export function problemsOf(infos: FieldInfo[], settings: ModuleInput): ModuleProblem[] {
  const known = new Map(infos.map((info) => [info.name, info]));
  const levelNow = (info: FieldInfo): FieldLevel => levelOf(info, chosenIn(settings.fields)(info));
  const gone = Object.keys(settings.fields).filter((name) => !known.has(name));
  const hasDefault = (info: FieldInfo): boolean => (settings.fields[info.name]?.default ?? info.default ?? null) !== null;
  // A required yes-or-no of Strapi's is satisfied by its own default, and a uid is made from another field.
  const isMissing = (info: FieldInfo): boolean =>
    info.required && !info.made && !hasDefault(info) && !isWritableField({ level: levelNow(info) });
  const problem = (code: ModuleProblem['code'], field: string): ModuleProblem => ({ code, field });
  return [
    ...gone.map((name) => problem('field-gone', name)),
    ...infos.filter((info) => settings.mayCreate && isMissing(info)).map(({ name }) => problem('required-hidden', name)),
    ...settings.columns
      .filter((name) => {
        const info = known.get(name);
        return info !== undefined && levelNow(info) === 'hidden';
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
