import { useState } from 'react';
import type { Challenge } from '../../../plugin/contract/customer/challenge';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { FactorKind } from '../../../plugin/vocabulary';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { callPublic } from '../session/call';
import { Button } from '../ui/Button';
import { CodeForm } from './CodeForm';
import { PasskeyProof } from './PasskeyProof';
import { Remember } from './Remember';
import { Ways } from './Ways';

interface ProveProps {
  challenge: Challenge;
  onSignedIn: (session: SessionInfo) => void | Promise<void>;
  /** Runs a request of the challenge; finds out where the challenge is over. */
  attempt: <T>(request: () => Promise<T>) => Promise<T>;
  onCancel: () => void;
}

/** The second step of a sign-in: one of the ways that the contact has, the best one first. */
export function Prove({ challenge, onSignedIn, attempt, onCancel }: ProveProps) {
  const { t } = useText();
  const { factors, rememberDays } = challenge;
  const [way, setWay] = useState<FactorKind>(factors[0] ?? 'recovery-code');
  const [remember, setRemember] = useState(false);
  const kept = remember && rememberDays > 0 ? { remember } : {};

  const cancel = (
    <Button kind="quiet" onClick={onCancel}>
      {t('cancel')}
    </Button>
  );
  const rememberBox = <Remember days={rememberDays} value={remember} onChange={setRemember} />;

  return (
    <>
      <p className="small">{t('challenge.for', { email: challenge.email })}</p>
      {way === 'totp' && (
        <>
          <p>{t('challenge.totp')}</p>
          <CodeForm
            kind="totp"
            autoFocus
            submitLabel={t('challenge.submit')}
            send={async (code) => onSignedIn(await attempt(() => callPublic('POST /challenge/totp', { body: { code, ...kept } })))}
            more={cancel}
          >
            {rememberBox}
          </CodeForm>
        </>
      )}
      {way === 'passkey' && (
        <>
          <p>{t('challenge.passkey')}</p>
          <PasskeyProof
            kind="primary"
            autoFocus={way !== factors[0]}
            label={t('challenge.passkey-submit')}
            options={() => attempt(() => callPublic('POST /challenge/passkey/options'))}
            prove={async (response) =>
              onSignedIn(await attempt(() => callPublic('POST /challenge/passkey', { body: { response, ...kept } })))
            }
            more={cancel}
          >
            {rememberBox}
          </PasskeyProof>
        </>
      )}
      {way === 'recovery-code' && (
        <>
          <p>{t('challenge.recovery')}</p>
          <CodeForm
            kind="recovery-code"
            autoFocus
            submitLabel={t('challenge.submit')}
            send={async (code) => onSignedIn(await attempt(() => callPublic('POST /challenge/recovery-code', { body: { code } })))}
            more={cancel}
          />
        </>
      )}
      <Ways ways={factors} chosen={way} onChoose={setWay} />
      {/* Nobody is left without a way: whoever lost everything is told whom to ask. */}
      <p className="small">{t('challenge.lost', { organisation: portal.organisation.name })}</p>
    </>
  );
}
