import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { callPublic } from '../session/call';
import { LinkGate, lookAt } from './link/LinkGate';
import { UseLink } from './link/UseLink';

/** Where a mailed sign-in link leads. */
export default function SignInLink() {
  const { t } = useText();
  return (
    <LinkGate purpose="sign-in" title={t('sign-in-link.title')} look={lookAt('sign-in')}>
      {({ token, preview, dead }) => (
        <>
          <p className={css.muted}>{t('sign-in-link.for', { email: preview.email })}</p>
          <UseLink label={t('sign-in.submit')} use={() => callPublic('POST /session/link', { body: { token } })} dead={dead} />
        </>
      )}
    </LinkGate>
  );
}
