import { useState } from 'react';
import { Link, Navigate, useLocation, useNavigate } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { ConnectionButtons } from '../session/ConnectionButtons';
import { takeOutcome } from '../session/fragment';
import { PasskeySignIn } from '../session/PasskeySignIn';
import signInCss from '../session/sign-in.module.css';
import { SignInForm } from '../session/SignInForm';
import { ProviderProblem } from '../session/ProviderProblem';
import { beginSession, probablySignedIn, useSessionQuery } from '../session/session';
import { pathOf, type ChallengeState, type SignInState } from '../session/sign-in-state';
import { storeReturnPath } from '../session/return-path';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { Loading } from '../ui/Skeleton';

/** The ways in that the settings offer; each leads on to the page that was wanted. */
export default function SignIn() {
  const { t } = useText();
  const { data: session, isPending } = useSessionQuery();
  const state = useLocation().state as SignInState | null;
  const [{ problem }] = useState(takeOutcome);

  if (session) return <Navigate to={state?.returnTo ?? '/'} replace />;
  return (
    <Page title={t('sign-in.title')}>
      {state?.signedOut && <Notice kind="info" text={t('sign-in.signed-out')} />}
      {state?.unfinished && <Notice kind="warning" text={t('sign-in.unfinished')} />}
      {problem && <ProviderProblem code={problem} />}
      {isPending && probablySignedIn() ? (
        <div className={css.stack}>
          <Loading shapes={['control', 'control', 'short']} />
        </div>
      ) : (
        <WaysIn returnTo={state?.returnTo} />
      )}
    </Page>
  );
}

function WaysIn({ returnTo }: Pick<SignInState, 'returnTo'>) {
  const { t } = useText();
  const navigate = useNavigate();
  const { methods, connections, selfSignUp } = portal.signIn;
  const [password, passkey, link] = [methods.includes('password'), methods.includes('passkey'), methods.includes('email-link')];
  const organisation = portal.organisation.name;
  const only = methods.length === 0 ? connections[0] : undefined;
  const begin = async (key: string) => {
    const path = returnTo && pathOf(returnTo);
    const body = path === undefined ? {} : { wanted: path };
    const away = await callPublic('POST /connections/:key/start', { params: { key }, body });
    storeReturnPath(path);
    return away;
  };
  const toChallenge = () => navigate('/sign-in/challenge', { state: { returnTo } satisfies ChallengeState });

  return (
    <>
      <p className={css.muted}>
        {only && connections.length === 1
          ? t('sign-in.intro-single', { organisation, name: only.name })
          : t('sign-in.intro', { organisation })}
      </p>
      {password && (
        <SignInForm
          onSignedIn={beginSession}
          onFactor={toChallenge}
          more={<Link to="/forgotten-password">{t('sign-in.forgotten')}</Link>}
        />
      )}
      {password && (passkey || link || connections.length > 0) && <p className={signInCss.or}>{t('sign-in.or')}</p>}
      <div className={signInCss.ways}>
        {passkey && <PasskeySignIn onSignedIn={beginSession} />}
        {link && (
          <Link className={signInCss.wayLink} to="/sign-in/mail-link">
            <Icon name="mail" />
            {t('sign-in.mail-link')}
          </Link>
        )}
        {connections.length > 0 && <ConnectionButtons connections={connections} begin={begin} />}
      </div>
      {methods.length === 0 && connections.length === 0 && <Notice kind="info" text={t('sign-in.no-way', { organisation })} />}
      {selfSignUp && (
        <p className={signInCss.join}>
          {t('sign-in.new-here')} <Link to="/sign-up">{t('sign-in.sign-up')}</Link>
        </p>
      )}
    </>
  );
}
