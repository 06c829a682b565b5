import { useState, type ReactNode } from 'react';
import { Form, useForm } from '../forms/Form';
import { PasswordField } from '../forms/PasswordField';
import { useText } from '../language/useText';

interface PasswordProofProps {
  /** Whose password: password managers keep it under this. */
  email: string;
  send: (password: string) => Promise<void>;
  more: ReactNode;
}

/** The contact's own password, once more. */
export function PasswordProof({ email, send, more }: PasswordProofProps) {
  const { t } = useText();
  const [password, setPassword] = useState('');
  const form = useForm({
    fields: { password: { label: t('field.password') } },
    check: () => (password ? [] : [{ field: 'password', message: 'problem.password-required' }]),
    send: () => send(password),
  });
  return (
    <Form form={form} submitLabel={t('step-up.submit')} busyLabel={t('code.busy')} more={more}>
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        {...form.field('password')}
        name="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={setPassword}
      />
    </Form>
  );
}
