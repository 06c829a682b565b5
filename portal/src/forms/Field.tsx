import type { ReactNode } from 'react';
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

interface FieldProps {
  /** Id of the control; the error summary links to it. */
  id: string;
  label: string;
  optional?: boolean;
  help?: ReactNode;
  problem?: Problem;
  children: (control: ControlProps) => ReactNode;
}

/** Label above, help below it, the error at the control. */
export function Field({ id, label, optional = false, help, problem, children }: FieldProps) {
  const { t } = useText();
  const described = [problem && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {optional ? t('optional', { label }) : label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': problem ? true : undefined })}
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
        <p className={css.help} id={`${id}-help`}>
          {help}
        </p>
      )}
    </>
  );
}
