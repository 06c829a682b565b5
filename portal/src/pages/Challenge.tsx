import { useCallback, useRef, useState } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router-dom';
import { Page } from '../app/Page';
import { FailedPage } from '../app/FailedPage';
import ChallengePanel from '../factors/ChallengePanel';
import { beginSession, useSessionQuery } from '../session/session';
import type { ChallengeState, HomeState, SignInState } from '../session/sign-in-state';
import { storeReturnPath, storedReturnPath } from '../session/return-path';

/** The second step of a sign-in, as a page. */
export default function Challenge() {
  const navigate = useNavigate();
  const state = useLocation().state as ChallengeState | null;
  const { data: session, isPending, error, refetch } = useSessionQuery();
  const [kept] = useState(storedReturnPath);
  const returnTo = state?.returnTo ?? kept ?? '/';

  // What the page was told stays the same while it leads away.
  const told = useRef(state);
  const backTo = useCallback(
    (more: SignInState) => navigate('/sign-in', { replace: true, state: { returnTo: told.current?.returnTo, ...more } }),
    [navigate],
  );
  const gone = useCallback(() => backTo({ unfinished: true }), [backTo]);

  if (session) {
    storeReturnPath(undefined);
    return <Navigate to={returnTo} replace state={state?.done ? ({ done: state.done } satisfies HomeState) : null} />;
  }
  if (isPending) return null;
  if (error) return <FailedPage error={error} retry={() => void refetch()} />;
  return (
    <ChallengePanel
      onSignedIn={beginSession}
      onGone={gone}
      onCancel={() => backTo({})}
      frame={(title, children) => (
        <Page key={title} title={title}>
          {children}
        </Page>
      )}
    />
  );
}
