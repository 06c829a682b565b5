import { useId, useState } from 'react';
import { Link } from 'react-router-dom';
import { Page } from '../app/Page';
import appCss from '../app/page.module.css';
import { Field } from '../forms/Field';
import { FormProblems } from '../forms/FormProblems';
import css from '../forms/forms.module.css';
import { looksLikeEmail, type Bounds, type Problem } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useForm } from '../forms/useForm';
import { useText } from '../language/useText';
import { callPublic } from '../session/call';
import { Button } from '../ui/Button';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([['email', {}]]);

/** Asks for a link to choose a new password. What it answers is the same for every address. */
export default function ForgottenPassword() {
  const { t } = useText();
  const [sentTo, setSentTo] = useState<string>();
  return sentTo === undefined ? (
    <Page key="ask" title={t('forgotten.title')}>
      <p className={appCss.muted}>{t('forgotten.intro')}</p>
      <ForgottenForm onSent={setSentTo} />
      <Back />
    </Page>
  ) : (
    <Page key="sent" title={t('forgotten.done.title')}>
      <p>{t('forgotten.done.text', { email: sentTo })}</p>
      <p>
        <Button onClick={() => setSentTo(undefined)}>{t('forgotten.done.again')}</Button>
      </p>
      <Back />
    </Page>
  );
}

function Back() {
  const { t } = useText();
  return (
    <p>
      <Link to="/sign-in">{t('back-to-sign-in')}</Link>
    </p>
  );
}

function ForgottenForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useText();
  const id = useId();
  const [email, setEmail] = useState('');
  const form = useForm({
    fields: FIELDS,
    check: (): Problem[] => {
      if (!email.trim()) return [{ field: 'email', message: 'problem.email-required' }];
      return looksLikeEmail(email) ? [] : [{ field: 'email', message: 'problem.email' }];
    },
    send: async () => {
      await callPublic('POST /password/forgotten', { body: { email } });
      onSent(email.trim());
    },
  });
  return (
    <form className={css.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems
        ref={form.summary}
        problems={form.problems}
        failure={form.failure}
        describe={() => ({ id, label: t('field.email') })}
      />
      <Field id={id} label={t('field.email')} problem={form.problemAt('email')}>
        {(control) => (
          <input
            {...control}
            className={css.control}
            type="email"
            name="email"
            autoComplete="username"
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <div className={css.actions}>
        <Submit label={t('forgotten.submit')} busyLabel={t('forgotten.busy')} busy={form.busy} />
      </div>
    </form>
  );
}
