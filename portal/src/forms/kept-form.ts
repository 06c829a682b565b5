import { useCallback, useState } from 'react';
import { useSession } from '../session/session';
import { KEPT, storage } from '../storage';

/** Older than this nobody remembers it. */
const DAYS = 30;

interface KeptForm<T> {
  /** When it was typed, ISO 8601. */
  at: string;
  value: T;
}

/** What was kept, or undefined: nothing, too old, or not to be read. Exported for its test. */
export function parseKeptForm<T>(text: string | null, isValue: (value: unknown) => value is T, now: number): KeptForm<T> | undefined {
  try {
    const { at, value } = JSON.parse(text ?? 'null') as { at: unknown; value: unknown };
    if (typeof at !== 'string' || !(now - Date.parse(at) < DAYS * 86_400_000) || !isValue(value)) return undefined;
    return { at, value };
  } catch {
    return undefined;
  }
}

/**
 * Keeps in the browser what is typed into a form and not sent, so that a page that has to be loaded
 * anew costs nothing: for this contact, customer and form alone, until it is sent or discarded or they
 * sign out. Never for passwords and codes.
 */
export function useKeptForm<T>(form: string, isValue: (value: unknown) => value is T) {
  const { contact, customer } = useSession();
  const name = `${KEPT}${contact.id}.${customer.id}.${form}`;
  const [found, setFound] = useState(() => parseKeptForm(storage.read(name), isValue, Date.now()));
  const keep = useCallback((value: T) => void storage.write(name, JSON.stringify({ at: new Date().toISOString(), value })), [name]);
  const drop = useCallback(() => {
    storage.write(name, null);
    setFound(undefined);
  }, [name]);
  return { found, keep, drop };
}
