import { useRef } from 'react';
import { sendKeyed, type Arguments, type Key, type Response } from '../api/client';
import { attempt } from './call';

/** Keys of attempts, each as long as what is sent stays the same and no answer says what became of it. */
function createAttempts() {
  const keys = new Map<string, string>();
  return async <T>(content: unknown, send: (key: string) => Promise<T>): Promise<T> => {
    const text = JSON.stringify(content);
    const key = keys.get(text) ?? crypto.randomUUID();
    keys.set(text, key);
    const answer = await send(key);
    // Answered: whoever says the same once more means it.
    keys.delete(text);
    return answer;
  };
}

/**
 * Makes requests that create or decide something: sent again after an answer that was lost, they carry the same
 * `Idempotency-Key`, and the server does nothing twice. What was changed in between is another attempt.
 */
export function useOnce() {
  const attempts = useRef<ReturnType<typeof createAttempts>>();
  attempts.current ??= createAttempts();
  const once = attempts.current;
  return {
    /** Sends what stands for `content`, with the key of the attempt. */
    once,

    /** On behalf of who is signed in, as `call` does. */
    call: <K extends Key>(key: K, ...request: Arguments<K>): Promise<Response<K>> =>
      once([key, request], (id) => attempt(key, () => sendKeyed(id, null, key, ...request))),

    /** By whoever holds a link. */
    callByLink: <K extends Key>(token: string, key: K, ...request: Arguments<K>): Promise<Response<K>> =>
      once([key, request], (id) => sendKeyed(id, token, key, ...request)),
  };
}
