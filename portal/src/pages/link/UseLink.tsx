import { useState } from 'react';
import type { SessionInfo } from '../../../../plugin/contract/customer/session';
import { asApiError, hasCode, type ApiError } from '../../api/api-error';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import type { ChallengeState } from '../../session/sign-in-state';
import { useEntry } from '../../session/useEntry';
import { Button } from '../../ui/Button';
import { Refused } from '../../ui/Refused';

interface UseLinkProps {
  label: string;
  /** Uses the link up. */
  use: () => Promise<SessionInfo>;
  dead: () => void;
  done?: ChallengeState['done'];
}

/** The button that uses a mailed link up and signs in. Opening the link did not: mail scanners open links, too. */
export function UseLink({ label, use, dead, done }: UseLinkProps) {
  const { t } = useText();
  const enter = useEntry({ done });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const start = async () => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await enter(use);
    } catch (thrown) {
      if (hasCode(thrown, 'invalid-link')) dead();
      setError(asApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <>
      {error && <Refused error={error} />}
      <div className={formCss.actions}>
        <Button kind="primary" aria-disabled={busy || undefined} onClick={() => void start()}>
          {busy ? t('sign-in.busy') : label}
        </Button>
      </div>
    </>
  );
}
