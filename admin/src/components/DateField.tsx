import { TextInput } from '@strapi/design-system';
import { LabelledField } from './LabelledField';

interface Props {
  label: string;
  value: string;
  error: string | undefined;
  disabled?: boolean;
  onChange: (date: string) => void;
}

/** The field of a calendar date. */
export const DateField = ({ label, value, error, disabled = false, onChange }: Props) => (
  <LabelledField name="date" label={label} error={error} required>
    <TextInput type="date" value={value} disabled={disabled} onChange={({ target }) => onChange(target.value)} />
  </LabelledField>
);
