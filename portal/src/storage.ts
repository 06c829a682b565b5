/** How the names of what was typed and not saved begin (forms/autosave.ts). */
export const AUTOSAVE = 'customer-portal.kept.';

/** localStorage that may be missing or refused: what it would have remembered is then forgotten. */
export const storage = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  /** Whether it will be remembered: where that is not so, nobody may be told that it is. */
  write(key: string, value: string | null): boolean {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
  /** Names of what is remembered, by how they begin. */
  keys(prefix: string): string[] {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
};
