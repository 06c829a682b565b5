import { useState } from 'react';
import type { Colleague } from '../../../plugin/contract/customer/colleagues';
import type { Role } from '../../../plugin/rights';
import type { Language } from '../../../plugin/vocabulary';
import { useUnsaved } from '../app/unsaved';
import { EMAIL_INPUT, emailProblem } from '../forms/email';
import { Field, TextField } from '../forms/Field';
import { Form, useForm } from '../forms/Form';
import formCss from '../forms/forms.module.css';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { useOnce } from '../session/useOnce';
import { Button } from '../ui/Button';
import { RoleChoice } from './RoleChoice';

const NAME_MAX = 100;

interface InviteProps {
  roles: readonly Role[];
  onInvited: (colleague: Colleague) => void;
  onClose: () => void;
}

/** Invites a colleague: who it is, and what it may do. */
export function Invite({ roles, onInvited, onClose }: InviteProps) {
  const { t } = useText();
  const { call } = useOnce();
  const { language: own } = useLanguage();
  const [firstName, setFirstName] = useState('');
  const [lastName, setLastName] = useState('');
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState<Language>(own);
  // The least of them: more is given on purpose.
  const [role, setRole] = useState<Role>(roles.at(-1) ?? 'viewer');
  useUnsaved(
    [firstName, lastName, email].some((text) => text !== ''),
    {},
  );

  const form = useForm({
    fields: {
      firstName: { label: t('field.contact.firstName'), maxLength: NAME_MAX },
      lastName: { label: t('field.contact.lastName'), maxLength: NAME_MAX },
      email: { label: t('people.email') },
      language: { label: t('people.language') },
    },
    check: () => emailProblem(email).map((problem) => (email.trim() === '' ? { ...problem, message: 'problem.required' } : problem)),
    send: async () => onInvited(await call('POST /people', { body: { email: email.trim(), firstName, lastName, language, role } })),
  });

  return (
    <Form
      form={form}
      submitLabel={t('people.invite-send')}
      busyLabel={t('sent.busy')}
      more={
        <Button kind="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      }
    >
      <TextField
        {...form.field('firstName')}
        optional
        autoFocus
        autoComplete="off"
        maxLength={NAME_MAX}
        value={firstName}
        onChange={setFirstName}
      />
      <TextField {...form.field('lastName')} optional autoComplete="off" maxLength={NAME_MAX} value={lastName} onChange={setLastName} />
      <TextField
        {...form.field('email')}
        {...EMAIL_INPUT}
        autoComplete="off"
        help={t('people.email-help')}
        value={email}
        onChange={setEmail}
      />
      {portal.languages.length > 1 && (
        <Field {...form.field('language')}>
          {(control) => (
            <select
              {...control}
              className={formCss.control}
              value={language}
              onChange={({ target }) => setLanguage(target.value as Language)}
            >
              {portal.languages.map((each) => (
                <option key={each} value={each} lang={each}>
                  {t(`language.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <RoleChoice roles={roles} value={role} onChange={setRole} />
    </Form>
  );
}
