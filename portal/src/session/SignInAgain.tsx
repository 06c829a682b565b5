import { useCallback, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { send } from '../api/client';
import { useReleaseUnsaved } from '../app/unsaved';
import ChallengePanel from '../factors/ChallengePanel';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { portal, portalData } from '../portal-data';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { NewTabLink } from '../ui/NewTabLink';
import { Notice } from '../ui/Notice';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import { PasskeySignIn } from './PasskeySignIn';
import { SignInForm } from './SignInForm';
import { beginSession, sessionQuery } from './session';
import css from './sign-in.module.css';
import { sessionState } from './session-state';

const decline = () => sessionState.settle(false);

/**
 * Over the page when a session has ended under somebody's work: what they typed stays beneath it.
 * The same contact, acting for the same customer, goes on where they were; anybody else starts anew.
 */
export default function SignInAgain() {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const release = useReleaseUnsaved();
  const [step, setStep] = useState<'sign-in' | 'challenge' | 'unfinished'>('sign-in');
  const before = client.getQueryData(sessionQuery.queryKey);

  const signedIn = async (session: SessionInfo) => {
    const resumed = before ? await resume(session, before) : undefined;
    if (resumed) {
      client.setQueryData(sessionQuery.queryKey, resumed);
      sessionState.settle(true);
      return;
    }
    sessionState.settle(false);
    release();
    navigate('/', { replace: true });
    beginSession(session);
  };
  const unfinished = useCallback(() => setStep('unfinished'), []);

  return (
    <Dialog title={t('again.title')} onClose={decline}>
      {step === 'challenge' ? (
        <ChallengePanel
          onSignedIn={signedIn}
          onGone={unfinished}
          onCancel={() => setStep('sign-in')}
          frame={(title, children) => (
            <>
              <h3>{title}</h3>
              {children}
            </>
          )}
        />
      ) : (
        <>
          <p>{t('again.intro')}</p>
          {step === 'unfinished' && <Notice kind="warning" text={t('sign-in.unfinished')} />}
          <Ways email={before?.contact.email} onSignedIn={signedIn} onFactor={() => setStep('challenge')} />
        </>
      )}
    </Dialog>
  );
}

interface WaysProps {
  email?: string;
  onSignedIn: (session: SessionInfo) => Promise<void>;
  onFactor: () => void;
}

/** Ways in that need not leave the page; the others are taken in another tab. */
function Ways({ email, onSignedIn, onFactor }: WaysProps) {
  const { t } = useText();
  const { methods, connections } = portal.signIn;
  const dismiss = <Button onClick={decline}>{t('again.dismiss')}</Button>;
  const password = methods.includes('password');
  const elsewhere = connections.length > 0 || methods.includes('email-link');
  return (
    <>
      {password && <SignInForm initialEmail={email} onSignedIn={onSignedIn} onFactor={onFactor} more={dismiss} />}
      {methods.includes('passkey') && (
        <>
          <p className={css.or}>{t('sign-in.or')}</p>
          <PasskeySignIn onSignedIn={onSignedIn} />
        </>
      )}
      {elsewhere && <Elsewhere only={methods.length === 0} onSignedIn={onSignedIn} more={password ? undefined : dismiss} />}
    </>
  );
}

interface ElsewhereProps extends Pick<WaysProps, 'onSignedIn'> {
  /** There is no way that needs no other site. */
  only: boolean;
  more: ReactNode;
}

/** Signing in where the browser has to leave: in a new tab, which shares the session's cookie. */
function Elsewhere({ only, onSignedIn, more }: ElsewhereProps) {
  const { t } = useText();
  const { doing, error, start } = useAction();
  const goOn = async () => onSignedIn(await send('GET /session'));
  return (
    <div className={only ? undefined : css.join}>
      <div className={css.ways}>
        <p>{t(only ? 'again.elsewhere-only' : 'again.elsewhere')}</p>
        <NewTabLink className={css.elsewhere} href={`${portalData.basePath}/sign-in`}>
          {t('again.open')}
        </NewTabLink>
        {error && <Refused error={error} />}
        <div className={formCss.actions}>
          <Button aria-disabled={doing && true} onClick={() => void start('it', goOn)}>
            {t('again.go-on')}
          </Button>
          {more}
        </div>
      </div>
    </div>
  );
}

/** The session in which the work can go on, or undefined where it belongs to somebody else. */
async function resume(session: SessionInfo, before: SessionInfo): Promise<SessionInfo | undefined> {
  if (session.contact.id !== before.contact.id) return undefined;
  if (session.customer.id === before.customer.id) return session;
  // A new session may start with another of the contact's customers; typed data is for this one.
  if (!session.customers.some(({ id }) => id === before.customer.id)) return undefined;
  return send('PUT /session/customer', { body: { customer: before.customer.id } });
}
