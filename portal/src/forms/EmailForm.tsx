import { looksLikeEmail } from '../../../plugin/rules/email-shape';
import { useId, useState } from 'react';
import { useText } from '../language/useText';
import { EMAIL_INPUT } from './email-input';
import { Field } from './Field';
import { FormProblems } from './FormProblems';
import css from './forms.module.css';
import type { Bounds, Problem } from './problems';
import { Submit } from './Submit';
import { useForm } from './useForm';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([['email', {}]]);

/** Asks for an email address, to which something is then sent. */
export function EmailForm({ submitLabel, send }: { submitLabel: string; send: (email: string) => Promise<void> }) {
  const { t } = useText();
  const id = useId();
  const [email, setEmail] = useState('');
  const form = useForm({
    fields: FIELDS,
    check: (): Problem[] => {
      if (!email.trim()) return [{ field: 'email', message: 'problem.email-required' }];
      return looksLikeEmail(email) ? [] : [{ field: 'email', message: 'problem.email' }];
    },
    send: () => send(email.trim()),
  });
  return (
    <form className={css.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems ref={form.summary} problems={form.problems} failure={form.failure} describe={() => ({ id, label: t('field.email') })} />
      <Field id={id} label={t('field.email')} problem={form.problemAt('email')}>
        {(control) => (
          <input
            {...control}
            className={css.control}
            {...EMAIL_INPUT}
            name="email"
            autoComplete="username"
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <div className={css.actions}>
        <Submit label={submitLabel} busyLabel={t('sent.busy')} busy={form.busy} />
      </div>
    </form>
  );
}
