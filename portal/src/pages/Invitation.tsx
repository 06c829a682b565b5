import { useEffect, useId } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Language } from '../../../plugin/vocabulary';
import { hasCode } from '../api/api-error';
import css from '../app/page.module.css';
import { Field } from '../forms/Field';
import formCss from '../forms/forms.module.css';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { beginSession } from '../session/session';
import type { HomeState } from '../session/sign-in-state';
import { LinkGate, type LinkPreview } from './link/LinkGate';
import { NewPasswordForm } from './link/NewPasswordForm';

/** Where an invitation leads: a first password, a language, and in. */
export default function Invitation() {
  const { t } = useText();
  return (
    <LinkGate purpose="invitation" title={t('invitation.title')}>
      {(link) => <Accept {...link} />}
    </LinkGate>
  );
}

function Accept({ token, preview, dead }: { token: string; preview: LinkPreview; dead: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { language, choose } = useLanguage();
  const id = useId();
  const organisation = portal.organisation.name;

  // The invitation speaks the language that is on file, until its reader picks another one.
  useEffect(() => {
    if (preview.language) void choose(preview.language);
  }, [preview.language, choose]);

  const accept = async (password: string) => {
    try {
      beginSession(await callPublic('POST /invitation/accept', { body: { token, password, language } }));
      navigate('/', { replace: true, state: { done: 'invitation.done' } satisfies HomeState });
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
        {portal.languages.length > 1 && (
          <Field id={id} label={t('language.label')}>
            {(control) => (
              <select
                {...control}
                className={formCss.control}
                value={language}
                onChange={(event) => void choose(event.target.value as Language)}
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
      </NewPasswordForm>
    </>
  );
}
