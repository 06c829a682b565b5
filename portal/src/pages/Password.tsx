import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { Form, useForm } from '../forms/Form';
import { newPasswordProblem, passwordBounds } from '../forms/password-rules';
import { PasswordField } from '../forms/PasswordField';
import type { Problem } from '../forms/problems';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { sessionQuery, useSession } from '../session/session';
import { Notice } from '../ui/Notice';

/** Change the password of who is signed in. */
export default function Password() {
  const { t } = useText();
  const [done, setDone] = useState(0);
  return (
    <Page title={t('password.title')}>
      <p className={css.muted}>{t('password.intro')}</p>
      {done > 0 && <Notice key={done} text={t('password.done')} />}
      <PasswordForm key={`form-${done}`} onDone={() => setDone(done + 1)} />
    </Page>
  );
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { contact } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');

  const form = useForm({
    fields: {
      currentPassword: { label: t('field.current-password') },
      newPassword: { label: t('field.new-password'), ...passwordBounds },
    },
    check: (): Problem[] => [
      ...(current ? [] : [{ field: 'currentPassword', message: 'problem.password-required' } as const]),
      ...newPasswordProblem('newPassword', next),
    ],
    send: async () => {
      const body = { currentPassword: current, newPassword: next };
      client.setQueryData(sessionQuery.queryKey, await call('PUT /password', { body }));
      onDone();
    },
  });

  return (
    <Form form={form} submitLabel={t('password.submit')} busyLabel={t('password.busy')}>
      <div className={css.panel}>
        <input type="text" name="email" autoComplete="username" value={contact.email} readOnly hidden />
        <PasswordField
          {...form.field('currentPassword')}
          name="current-password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <PasswordField {...form.field('newPassword')} name="new-password" autoComplete="new-password" value={next} onChange={setNext} />
      </div>
    </Form>
  );
}
