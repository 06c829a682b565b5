import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { hasCode } from '../api/api-error';
import { send, type Request, type Response } from '../api/client';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { ConnectionButtons } from '../session/ConnectionButtons';
import { endSession } from '../session/session';
import { sessionState } from '../session/session-state';
import { Button } from '../ui/Button';
import { Pending } from '../ui/Pending';
import { CodeForm } from './CodeForm';
import { PasskeyProof } from './PasskeyProof';
import { PasswordProof } from './PasswordProof';
import { Ways, type Way } from './Ways';

interface StepUpProofProps {
  /** Whose proof it is. */
  email: string;
  onProved: (session: SessionInfo) => void;
  /** Beside the button. */
  more?: ReactNode;
}

/** Runs a request. Where the session has ended, it is renewed first, by the dialog for that. */
async function attempt<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (hasCode(error, 'signed-out')) sessionState.change('expired');
    throw error;
  }
}

/** One of the ways in which the contact can confirm that it is them. */
export function StepUpProof(props: StepUpProofProps) {
  const query = useQuery({
    queryKey: ['step-up'],
    queryFn: () => attempt(() => send('GET /session/step-up')),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  return query.data ? <Proof {...query.data} {...props} /> : <Pending query={query} shapes={['line', 'control', 'short']} />;
}

function Proof({ ways, connections, enrol, email, onProved, more }: StepUpProofProps & Response<'GET /session/step-up'>) {
  const { t } = useText();
  const known = ways.filter((way): way is Way => way !== 'sign-in');
  const [way, setWay] = useState(known[0]);
  const prove = async (body: Request<'POST /session/step-up'>['body']) =>
    onProved(await attempt(() => send('POST /session/step-up', { body })));

  if (way === undefined && connections.length > 0) return <AskedAnew connections={connections} more={more} />;
  if (way === undefined) return <SignInAnew more={more} />;
  return (
    <>
      <p>{enrol ? t('step-up.enrol', { organisation: portal.organisation.name }) : t('step-up.intro')}</p>
      {way === 'password' && <PasswordProof email={email} send={(password) => prove({ way: 'password', password })} more={more} />}
      {(way === 'totp' || way === 'recovery-code') && (
        <CodeForm key={way} kind={way} autoFocus submitLabel={t('step-up.submit')} send={(code) => prove({ way, code })} more={more} />
      )}
      {way === 'passkey' && (
        <PasskeyProof
          kind="primary"
          autoFocus={way !== known[0]}
          label={t('challenge.passkey-submit')}
          options={() => attempt(() => send('POST /session/step-up/passkey/options'))}
          prove={(response) => prove({ way: 'passkey', response })}
          more={more}
        />
      )}
      <Ways ways={known} chosen={way} onChoose={setWay} />
    </>
  );
}

type AskedAnewProps = Pick<StepUpProofProps, 'more'> & Pick<Response<'GET /session/step-up'>, 'connections'>;

/** The contact's login elsewhere asks who is there; the way back leads to this page. */
function AskedAnew({ connections, more }: AskedAnewProps) {
  const { t } = useText();
  const { pathname, search } = useLocation();
  const body = { wanted: `${pathname}${search}` };
  return (
    <>
      <p>{t('step-up.elsewhere')}</p>
      <p className="small">{t('step-up.elsewhere-note')}</p>
      <ConnectionButtons
        connections={connections}
        begin={(key) => attempt(() => send('POST /connections/:key/step-up', { params: { key }, body }))}
      />
      {more && <div className={formCss.actions}>{more}</div>}
    </>
  );
}

/** Nothing can be proved here: whoever signs in through somebody else proves it by doing so again. */
function SignInAnew({ more }: { more: ReactNode }) {
  const { t } = useText();
  const [going, setGoing] = useState(false);
  const go = async () => {
    if (going) return;
    setGoing(true);
    await send('DELETE /session').catch(() => undefined);
    sessionState.settle(false);
    endSession({ goodbye: false });
  };
  return (
    <>
      <p>{t('step-up.sign-in')}</p>
      <p className="small">{t('step-up.sign-in-note')}</p>
      <div className={formCss.actions}>
        <Button kind="primary" aria-disabled={going || undefined} onClick={() => void go()}>
          {t('step-up.sign-in-submit')}
        </Button>
        {more}
      </div>
    </>
  );
}
