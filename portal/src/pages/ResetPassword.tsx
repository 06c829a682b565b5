import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { callPublic } from '../session/call';
import { useEntry } from '../session/useEntry';
import { LinkGate, lookAt, type WorkingLink } from './link/LinkGate';
import { NewPasswordForm } from './link/NewPasswordForm';

/** Where the link of a forgotten password leads. */
export default function ResetPassword() {
  const { t } = useText();
  return (
    <LinkGate purpose="password-reset" title={t('reset.title')} look={lookAt('password-reset')}>
      {(link) => <Reset {...link} />}
    </LinkGate>
  );
}

function Reset({ token, preview, dead }: WorkingLink) {
  const { t } = useText();
  const enter = useEntry({ done: 'reset.done' }, dead);
  const save = (password: string) => enter(() => callPublic('POST /password/reset', { body: { token, password } }));
  return (
    <>
      <p className={css.muted}>{t('reset.for', { email: preview.email })}</p>
      <NewPasswordForm email={preview.email} submitLabel={t('reset.submit')} send={save} />
    </>
  );
}
