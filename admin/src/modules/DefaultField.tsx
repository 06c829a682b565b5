import { NumberInput, SingleSelect, SingleSelectOption, Textarea, TextInput } from '@strapi/design-system';
import type { SettableRecordField } from '../../../plugin/contract/editor/modules';
import { useSetting } from '../components/use-setting';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import { fromInput, inputTypeOf, toInput } from './default-value';
import { defaultKey, type Default } from './values';

/** Stands for no default: a select shows an empty value as if nothing were chosen. */
const NONE = '';

interface Props {
  field: SettableRecordField;
  required: boolean;
  problem: string | undefined;
}

/** What a field gets where the customer does not fill it in; the input follows the field's type. */
export function DefaultField({ field, required, problem }: Props) {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<Default | undefined>(defaultKey(field.name));
  return (
    <LabelledField label={t('modules.default.label')} name={defaultKey(field.name)} error={error ?? problem} required={required}>
      <Input
        field={field}
        value={value ?? null}
        disabled={disabled}
        onChange={set}
        label={t('modules.default.of', { field: field.label })}
      />
    </LabelledField>
  );
}

interface InputProps {
  field: SettableRecordField;
  value: Default;
  disabled: boolean;
  label: string;
  onChange: (value: Default) => void;
}

function Input({ field: { type, options = [] }, value, disabled, label, onChange }: InputProps) {
  const t = useMessages();
  const common = { disabled, 'aria-label': label } as const;
  const kind = inputTypeOf(type);
  switch (kind) {
    case 'switch':
    case 'select': {
      const choices = kind === 'switch' ? ['true', 'false'] : options;
      const words = (choice: string): string =>
        kind === 'select' ? choice : t(choice === 'true' ? 'modules.default.yes' : 'modules.default.no');
      return (
        <SingleSelect
          {...common}
          value={value === null ? NONE : String(value)}
          placeholder={t('modules.default.none')}
          clearLabel={t('modules.default.clear')}
          onClear={() => onChange(null)}
          onChange={(next) => onChange(kind === 'switch' ? String(next) === 'true' : String(next))}
        >
          {choices.map((choice) => (
            <SingleSelectOption key={choice} value={choice}>
              {words(choice)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      );
    }
    case 'number':
      return (
        <NumberInput {...common} value={typeof value === 'number' ? value : undefined} onValueChange={(next) => onChange(next ?? null)} />
      );
    case 'lines':
      return <Textarea {...common} value={String(value ?? '')} maxLength={20_000} onChange={(event) => onChange(event.target.value)} />;
    default:
      return (
        <TextInput
          {...common}
          type={kind}
          value={toInput(kind, value)}
          maxLength={2000}
          autoComplete="off"
          onChange={(event) => onChange(fromInput(kind, event.target.value))}
        />
      );
  }
}
