import type { InputHTMLAttributes } from 'react';
import { useIntl } from 'react-intl';
import type { RecordField } from '../../../../plugin/contract/customer/modules';
import { EMAIL_INPUT } from '../../forms/email-input';
import { Field, type ControlProps } from '../../forms/Field';
import formCss from '../../forms/forms.module.css';
import { YesNo } from '../../forms/YesNo';
import { useText } from '../../language/useText';
import { fromDraft } from '../../profile/values';
import { useScalarText } from '../record/useScalarText';
import { controlId, useFormContext } from './context';
import type { Path } from './form-values';

interface ScalarProps {
  field: RecordField;
  path: Path;
  value: string;
}

/** Text, numbers, dates, answers: one native control each. */
export function ScalarControl({ field, path, value }: ScalarProps) {
  const { t } = useText();
  const { change, problemAt } = useFormContext();
  const help = useSpelled(field.type, value);
  const set = (text: string) => change(path, () => text);
  const problem = problemAt(path);
  const optional = field.level === 'optional';
  if (field.type === 'boolean') return <YesNo id={controlId(path)} label={field.label} {...{ optional, value, problem }} onChange={set} />;
  return (
    <Field id={controlId(path)} label={field.label} optional={optional} help={help ?? countOf(t, field, value)} problem={problem}>
      {(control) => <Input {...{ control, field, value }} onChange={set} />}
    </Field>
  );
}

/** How much room is left, once little of it is. */
function countOf(t: ReturnType<typeof useText>['t'], { type, maxLength }: RecordField, value: string): string | undefined {
  if (maxLength === undefined || (type !== 'text' && type !== 'multiline')) return undefined;
  const left = maxLength - value.trim().length;
  if (left > Math.max(10, maxLength / 10)) return undefined;
  return left < 0 ? t('record.too-many-characters', { count: -left }) : t('record.characters-left', { count: left });
}

/** What stands in a control, spelled: browsers show 03/04 in their own order. */
function useSpelled(type: RecordField['type'], draft: string): string | undefined {
  const { t } = useText();
  const { locale } = useIntl();
  const spell = useScalarText();
  if (type !== 'date' && type !== 'datetime') return undefined;
  const value = fromDraft(type, draft, locale);
  const text = typeof value === 'string' ? spell(type, value) : undefined;
  if (text !== undefined || type === 'date') return text;
  return t('details.time-zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}

const INPUTS: Partial<Record<RecordField['type'], InputHTMLAttributes<HTMLInputElement> & { short?: true }>> = {
  email: EMAIL_INPUT,
  integer: { type: 'text', inputMode: 'numeric', short: true },
  biginteger: { type: 'text', inputMode: 'numeric', short: true },
  decimal: { type: 'text', inputMode: 'decimal', short: true },
  date: { type: 'date', short: true },
  time: { type: 'time', short: true },
  datetime: { type: 'datetime-local', short: true },
};

interface InputProps {
  control: ControlProps;
  field: RecordField;
  value: string;
  onChange: (value: string) => void;
}

function Input({ control, field, value, onChange }: InputProps) {
  const { t } = useText();
  const required = field.level === 'mandatory' || undefined;
  if (field.type === 'multiline') {
    return (
      <textarea
        {...control}
        className={formCss.control}
        aria-required={required}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  }
  if (field.type === 'enumeration') {
    // An option that the team took away since is still shown as what it is: it has to be replaced.
    const options = value !== '' && !field.options?.includes(value) ? [value, ...(field.options ?? [])] : (field.options ?? []);
    return (
      <select
        {...control}
        className={formCss.control}
        aria-required={required}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {(!required || value === '') && <option value="">{t(required ? 'details.choose' : 'details.none')}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  }
  const { short, ...typing } = INPUTS[field.type] ?? { type: 'text' };
  return (
    <input
      {...control}
      className={[short && formCss.short, formCss.control].filter(Boolean).join(' ')}
      {...typing}
      autoComplete="off"
      aria-required={required}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
