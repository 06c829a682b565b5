import { useCallback, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { hasCode } from '../api/api-error';
import { send, type Response } from '../api/client';
import { useText } from '../language/useText';
import { callPublic } from '../session/call';
import { Pending } from '../ui/Pending';
import { Enrol } from './Enrol';
import { Prove } from './Prove';
import { RecoveryCodes } from './RecoveryCodes';

interface ChallengePanelProps {
  onSignedIn: (session: SessionInfo) => void | Promise<void>;
  /** There is nothing to prove any more: it took too long, or was tried too often. */
  onGone: () => void;
  onCancel: () => void;
  /** Puts a title over what is shown. */
  frame: (title: string, children: ReactNode) => ReactNode;
}

/** What stands between a proof and the session: a factor to prove, or the first one to set up. */
export default function ChallengePanel({ onSignedIn, onGone, onCancel, frame }: ChallengePanelProps) {
  const { t } = useText();
  const [enrolled, setEnrolled] = useState<Response<'PUT /challenge/enrolment'>>();

  // The server answers as to somebody who never began: the challenge is over.
  const attempt = useCallback(
    async <T,>(request: () => Promise<T>): Promise<T> => {
      try {
        return await request();
      } catch (error) {
        if (hasCode(error, 'signed-out')) onGone();
        throw error;
      }
    },
    [onGone],
  );

  const query = useQuery({
    queryKey: ['challenge'],
    queryFn: () => attempt(() => callPublic('GET /challenge')),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });

  const cancel = () => {
    // Whether or not the server hears of it, the person goes back.
    void send('DELETE /challenge').catch(() => undefined);
    onCancel();
  };

  if (enrolled) {
    return frame(
      t('codes.title'),
      <RecoveryCodes codes={enrolled.recoveryCodes} email={enrolled.session.contact.email} onKept={() => onSignedIn(enrolled.session)} />,
    );
  }
  if (query.data) {
    const parts = { challenge: query.data, attempt, onCancel: cancel };
    return query.data.step === 'enrol'
      ? frame(t('enrol.title'), <Enrol {...parts} onEnrolled={setEnrolled} />)
      : frame(t('challenge.title'), <Prove {...parts} onSignedIn={onSignedIn} />);
  }
  return frame(t('challenge.title'), <Pending query={query} shapes={['line', 'control', 'short']} leaves="signed-out" />);
}
