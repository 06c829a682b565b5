import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { FirstFactor } from '../factors/FirstFactor';
import { StepUpProof } from '../factors/StepUpProof';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { sessionQuery } from './session';
import { sessionState } from './session-state';

/**
 * Over the page when something needs a fresh proof that it is the contact; it is then done by
 * itself. Where the settings ask for a second step and there is none yet, the first one is set up here.
 */
export default function StepUp() {
  const { t } = useText();
  const client = useQueryClient();
  // Not `useSession`: another tab may sign somebody else in while this stands here.
  const before = client.getQueryData(sessionQuery.queryKey);
  const email = before?.contact.email ?? '';
  const [enrolling, setEnrolling] = useState<SessionInfo>();

  const take = (session: SessionInfo) => client.setQueryData(sessionQuery.queryKey, session);
  const decline = () => {
    sessionState.settle(false);
    // It is proved now, but still owes the second step: the shell leads to where that can be set up.
    if (enrolling) take(enrolling);
  };
  const proved = (session: SessionInfo) => {
    // Where it was known before, the page beneath is the one on which it is being set up.
    if (session.factorOwed && !before?.factorOwed) return setEnrolling(session);
    take(session);
    sessionState.settle(true);
  };
  const dismiss = (
    <Button kind="quiet" onClick={decline}>
      {t('cancel')}
    </Button>
  );

  return (
    <Dialog title={t(enrolling ? 'enrol.title' : 'step-up.title')} onClose={decline}>
      {enrolling ? (
        <FirstFactor
          email={email}
          onDone={(session) => {
            take(session);
            sessionState.settle(true);
          }}
          more={dismiss}
        />
      ) : (
        <StepUpProof email={email} onProved={proved} more={dismiss} />
      )}
    </Dialog>
  );
}
