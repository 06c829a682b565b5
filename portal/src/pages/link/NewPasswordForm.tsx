import { useState, type ReactNode } from 'react';
import { Form, useForm } from '../../forms/Form';
import { PasswordField } from '../../forms/PasswordField';
import { newPasswordProblem, passwordBounds } from '../../forms/password-rules';
import { useText } from '../../language/useText';

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
  const [password, setPassword] = useState('');
  const form = useForm({
    fields: { password: { label: t('field.new-password'), ...passwordBounds } },
    check: () => newPasswordProblem('password', password),
    send: () => send(password),
  });
  return (
    <Form form={form} submitLabel={submitLabel} busyLabel={t('link.busy')}>
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      {children}
      <PasswordField {...form.field('password')} name="new-password" autoComplete="new-password" value={password} onChange={setPassword} />
    </Form>
  );
}
