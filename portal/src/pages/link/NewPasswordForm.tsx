import { useId, useState, type ReactNode } from 'react';
import { Field } from '../../forms/Field';
import { FormProblems } from '../../forms/FormProblems';
import css from '../../forms/forms.module.css';
import { PasswordInput } from '../../forms/PasswordInput';
import { newPasswordProblem, passwordBounds } from '../../forms/password-rules';
import type { Bounds } from '../../forms/problems';
import { Submit } from '../../forms/Submit';
import { useForm } from '../../forms/useForm';
import { useText } from '../../language/useText';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([['password', passwordBounds]]);

interface NewPasswordFormProps {
  /** Whom the link is for: password managers keep the password under it. */
  email: string;
  submitLabel: string;
  send: (password: string) => Promise<void>;
  /** Above the password. */
  children?: ReactNode;
}

/** A first or a new password, chosen by whoever holds a mailed link. */
export function NewPasswordForm({ email, submitLabel, send, children }: NewPasswordFormProps) {
  const { t } = useText();
  const id = useId();
  const [password, setPassword] = useState('');
  const form = useForm({
    fields: FIELDS,
    check: () => newPasswordProblem('password', password),
    send: () => send(password),
  });
  return (
    <form className={css.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems
        ref={form.summary}
        problems={form.problems}
        failure={form.failure}
        describe={() => ({ id, label: t('field.new-password') })}
      />
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      {children}
      <Field
        id={id}
        label={t('field.new-password')}
        help={t('password.rules', { min: passwordBounds.minLength })}
        problem={form.problemAt('password')}
      >
        {(control) => (
          <PasswordInput {...control} name="new-password" autoComplete="new-password" value={password} onChange={setPassword} />
        )}
      </Field>
      <div className={css.actions}>
        <Submit label={submitLabel} busyLabel={t('link.busy')} busy={form.busy} />
      </div>
    </form>
  );
}
