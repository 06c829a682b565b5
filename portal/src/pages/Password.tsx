import { useId, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { Field } from '../forms/Field';
import { FormProblems } from '../forms/FormProblems';
import formCss from '../forms/forms.module.css';
import { newPasswordProblem, passwordBounds } from '../forms/password-rules';
import { PasswordInput } from '../forms/PasswordInput';
import type { Bounds, Problem } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useForm } from '../forms/useForm';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { sessionQuery, useSession } from '../session/session';
import { Notice } from '../ui/Notice';

const FIELDS: ReadonlyMap<string, Bounds> = new Map<string, Bounds>([
  ['currentPassword', {}],
  ['newPassword', passwordBounds],
]);

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
  const id = useId();
  const client = useQueryClient();
  const { contact } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');

  const form = useForm({
    fields: FIELDS,
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
  const label = (field: string) => t(field === 'newPassword' ? 'field.new-password' : 'field.current-password');

  return (
    <form className={formCss.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems
        ref={form.summary}
        problems={form.problems}
        failure={form.failure}
        describe={(field) => ({ id: `${id}${field}`, label: label(field) })}
      />
      <div className={css.panel}>
        <input type="text" name="email" autoComplete="username" value={contact.email} readOnly hidden />
        <Field id={`${id}currentPassword`} label={label('currentPassword')} problem={form.problemAt('currentPassword')}>
          {(control) => (
            <PasswordInput {...control} name="current-password" autoComplete="current-password" value={current} onChange={setCurrent} />
          )}
        </Field>
        <Field
          id={`${id}newPassword`}
          label={label('newPassword')}
          help={t('password.rules', { min: passwordBounds.minLength })}
          problem={form.problemAt('newPassword')}
        >
          {(control) => <PasswordInput {...control} name="new-password" autoComplete="new-password" value={next} onChange={setNext} />}
        </Field>
      </div>
      <div className={formCss.actions}>
        <Submit label={t('password.submit')} busyLabel={t('password.busy')} busy={form.busy} />
      </div>
    </form>
  );
}
