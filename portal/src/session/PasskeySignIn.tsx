import { useEffect, useRef, useState } from 'react';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { asApiError, type ApiError } from '../api/api-error';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Refused } from '../ui/Refused';
import { callPublic } from './call';
import { askPasskey, awaitAutofill, offersAutofill, stopAutofill, supportsPasskeys } from './passkey';
import css from './sign-in.module.css';

const options = () => callPublic('POST /session/passkey/options');

interface PasskeySignInProps {
  onSignedIn: (session: SessionInfo) => void | Promise<void>;
}

/** The button that signs in with a passkey, and the offer of one at the email field. */
export function PasskeySignIn({ onSignedIn }: PasskeySignInProps) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();

  const enter = async (ask: () => Promise<Record<string, unknown> | undefined>) => {
    setError(undefined);
    try {
      const response = await ask();
      if (response) await onSignedIn(await callPublic('POST /session/passkey', { body: { response } }));
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  const start = async () => {
    if (busy) return;
    setBusy(true);
    await enter(async () => askPasskey(await options()));
    setBusy(false);
  };

  const latest = useRef(enter);
  latest.current = enter;
  useEffect(() => {
    let left = false;
    let waiting = false;
    const offer = async () => {
      if (!(await offersAutofill()) || left) return;
      const taken = await options().catch(() => undefined);
      if (!taken || left) return;
      waiting = true;
      const response = await awaitAutofill(taken);
      waiting = false;
      if (response && !left) await latest.current(() => Promise.resolve(response));
    };
    void offer();
    return () => {
      left = true;
      if (waiting) stopAutofill();
    };
  }, []);

  if (!supportsPasskeys()) return null;
  return (
    <>
      {error && <Refused error={error} />}
      <Button className={css.way} aria-disabled={busy || undefined} onClick={() => void start()}>
        <Icon name="key" />
        {t(busy ? 'passkey.busy' : 'sign-in.passkey')}
      </Button>
    </>
  );
}
