import type { Strapi } from './strapi';

/** How long another instance's change may go unseen, milliseconds: well within the promised second. */
const FRESH_MS = 500;

export interface Kept<T> {
  /** What was loaded, at most half a second ago; the same object until it is loaded again. */
  get(): Promise<T>;
  /** This instance changed it: the next reader loads it. */
  forget(): void;
}

/** Keeps what every request reads and an editor seldom changes, so that hot paths ask the database nothing. */
export function keepBriefly<T extends object>(strapi: Strapi, load: () => Promise<T>): Kept<T> {
  let kept: { taken: number; value: T } | undefined;
  let loading: Promise<T> | undefined;
  let version = 0;

  async function reload(): Promise<T> {
    const mine = version;
    const value = await load();
    // A change that happened while this read was under way must not be hidden behind its result.
    if (mine === version) kept = { taken: Date.now(), value };
    return value;
  }

  return {
    async get() {
      if (kept && Date.now() - kept.taken < FRESH_MS) return kept.value;
      // Who holds a connection must not wait for somebody who waits for one: on SQLite there is no
      // other. What a transaction reads is its own, and nothing for others to keep.
      if (strapi.db.inTransaction()) return load();
      if (!loading) {
        const mine = reload().finally(() => {
          if (loading === mine) loading = undefined;
        });
        loading = mine;
      }
      return loading;
    },
    forget() {
      version += 1;
      kept = undefined;
      loading = undefined;
    },
  };
}
