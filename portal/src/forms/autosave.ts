/**
 * What somebody typed and has not sent: kept in the browser from the first letter on, so that a page that has to
 * be loaded anew costs nothing; for this contact, customer and form alone, until it is sent or discarded or they
 * sign out. Never passwords and codes.
 */
import { AUTOSAVE, storage } from '../storage';

/** Older than this nobody remembers it, and files that were uploaded for it are long gone. */
const DAYS = 30;

export interface Autosaved<T> {
  /** When it was typed, ISO 8601. */
  at: string;
  value: T;
}

interface Owner {
  contact: string;
  customer: string;
}

/** What was kept, or undefined: nothing, too old, or not to be read. Exported for its test. */
export function parseAutosave<T>(text: string | null, isValue: (value: unknown) => value is T, now: number): Autosaved<T> | undefined {
  try {
    const { at, value } = JSON.parse(text ?? 'null') as { at: unknown; value: unknown };
    if (typeof at !== 'string' || !(now - Date.parse(at) < DAYS * 86_400_000) || !isValue(value)) return undefined;
    return { at, value };
  } catch {
    return undefined;
  }
}

/** The place of one form. */
export function autosaveAt<T>({ contact, customer }: Owner, form: string, isValue: (value: unknown) => value is T) {
  const name = `${AUTOSAVE}${contact}.${customer}.${form}`;
  const drop = (): void => void storage.write(name, null);
  return {
    /** What is too old or cannot be read is forgotten. */
    read: (): Autosaved<T> | undefined => {
      const kept = parseAutosave(storage.read(name), isValue, Date.now());
      if (!kept) drop();
      return kept;
    },
    /** Whether the browser keeps it. */
    write: (value: T): boolean => storage.write(name, JSON.stringify({ at: new Date().toISOString(), value } satisfies Autosaved<T>)),
    drop,
  };
}
