import type { ReactNode } from 'react';
import { FormProblems } from './FormProblems';
import css from './forms.module.css';
import { Submit } from './Submit';
import type { FormState } from './useForm';

interface FormProps<F extends string> {
  form: FormState<F>;
  submitLabel: string;
  busyLabel: string;
  children: ReactNode;
  /** Beside the button. */
  more?: ReactNode;
}

/** A form: what is wrong with it, its fields, its one action. */
export const Form = <F extends string>({ form, submitLabel, busyLabel, children, more }: FormProps<F>) => (
  <form className={css.form} noValidate onSubmit={(event) => void form.submit(event)}>
    <FormProblems ref={form.summary} problems={form.problems} failure={form.failure} describe={(field) => form.field(field as F)} />
    {children}
    <div className={css.actions}>
      <Submit label={submitLabel} busyLabel={busyLabel} busy={form.busy} />
      {more}
    </div>
  </form>
);
