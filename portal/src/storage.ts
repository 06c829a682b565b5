/** How the names of what was typed and not saved begin (forms/autosave.ts). */
export const AUTOSAVE = 'customer-portal.kept.';

/** A store of the browser's that may be missing or refused: what it would have remembered is then forgotten. */
const storageIn = (store: () => Storage) => ({
  read(key: string): string | null {
    try {
      return store().getItem(key);
    } catch {
      return null;
    }
  },
  /** Whether it will be remembered: where that is not so, nobody may be told that it is. */
  write(key: string, value: string | null): boolean {
    try {
      if (value === null) store().removeItem(key);
      else store().setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
  /** Names of what is remembered, by how they begin. */
  keys(prefix: string): string[] {
    try {
      return Object.keys(store()).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
});

export const storage = storageIn(() => localStorage);
/** For this tab, and forgotten with it. */
export const tabStorage = storageIn(() => sessionStorage);
