import { useEffect } from 'react';
import { hasCode } from '../api/api-error';
import css from '../app/page.module.css';
import { LanguageField } from '../forms/LanguageField';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { useEntry } from '../session/useEntry';
import { LinkGate, lookAt, type WorkingLink } from './link/LinkGate';
import { NewPasswordForm } from './link/NewPasswordForm';

/** Where an invitation leads: a first password, a language, and in. */
export default function Invitation() {
  const { t } = useText();
  return (
    <LinkGate purpose="invitation" title={t('invitation.title')} look={lookAt('invitation')}>
      {(link) => <Accept {...link} />}
    </LinkGate>
  );
}

function Accept({ token, preview, dead }: WorkingLink) {
  const { t } = useText();
  const enter = useEntry({ done: 'invitation.done' });
  const { language, choose } = useLanguage();
  const organisation = portal.organisation.name;

  // The invitation speaks the language that is on file, until its reader picks another one.
  useEffect(() => {
    if (preview.language) void choose(preview.language);
  }, [preview.language, choose]);

  const accept = async (password: string) => {
    try {
      await enter(() => callPublic('POST /invitation/accept', { body: { token, password, language } }));
    } catch (error) {
      if (hasCode(error, 'invalid-link')) dead();
      throw error;
    }
  };

  return (
    <>
      <p>
        {preview.firstName
          ? t('invitation.hello', { name: preview.firstName, organisation })
          : t('invitation.hello-plain', { organisation })}
      </p>
      <dl className={css.facts}>
        <dt>{t('invitation.email')}</dt>
        <dd>{preview.email}</dd>
      </dl>
      <NewPasswordForm email={preview.email} submitLabel={t('invitation.submit')} send={accept}>
        <LanguageField />
      </NewPasswordForm>
    </>
  );
}
