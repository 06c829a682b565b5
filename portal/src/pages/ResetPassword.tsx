import { useNavigate } from 'react-router-dom';
import { hasCode } from '../api/api-error';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { callPublic } from '../session/call';
import { beginSession } from '../session/session';
import type { HomeState } from '../session/sign-in-state';
import { LinkGate, type LinkPreview } from './link/LinkGate';
import { NewPasswordForm } from './link/NewPasswordForm';

/** Where the link of a forgotten password leads. */
export default function ResetPassword() {
  const { t } = useText();
  return (
    <LinkGate purpose="password-reset" title={t('reset.title')}>
      {(link) => <Reset {...link} />}
    </LinkGate>
  );
}

function Reset({ token, preview, dead }: { token: string; preview: LinkPreview; dead: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const save = async (password: string) => {
    try {
      beginSession(await callPublic('POST /password/reset', { body: { token, password } }));
      navigate('/', { replace: true, state: { done: 'reset.done' } satisfies HomeState });
    } catch (error) {
      if (hasCode(error, 'invalid-link')) dead();
      throw error;
    }
  };
  return (
    <>
      <p className={css.muted}>{t('reset.for', { email: preview.email })}</p>
      <NewPasswordForm email={preview.email} submitLabel={t('reset.submit')} send={save} />
    </>
  );
}
