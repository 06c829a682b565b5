import { useState, type ReactNode } from 'react';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { hasCode } from '../api/api-error';
import { EMAIL_INPUT, emailProblem } from '../forms/email';
import { Form, useForm } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { TextField } from '../forms/Field';
import { useText } from '../language/useText';
import { callPublic } from './call';

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
  const [email, setEmail] = useState(initialEmail);
  const [password, setPassword] = useState('');

  const form = useForm({
    fields: { email: { label: t('field.email') }, password: { label: t('field.password') } },
    check: () => [...emailProblem(email), ...(password ? [] : [{ field: 'password', message: 'problem.password-required' } as const])],
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
    <Form form={form} submitLabel={t('sign-in.submit')} busyLabel={t('sign-in.busy')} more={more}>
      {form.failure?.code === 'too-many-requests' && <p>{t('sign-in.by-mail')}</p>}
      <TextField
        {...form.field('email')}
        {...EMAIL_INPUT}
        name="email"
        // `webauthn`: browsers offer passkeys here, too (WebAuthn Level 3 §5.1.4.2).
        autoComplete="username webauthn"
        maxLength={254}
        value={email}
        onChange={setEmail}
      />
      <PasswordField
        {...form.field('password')}
        name="password"
        autoComplete="current-password"
        autoFocus={initialEmail !== ''}
        value={password}
        onChange={setPassword}
      />
    </Form>
  );
}
