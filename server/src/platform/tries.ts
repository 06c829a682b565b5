import { PortalError } from './errors';
import { countAll, holdAll, type Counted } from './counted';
import type { Strapi } from './strapi';

/** Takes a counted try back, as part of the transaction that it is done in: it turned out to be legitimate. */
export type TakeBack = () => Promise<void>;

/** Tries that are being checked, by the key of their counter. */
const underWay = new WeakMap<Strapi, Map<string, number>>();

function underWayOf(strapi: Strapi): Map<string, number> {
  let held = underWay.get(strapi);
  if (!held) underWay.set(strapi, (held = new Map<string, number>()));
  return held;
}

function release(held: Map<string, number>, keys: readonly string[]): void {
  for (const key of keys) {
    const left = (held.get(key) ?? 0) - 1;
    if (left > 0) held.set(key, left);
    else held.delete(key);
  }
}

/** Counters that a try is counted with, or the next ones where one of them is used up. */
type Ways = readonly (readonly Counted[])[];

/** Counts by the first of the ways that has room; the last one's refusal is the answer. */
async function byFirst(ways: Ways, count: (way: readonly Counted[]) => Promise<Counted[]>): Promise<Counted[]> {
  for (const way of ways.slice(0, -1)) {
    try {
      return await count(way);
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
    }
  }
  return count(ways.at(-1) ?? []);
}

/** Writes down a try that was not taken back. */
async function keep(strapi: Strapi, counted: readonly Counted[]): Promise<void> {
  try {
    await countAll(strapi, counted);
  } catch (error) {
    // It had room when it began.
    if (!(error instanceof PortalError)) throw error;
  }
}

/**
 * SQLite belongs to one process and waits for the disk at every commit: a try that is being checked is held
 * in memory, where parallel ones see it, and written down before it is answered, unless it is taken back. What
 * cannot be written down stays held. As a counter forgets after its window, so does the memory: of a try that
 * hangs in somebody's listener, say.
 */
async function tryHere<T>(strapi: Strapi, ways: Ways, attempt: (takeBack: TakeBack) => Promise<T>, proved: boolean): Promise<T> {
  const held = underWayOf(strapi);
  const counted = await byFirst(ways, (way) => holdAll(strapi, way, held, proved));
  const keys = counted.map(([limiter, key]) => limiter.storedKey(key));
  let holding = true;
  const letGo = (): void => {
    if (!holding) return;
    holding = false;
    clearTimeout(timer);
    release(held, keys);
  };
  const timer = setTimeout(letGo, Math.min(...counted.map(([{ windowSeconds }]) => windowSeconds)) * 1000).unref();
  let takenBack = false;
  try {
    return await attempt(() => {
      takenBack = true;
      letGo();
      return Promise.resolve();
    });
  } finally {
    if (!takenBack) {
      await keep(strapi, counted);
      letGo();
    }
  }
}

/**
 * Runs a try that counts, with each counter of the first of the `ways` that has room, before it is checked: of
 * parallel tries each counts. It stays counted, however it ends, unless `attempt` takes it back. `proved`: see `countAll`.
 * @throws PortalError `too-many-requests` without running `attempt`
 */
export async function tryCounted<T>(strapi: Strapi, ways: Ways, attempt: (takeBack: TakeBack) => Promise<T>, proved = false): Promise<T> {
  if (strapi.db.dialect.client === 'sqlite') return tryHere(strapi, ways, attempt, proved);
  const done = await byFirst(ways, (way) => countAll(strapi, way, proved));
  return attempt(async () => {
    for (const [limiter, key] of done) await limiter.giveBack(key);
  });
}
