import { useEffect } from 'react';
import { hasCode } from '../api/api-error';
import type { Response } from '../api/client';
import css from '../app/page.module.css';
import { LanguageField } from '../forms/LanguageField';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { useEntry } from '../session/useEntry';
import { LinkGate, type WorkingLink } from './link/LinkGate';
import { NewPasswordForm } from './link/NewPasswordForm';

/** Where the mail leads that proves the address of a sign-up: which account it is, a password, and in. */
export default function SignUpConfirm() {
  const { t } = useText();
  return (
    <LinkGate
      purpose="sign-up"
      title={t('sign-up.confirm.title')}
      look={(token) => callPublic('POST /sign-up/preview', { body: { token } })}
    >
      {(link) => <Confirm {...link} />}
    </LinkGate>
  );
}

function Confirm({ token, preview, dead }: WorkingLink<Response<'POST /sign-up/preview'>>) {
  const { t } = useText();
  const enter = useEntry({ done: 'sign-up.done' });
  const { language, choose } = useLanguage();
  const organisation = portal.organisation.name;

  // The pages speak the language in which the sign-up was made, until its reader picks another one.
  useEffect(() => {
    if (preview.language) void choose(preview.language);
  }, [preview.language, choose]);

  const confirm = async (password: string) => {
    try {
      await enter(() => callPublic('POST /sign-up/confirm', { body: { token, password, language } }));
    } catch (error) {
      if (hasCode(error, 'invalid-link')) dead();
      throw error;
    }
  };

  return (
    <>
      <p>{t('sign-up.confirm.hello', { name: preview.firstName, organisation })}</p>
      <dl className={css.facts}>
        <dt>{t('invitation.email')}</dt>
        <dd>{preview.email}</dd>
        <dt>{t(preview.joins ? 'sign-up.confirm.joins' : 'sign-up.confirm.makes')}</dt>
        <dd>{preview.customer}</dd>
      </dl>
      {preview.joins && <p className={css.muted}>{t('sign-up.confirm.joins-why', { name: preview.customer })}</p>}
      <NewPasswordForm email={preview.email} submitLabel={t('invitation.submit')} send={confirm}>
        <LanguageField />
      </NewPasswordForm>
    </>
  );
}
