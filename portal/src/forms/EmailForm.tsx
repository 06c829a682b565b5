import { useState } from 'react';
import { useText } from '../language/useText';
import { EMAIL_INPUT, emailProblem } from './email';
import { Form, useForm } from './Form';
import { TextField } from './Field';

/** Asks for an email address, to which something is then sent. */
export function EmailForm({ submitLabel, send }: { submitLabel: string; send: (email: string) => Promise<void> }) {
  const { t } = useText();
  const [email, setEmail] = useState('');
  const form = useForm({
    fields: { email: { label: t('field.email') } },
    check: () => emailProblem(email),
    send: () => send(email.trim()),
  });
  return (
    <Form form={form} submitLabel={submitLabel} busyLabel={t('sent.busy')}>
      <TextField
        {...form.field('email')}
        {...EMAIL_INPUT}
        name="email"
        autoComplete="username"
        maxLength={254}
        value={email}
        onChange={setEmail}
      />
    </Form>
  );
}
