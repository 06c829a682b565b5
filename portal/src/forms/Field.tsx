import type { InputHTMLAttributes, ReactNode } from 'react';
import { useText } from '../language/useText';
import { Icon } from '../ui/Icon';
import type { Problem } from './problems';
import css from './forms.module.css';

/** Attributes that tie a control to its label, help and error. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  /** Id of the control; the error summary links to it. */
  id: string;
  label: string;
  optional?: boolean;
  /** A box to tick: it stands before its label, which is part of its target. */
  inline?: boolean;
  help?: ReactNode;
  problem?: Problem;
  children: (control: ControlProps) => ReactNode;
}

/** Label above, help below it, the error at the control. */
export function Field({ id, label, optional = false, inline = false, help, problem, children }: FieldProps) {
  const { t } = useText();
  const described = [problem && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ') || undefined;
  const control = children({ id, 'aria-describedby': described, 'aria-invalid': problem ? true : undefined });
  return (
    <div className={css.field}>
      <label className={inline ? css.choice : css.label} htmlFor={id}>
        {inline && control}
        {optional ? t('optional', { label }) : label}
      </label>
      {!inline && control}
      <FieldNotes id={id} help={help} problem={problem} />
    </div>
  );
}

/** The error and the help of a control, where `aria-describedby` finds them. */
export function FieldNotes({ id, help, problem }: Pick<FieldProps, 'id' | 'help' | 'problem'>) {
  const { t } = useText();
  return (
    <>
      {problem && (
        <p className={css.error} id={`${id}-error`}>
          <Icon name="alert" />
          {t(problem.message, problem.values)}
        </p>
      )}
      {help && (
        <p className="small" id={`${id}-help`}>
          {help}
        </p>
      )}
    </>
  );
}

type Input = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange'>;

interface TextFieldProps extends Input, Omit<FieldProps, 'children' | 'inline'> {
  onChange: (value: string) => void;
}

/** One line of text. */
export const TextField = ({ id, label, optional, help, problem, className, onChange, ...input }: TextFieldProps) => (
  <Field {...{ id, label, optional, help, problem }}>
    {(control) => (
      <input
        type="text"
        {...input}
        {...control}
        className={[css.control, className].filter(Boolean).join(' ')}
        onChange={({ target }) => onChange(target.value)}
      />
    )}
  </Field>
);
