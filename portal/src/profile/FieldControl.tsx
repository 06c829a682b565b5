import type { FieldOwner } from '../../../plugin/vocabulary';
import type { ProfileField } from '../../../plugin/contract/customer/profile';
import { EMAIL_INPUT } from '../forms/email-input';
import { Field, type ControlProps } from '../forms/Field';
import css from '../forms/forms.module.css';
import type { Problem } from '../forms/problems';
import { YesNo } from '../forms/YesNo';
import { useText } from '../language/useText';
import { useFieldWords } from './useFieldWords';

interface FieldControlProps {
  id: string;
  owner: FieldOwner;
  field: ProfileField;
  value: string;
  problem?: Problem;
  onChange: (value: string) => void;
}

/** The control that suits a field's type. */
export function FieldControl({ id, owner, field, value, problem, onChange }: FieldControlProps) {
  const words = useFieldWords(owner);
  const label = words.label(field);
  const optional = field.level === 'optional';

  if (field.type === 'boolean') {
    return <YesNo {...{ id, label, optional, value, problem, onChange }} />;
  }
  return (
    <Field id={id} label={label} optional={optional} help={words.spelled(field, value)} problem={problem}>
      {(control) => <Control {...{ control, owner, field, value, onChange }} />}
    </Field>
  );
}

const INPUTS = {
  text: { type: 'text' },
  email: EMAIL_INPUT,
  integer: { type: 'text', inputMode: 'numeric', short: true },
  decimal: { type: 'text', inputMode: 'decimal', short: true },
  date: { type: 'date', short: true },
  time: { type: 'time', short: true },
  datetime: { type: 'datetime-local', short: true },
} as const;

/** What browsers may fill in by themselves. */
const AUTOCOMPLETE: Record<string, string> = {
  'contact.firstName': 'given-name',
  'contact.lastName': 'family-name',
  'contact.email': 'email',
  'contact.phone': 'tel',
  'contact.jobTitle': 'organization-title',
  'customer.name': 'organization',
  'customer.phone': 'work tel',
  'customer.email': 'work email',
  'customer.website': 'url',
  'customer.addressLine1': 'address-line1',
  'customer.addressLine2': 'address-line2',
  'customer.postcode': 'postal-code',
  'customer.city': 'address-level2',
  'customer.region': 'address-level1',
};

interface ControlOf extends Pick<FieldControlProps, 'owner' | 'field' | 'value' | 'onChange'> {
  control: ControlProps;
}

function Control({ control, owner, field, value, onChange }: ControlOf) {
  const { t } = useText();
  const words = useFieldWords(owner);
  const required = field.level === 'mandatory' || undefined;
  if (field.type === 'multiline') {
    return (
      <textarea
        {...control}
        className={css.control}
        aria-required={required}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  if (field.type === 'enumeration') {
    const none = field.level === 'optional' ? t('details.none') : t('details.choose');
    return (
      <select
        {...control}
        className={css.control}
        aria-required={required}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {(field.level === 'optional' || value === '') && <option value="">{none}</option>}
        {field.options?.map((option) => (
          <option key={option} value={option}>
            {words.option(field, option)}
          </option>
        ))}
      </select>
    );
  }
  const { short, ...typing } = { short: false, ...INPUTS[field.type === 'boolean' ? 'text' : field.type] };
  return (
    <input
      {...control}
      className={[short && css.short, css.control].filter(Boolean).join(' ')}
      {...typing}
      name={`${owner}.${field.name}`}
      autoComplete={(field.builtIn && AUTOCOMPLETE[`${owner}.${field.name}`]) || 'off'}
      aria-required={required}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
