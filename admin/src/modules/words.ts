import type { SettableRecordField } from '../../../plugin/contract/editor/modules';
import type { FieldLevel } from '../../../plugin/vocabulary';
import type { Value } from '../components/merge';
import type { Translate } from '../messages';
import { plainWords, settingWords } from '../settings/forms';
import type { ModuleView } from './values';

/** What a field is called; the plain name where the content type does not have it any more. */
export const fieldLabel = (fields: Pick<SettableRecordField, 'name' | 'label'>[], name: string): string =>
  fields.find((field) => field.name === name)?.label ?? name;

/** A value in words, for the notice after two editors saved at once. */
export function describe(t: Translate, name: string, value: Value | undefined, { fields }: ModuleView): { label: string; value: string } {
  const [kind, field] = name.split('/');
  if (field === undefined) {
    const columns = name === 'columns' && Array.isArray(value) ? (value as string[]).map((one) => fieldLabel(fields, one)) : undefined;
    return settingWords(t, 'module', name, columns ?? value);
  }
  const label = fieldLabel(fields, field);
  if (kind === 'level') return { label, value: value ? t(`fields.level.${value as FieldLevel}`) : t('modules.field.removed') };
  return { label: t('modules.default.of', { field: label }), value: plainWords(t, value) };
}
