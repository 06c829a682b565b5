import { looksLikeEmail } from '../../../plugin/rules/email-shape';
import { useId, useState } from 'react';
import { Link } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { EMAIL_INPUT } from '../forms/email-input';
import { Field } from '../forms/Field';
import { FormProblems } from '../forms/FormProblems';
import formCss from '../forms/forms.module.css';
import type { Bounds, Problem } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useForm } from '../forms/useForm';
import { useLanguage } from '../language/LanguageProvider';
import type { MessageId } from '../language/messages';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { Button } from '../ui/Button';
import NotFound from './NotFound';

/** What somebody says of themselves when they sign up. */
const FIELDS = {
  firstName: { label: 'field.contact.firstName', autoComplete: 'given-name', maxLength: 100 },
  lastName: { label: 'field.contact.lastName', autoComplete: 'family-name', maxLength: 100 },
  organisation: { label: 'sign-up.organisation', autoComplete: 'organization', maxLength: 200 },
  email: { label: 'field.email', autoComplete: 'email', maxLength: 254 },
} as const satisfies Record<string, { label: MessageId; autoComplete: string; maxLength: number }>;

type FieldName = keyof typeof FIELDS;
type Values = Record<FieldName, string>;

const NAMES = Object.keys(FIELDS) as FieldName[];
const BOUNDS: ReadonlyMap<string, Bounds> = new Map(NAMES.map((name) => [name, { maxLength: FIELDS[name].maxLength }]));
const EMPTY: Values = { firstName: '', lastName: '', organisation: '', email: '' };

/** Asks for an account. Nothing exists until the address is proved; the answer is the same for every one. */
export default function SignUp() {
  const { t } = useText();
  const [values, setValues] = useState(EMPTY);
  const [sentTo, setSentTo] = useState<string>();
  const organisation = portal.organisation.name;
  const back = (
    <p>
      <Link to="/sign-in">{t('back-to-sign-in')}</Link>
    </p>
  );
  if (!portal.signIn.selfSignUp) return <NotFound />;
  return sentTo === undefined ? (
    <Page key="ask" title={t('sign-up.title')}>
      <p className={css.muted}>{t('sign-up.intro', { organisation })}</p>
      <SignUpForm values={values} onChange={setValues} onSent={setSentTo} />
      {back}
    </Page>
  ) : (
    <Page key="sent" title={t('sent.title')}>
      <p>{t('sign-up.sent', { email: sentTo })}</p>
      <p>{t('sign-up.sent-known')}</p>
      <p>
        <Button onClick={() => setSentTo(undefined)}>{t('sign-up.again')}</Button>
      </p>
      {back}
    </Page>
  );
}

interface SignUpFormProps {
  values: Values;
  onChange: (values: Values) => void;
  onSent: (email: string) => void;
}

function SignUpForm({ values, onChange, onSent }: SignUpFormProps) {
  const { t } = useText();
  const { language } = useLanguage();
  const id = useId();
  const form = useForm({
    fields: BOUNDS,
    check: () => {
      const found: Problem[] = [];
      if (!values.firstName.trim()) found.push({ field: 'firstName', message: 'problem.required' });
      if (!values.lastName.trim()) found.push({ field: 'lastName', message: 'problem.required' });
      if (!values.email.trim()) found.push({ field: 'email', message: 'problem.email-required' });
      else if (!looksLikeEmail(values.email)) found.push({ field: 'email', message: 'problem.email' });
      return found;
    },
    send: async () => {
      await callPublic('POST /sign-up', { body: { ...values, language } });
      onSent(values.email.trim());
    },
  });

  return (
    <form className={formCss.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems
        ref={form.summary}
        problems={form.problems}
        failure={form.failure}
        describe={(field) => ({ id: `${id}${field}`, label: t(FIELDS[field as FieldName].label) })}
      />
      {NAMES.map((name) => (
        <Field
          key={name}
          id={`${id}${name}`}
          label={t(FIELDS[name].label)}
          optional={name === 'organisation'}
          help={name === 'organisation' ? t('sign-up.organisation-help') : undefined}
          problem={form.problemAt(name)}
        >
          {(control) => (
            <input
              {...control}
              className={formCss.control}
              {...(name === 'email' ? EMAIL_INPUT : { type: 'text' })}
              name={name}
              autoComplete={FIELDS[name].autoComplete}
              maxLength={FIELDS[name].maxLength}
              value={values[name]}
              onChange={(event) => onChange({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <div className={formCss.actions}>
        <Submit label={t('sign-up.submit')} busyLabel={t('sent.busy')} busy={form.busy} />
      </div>
    </form>
  );
}
