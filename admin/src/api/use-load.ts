import { useCallback, useEffect, useRef, useState } from 'react';
import { failureOf, type ApiFailure } from './failure';

/** What a screen loads before it can be shown. */
export interface Loaded<T> {
  data: T | undefined;
  failure: ApiFailure | undefined;
  /** Loads again; the present data stays until the new is there. Resolves to the new data. */
  reload: () => Promise<T | undefined>;
  /** Puts newer data in place, such as what a save answered. */
  setData: (data: T) => void;
}

/** Loads once per `key`, and again whenever it changes; answers that come late are dropped. */
export function useLoad<T>(load: () => Promise<T>, key = ''): Loaded<T> {
  const [data, setData] = useState<T>();
  const [failure, setFailure] = useState<ApiFailure>();
  const latest = useRef(0);
  const loader = useRef(load);
  loader.current = load;

  const reload = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    try {
      const answer = await loader.current();
      if (mine !== latest.current) return undefined;
      setData(answer);
      setFailure(undefined);
      return answer;
    } catch (error) {
      if (mine === latest.current) setFailure(failureOf(error));
      return undefined;
    }
  }, []);

  const replace = useCallback((newer: T) => {
    latest.current += 1;
    setData(newer);
    setFailure(undefined);
  }, []);

  useEffect(() => {
    void reload();
    return () => {
      latest.current += 1;
    };
  }, [reload, key]);

  return { data, failure, reload, setData: replace };
}
