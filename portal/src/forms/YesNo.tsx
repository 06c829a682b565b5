import { useText } from '../language/useText';
import { FieldNotes } from './Field';
import css from './forms.module.css';
import type { Problem } from './problems';

interface YesNoProps {
  /** Id of the first choice; the error summary links to it. */
  id: string;
  label: string;
  /** Offers not to answer. */
  optional: boolean;
  /** `true`, `false` or empty. */
  value: string;
  problem?: Problem;
  onChange: (value: string) => void;
}

/** Yes, no or nothing: a checkbox could not tell "no" from "not answered". */
export function YesNo({ id, label, optional, value, problem, onChange }: YesNoProps) {
  const { t } = useText();
  const answers = [
    { value: 'true', label: t('details.yes') },
    { value: 'false', label: t('details.no') },
    ...(optional ? [{ value: '', label: t('details.no-answer') }] : []),
  ];
  return (
    <fieldset className={[css.field, css.group].join(' ')} aria-describedby={problem && `${id}-error`}>
      <legend className={css.legend}>{optional ? t('optional', { label }) : label}</legend>
      <div className={css.choices}>
        {answers.map((answer, index) => (
          <label key={answer.value} className={css.choice}>
            <input
              id={index === 0 ? id : undefined}
              type="radio"
              name={id}
              value={answer.value}
              checked={value === answer.value}
              onChange={() => onChange(answer.value)}
            />
            {answer.label}
          </label>
        ))}
      </div>
      <FieldNotes id={id} problem={problem} />
    </fieldset>
  );
}
