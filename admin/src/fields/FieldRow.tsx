import type { FieldLevel } from '../../../plugin/vocabulary';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { LevelRow } from './LevelMatrix';
import { fieldLabel, keyOf, type SettableField } from './values';

/** One field of the customer or the contact. */
export function FieldRow({ field }: { field: SettableField }) {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<FieldLevel>(keyOf(field));
  const editable = field.levels.includes('optional') || field.levels.includes('mandatory');
  const notes = [
    ...(field.builtIn ? [] : [t('fields.own', { name: field.name })]),
    ...(field.required && editable ? [t('fields.required.explain')] : []),
    ...(editable ? [] : [t('fields.fixed')]),
  ];
  return (
    <LevelRow
      label={fieldLabel(t, field)}
      required={field.required}
      notes={notes}
      error={error}
      levels={field.levels}
      value={value}
      disabled={disabled}
      onChange={set}
    />
  );
}
