import type { InputHTMLAttributes } from 'react';
import { useIntl } from 'react-intl';
import type { PortalField, ScalarField } from '../../../plugin/fields/field';
import type { ScalarType } from '../../../plugin/vocabulary';
import { EMAIL_INPUT } from '../forms/email';
import { Field, type ControlProps } from '../forms/Field';
import formCss from '../forms/forms.module.css';
import type { Problem } from '../forms/problems';
import { YesNo } from '../forms/YesNo';
import { useText } from '../language/useText';
import { useScalarText } from './useScalarText';
import { fromDraft } from './values';

interface ScalarProps {
  /** Id of the control; problems in the summary lead to it. */
  id: string;
  field: ScalarField;
  value: string;
  problem: Problem | undefined;
  onChange: (value: string) => void;
  /** What an option is called; by its own name unless given. */
  option?: (option: string) => string;
  /** What browsers may fill in by themselves. */
  autofill?: { name: string; autoComplete: string };
}

/** Text, numbers, dates, answers: one native control each. */
export function ScalarControl({ id, field, value, problem, onChange, option, autofill }: ScalarProps) {
  const { t } = useText();
  const help = useSpelled(field.type, value);
  const optional = field.level === 'optional';
  if (field.type === 'boolean') return <YesNo label={field.label} {...{ id, optional, value, problem, onChange }} />;
  return (
    <Field id={id} label={field.label} optional={optional} help={help ?? countOf(t, field, value)} problem={problem}>
      {(control) => <Input {...{ control, field, value, onChange, option, autofill }} />}
    </Field>
  );
}

/** How much room is left, once little of it is. */
function countOf(t: ReturnType<typeof useText>['t'], { type, maxLength }: PortalField, value: string): string | undefined {
  if (maxLength === undefined || (type !== 'text' && type !== 'multiline')) return undefined;
  const left = maxLength - value.trim().length;
  if (left > Math.max(10, maxLength / 10)) return undefined;
  return left < 0 ? t('record.too-many-characters', { count: -left }) : t('record.characters-left', { count: left });
}

/** What stands in a control, spelled: browsers show 03/04 in their own order. */
function useSpelled(type: ScalarType, draft: string): string | undefined {
  const { t } = useText();
  const { locale } = useIntl();
  const spell = useScalarText();
  if (type !== 'date' && type !== 'datetime') return undefined;
  const value = fromDraft(type, draft, locale);
  const text = typeof value === 'string' ? spell(type, value) : undefined;
  if (text !== undefined || type === 'date') return text;
  return t('details.time-zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}

const INPUTS: Partial<Record<ScalarType, InputHTMLAttributes<HTMLInputElement> & { short?: true }>> = {
  email: EMAIL_INPUT,
  integer: { type: 'text', inputMode: 'numeric', short: true },
  biginteger: { type: 'text', inputMode: 'numeric', short: true },
  decimal: { type: 'text', inputMode: 'decimal', short: true },
  date: { type: 'date', short: true },
  time: { type: 'time', short: true },
  datetime: { type: 'datetime-local', short: true },
};

interface InputProps extends Pick<ScalarProps, 'field' | 'value' | 'onChange' | 'option' | 'autofill'> {
  control: ControlProps;
}

function Input({ control, field, value, onChange, option = (name) => name, autofill }: InputProps) {
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
        {options.map((name) => (
          <option key={name} value={name}>
            {option(name)}
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
      name={autofill?.name}
      autoComplete={autofill?.autoComplete ?? 'off'}
      aria-required={required}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
