import { useEffect, useState } from 'react';
import { asApiError, type ApiError } from '../api/api-error';
import { leaveFor } from './leave';

/** Leads to another site: `going` names the way that was taken, until the browser has left or it was refused. */
export function useTrip(begin: (key: string) => Promise<{ url: string }>) {
  const [going, setGoing] = useState<string>();
  const [error, setError] = useState<ApiError>();

  // Back from there by the browser's button, the page may stand as it was left.
  useEffect(() => {
    const shown = () => setGoing(undefined);
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, []);

  const start = async (key: string): Promise<void> => {
    if (going) return;
    setGoing(key);
    setError(undefined);
    try {
      leaveFor((await begin(key)).url);
    } catch (thrown) {
      setError(asApiError(thrown));
      setGoing(undefined);
    }
  };
  return { going, error, start };
}
