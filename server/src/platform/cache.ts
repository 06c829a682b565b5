import { now } from './clock';
import type { Strapi } from './strapi';

/** How long another instance's change may go unseen, milliseconds: well within the promised second. */
const FRESH_MS = 500;

interface Limits {
  /** How long a value is good, milliseconds, from when its load began: what it was read from may change at once. */
  freshMs?: number;
  /** How many values are kept at once; the one loaded longest ago goes first. */
  most?: number;
}

export interface Cache<A extends unknown[], T> {
  /** What was loaded for the first argument (the key; without arguments there is one value): the same until it is loaded again. */
  get(...args: A): Promise<T>;
  /** It has changed: the next reader loads it, and what is being loaded meanwhile is not kept. */
  forget(): void;
}

/**
 * Keeps for a while what many requests read and seldom changes. Who asks while it is being loaded waits for the same
 * load; one that fails is not kept.
 */
export function createCache<A extends unknown[], T>(strapi: Strapi, load: (...args: A) => Promise<T>, limits: Limits = {}): Cache<A, T> {
  const { freshMs = FRESH_MS, most = Infinity } = limits;
  const entries = new Map<unknown, { begun: number; loaded: boolean; value: Promise<T> }>();

  return {
    // Not async: what many requests ask for is a promise already.
    get(...args) {
      const [key] = args;
      const begun = now(strapi).getTime();
      const known = entries.get(key);
      if (known?.loaded && begun - known.begun < freshMs) return known.value;
      // Who holds a connection must not wait for somebody who waits for one: on SQLite there is no
      // other. What a transaction reads is its own, and nothing for others to keep.
      if (strapi.db.inTransaction()) return load(...args);
      if (known && !known.loaded) return known.value;

      const entry = { begun, loaded: false, value: load(...args) };
      entries.delete(key);
      const oldest = entries.keys().next();
      if (entries.size >= most && !oldest.done) entries.delete(oldest.value);
      entries.set(key, entry);
      // An entry that was forgotten meanwhile is in nobody's reach any more.
      entry.value.then(
        () => {
          entry.loaded = true;
        },
        () => {
          if (entries.get(key) === entry) entries.delete(key);
        },
      );
      return entry.value;
    },

    forget: () => entries.clear(),
  };
}
