import { useId } from 'react';
import { Field } from '../forms/Field';
import { useText } from '../language/useText';

interface RememberProps {
  /** 0 where the settings do not offer it. */
  days: number;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** Not to be asked again in this browser for a while. */
export function Remember({ days, value, onChange }: RememberProps) {
  const { t } = useText();
  const id = useId();
  if (days === 0) return null;
  return (
    <Field id={id} label={t('challenge.remember', { days })} inline help={t('challenge.remember-help')}>
      {(control) => <input {...control} type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />}
    </Field>
  );
}
