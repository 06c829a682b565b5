import { useId, useState, type ReactNode } from 'react';
import { Field } from '../forms/Field';
import { FormProblems } from '../forms/FormProblems';
import formCss from '../forms/forms.module.css';
import { PasswordInput } from '../forms/PasswordInput';
import type { Bounds } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useForm } from '../forms/useForm';
import { useText } from '../language/useText';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([['password', {}]]);

interface PasswordProofProps {
  /** Whose password: password managers keep it under this. */
  email: string;
  send: (password: string) => Promise<void>;
  more: ReactNode;
}

/** The contact's own password, once more. */
export function PasswordProof({ email, send, more }: PasswordProofProps) {
  const { t } = useText();
  const id = useId();
  const [password, setPassword] = useState('');
  const form = useForm({
    fields: FIELDS,
    check: () => (password ? [] : [{ field: 'password', message: 'problem.password-required' }]),
    send: () => send(password),
  });
  return (
    <form className={formCss.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems
        ref={form.summary}
        problems={form.problems}
        failure={form.failure}
        describe={() => ({ id, label: t('field.password') })}
      />
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field id={id} label={t('field.password')} problem={form.problemAt('password')}>
        {(control) => (
          <PasswordInput {...control} name="password" autoComplete="current-password" autoFocus value={password} onChange={setPassword} />
        )}
      </Field>
      <div className={formCss.actions}>
        <Submit label={t('step-up.submit')} busyLabel={t('code.busy')} busy={form.busy} />
        {more}
      </div>
    </form>
  );
}
