import { useCallback } from 'react';
import { useNavigate } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { hasCode } from '../api/api-error';
import { beginSession } from './session';
import type { ChallengeState } from './sign-in-state';

/**
 * The end of every way in: the session begins and leads on, or a second step is asked for first.
 * Whatever else was answered is thrown for the form to show; `dead` hears of a mailed link that does not work.
 */
export function useEntry(state: ChallengeState, dead: () => void): (proof: () => Promise<SessionInfo>) => Promise<void> {
  const navigate = useNavigate();
  const { returnTo, done } = state;
  return useCallback(
    async (proof) => {
      try {
        const session = await proof();
        beginSession(session);
        navigate(returnTo ?? '/', { replace: true, state: done ? { done } : null });
      } catch (error) {
        if (hasCode(error, 'invalid-link')) dead();
        if (!hasCode(error, 'factor-required')) throw error;
        navigate('/sign-in/challenge', { replace: true, state: { returnTo, done } satisfies ChallengeState });
      }
    },
    [navigate, returnTo, done, dead],
  );
}
