import { looksLikeEmail } from '../../../plugin/rules/email-shape';
import { useId, useState, type ReactNode } from 'react';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { hasCode } from '../api/api-error';
import { EMAIL_INPUT } from '../forms/email-input';
import { Field } from '../forms/Field';
import { FormProblems } from '../forms/FormProblems';
import { PasswordInput } from '../forms/PasswordInput';
import type { Bounds, Problem } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useForm } from '../forms/useForm';
import css from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { callPublic } from './call';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([
  ['email', {}],
  ['password', {}],
]);

interface SignInFormProps {
  initialEmail?: string;
  onSignedIn: (session: SessionInfo) => void | Promise<void>;
  /** Email and password are right, and a second step is asked for. */
  onFactor: () => void;
  /** Beside the button. */
  more?: ReactNode;
}

/** Email and password; on the sign-in page and in the dialog that asks again. */
export function SignInForm({ initialEmail = '', onSignedIn, onFactor, more }: SignInFormProps) {
  const { t } = useText();
  const id = useId();
  const [email, setEmail] = useState(initialEmail);
  const [password, setPassword] = useState('');

  const form = useForm({
    fields: FIELDS,
    check: () => {
      const found: Problem[] = [];
      if (!email.trim()) found.push({ field: 'email', message: 'problem.email-required' });
      else if (!looksLikeEmail(email)) found.push({ field: 'email', message: 'problem.email' });
      if (!password) found.push({ field: 'password', message: 'problem.password-required' });
      return found;
    },
    send: async () => {
      try {
        await onSignedIn(await callPublic('POST /session', { body: { email, password } }));
      } catch (error) {
        if (!hasCode(error, 'factor-required')) throw error;
        onFactor();
      }
    },
  });

  return (
    <form className={css.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems
        ref={form.summary}
        problems={form.problems}
        failure={form.failure}
        describe={(field) => ({
          id: `${id}${field}`,
          label: t(field === 'email' ? 'field.email' : 'field.password'),
        })}
      />
      {form.failure?.code === 'too-many-requests' && <p>{t('sign-in.by-mail')}</p>}
      <Field id={`${id}email`} label={t('field.email')} problem={form.problemAt('email')}>
        {(control) => (
          <input
            {...control}
            className={css.control}
            {...EMAIL_INPUT}
            name="email"
            // `webauthn`: browsers offer passkeys here, too (WebAuthn Level 3 §5.1.4.2).
            autoComplete="username webauthn"
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field id={`${id}password`} label={t('field.password')} problem={form.problemAt('password')}>
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="current-password"
            autoFocus={initialEmail !== ''}
            value={password}
            onChange={setPassword}
          />
        )}
      </Field>
      <div className={css.actions}>
        <Submit label={t('sign-in.submit')} busyLabel={t('sign-in.busy')} busy={form.busy} />
        {more}
      </div>
    </form>
  );
}
