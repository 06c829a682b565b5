import { useState } from 'react';
import { asApiError, type ApiError } from '../api/api-error';

/** What buttons do, one thing at a time: which of them is under way (`doing`), and what it was refused with. */
export function useAction<W extends string = 'it'>() {
  const [doing, setDoing] = useState<W>();
  const [error, setError] = useState<ApiError>();
  const start = async (what: W, action: () => Promise<void>): Promise<void> => {
    if (doing !== undefined) return;
    setDoing(what);
    setError(undefined);
    try {
      await action();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setDoing(undefined);
  };
  return { doing, error, start };
}
