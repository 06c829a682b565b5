import { Link, Navigate, useLocation } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { SignInForm } from '../session/SignInForm';
import { beginSession, probablySignedIn, useSessionQuery } from '../session/session';
import type { SignInState } from '../session/sign-in-state';
import { Notice } from '../ui/Notice';
import { Loading, Skeleton } from '../ui/Skeleton';

/** Default sign-in by email and password; leads on to the page that was wanted. */
export default function SignIn() {
  const { t } = useText();
  const { data: session, isPending } = useSessionQuery();
  const state = useLocation().state as SignInState | null;

  if (session) return <Navigate to={state?.wanted ?? '/'} replace />;
  return (
    <Page title={t('sign-in.title')}>
      {state?.signedOut && <Notice kind="info" text={t('sign-in.signed-out')} />}
      <p className={css.muted}>{t('sign-in.intro', { organisation: portal.organisation.name })}</p>
      {isPending && probablySignedIn() ? (
        <div className={css.stack}>
          <Loading />
          <Skeleton shapes={['control', 'control', 'short']} />
        </div>
      ) : (
        <SignInForm
          onSignedIn={beginSession}
          more={<Link to="/forgotten-password">{t('sign-in.forgotten')}</Link>}
        />
      )}
    </Page>
  );
}
