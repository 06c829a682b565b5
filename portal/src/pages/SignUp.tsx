import { useState } from 'react';
import { EMAIL_INPUT, emailProblem } from '../forms/email';
import { Form, useForm } from '../forms/Form';
import type { Problem } from '../forms/problems';
import { TextField } from '../forms/Field';
import { useLanguage } from '../language/LanguageProvider';
import type { MessageId } from '../language/messages';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { AskForMail } from './AskForMail';
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
const EMPTY: Values = { firstName: '', lastName: '', organisation: '', email: '' };

/** Asks for an account. Nothing exists until the address is proved; the answer is the same for every one. */
export default function SignUp() {
  const { t } = useText();
  const [values, setValues] = useState(EMPTY);
  if (!portal.signIn.selfSignUp) return <NotFound />;
  return (
    <AskForMail
      title={t('sign-up.title')}
      intro={t('sign-up.intro', { organisation: portal.organisation.name })}
      form={(onSent) => <SignUpForm values={values} onChange={setValues} onSent={onSent} />}
      sent={(email) => [t('sign-up.sent', { email }), t('sign-up.sent-known')]}
      again={t('sign-up.again')}
    />
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
  const labelled = ({ label, maxLength }: (typeof FIELDS)[FieldName]) => ({ label: t(label), maxLength });
  const form = useForm<FieldName>({
    fields: {
      firstName: labelled(FIELDS.firstName),
      lastName: labelled(FIELDS.lastName),
      organisation: labelled(FIELDS.organisation),
      email: labelled(FIELDS.email),
    },
    check: () => {
      const empty = (['firstName', 'lastName'] as const).filter((name) => !values[name].trim());
      return [...empty.map((field): Problem => ({ field, message: 'problem.required' })), ...emailProblem(values.email)];
    },
    send: async () => {
      await callPublic('POST /sign-up', { body: { ...values, language } });
      onSent(values.email.trim());
    },
  });

  return (
    <Form form={form} submitLabel={t('sign-up.submit')} busyLabel={t('sent.busy')}>
      {NAMES.map((name) => (
        <TextField
          key={name}
          {...form.field(name)}
          {...(name === 'organisation' && { optional: true, help: t('sign-up.organisation-help') })}
          {...(name === 'email' && EMAIL_INPUT)}
          name={name}
          autoComplete={FIELDS[name].autoComplete}
          maxLength={FIELDS[name].maxLength}
          value={values[name]}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      ))}
    </Form>
  );
}
