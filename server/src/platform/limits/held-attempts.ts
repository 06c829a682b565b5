import { now } from '../clock';
import { PortalError } from '../errors';
import { withPrepared } from '../sql';
import type { Strapi } from '../strapi';
import { countAll, ProofWanted, type Counted } from './counted';
import { ensureTable, secondsOf, TABLE, tooMany, type Limiter } from './limiter';
import { byFirst, type Attempt, type Ways } from './ways';

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

/**
 * Throws for the first counter that leaves no room beside the attempts that `held` has under way, by stored
 * key; where all have room, holds one more of each and answers them. Nothing else of this process comes in between.
 */
async function holdAll(strapi: Strapi, counted: readonly Counted[], held: Map<string, number>, proved = false): Promise<Counted[]> {
  await ensureTable(strapi);
  const instant = now(strapi).getTime();
  return withPrepared(strapi.db.connection, (prepare) => {
    const find = prepare(`select points, expire from ${TABLE} where key = ? and expire > ?`);
    /** Milliseconds until the counter has room again, or undefined where it has. */
    const full = (limiter: Limiter, key: string): number | undefined => {
      const stored = find.get(limiter.storedKey(key), instant) as { points: number; expire: number } | undefined;
      const taken = (stored?.points ?? 0) + (held.get(limiter.storedKey(key)) ?? 0);
      return taken < limiter.points ? undefined : stored ? stored.expire - instant : 0;
    };
    const open = ([limiter, key, beyond]: Counted, work: boolean): Counted => {
      const wait = full(limiter, key);
      if (wait === undefined) return [limiter, key];
      if (!beyond) throw tooMany(wait);
      if (!work) throw new ProofWanted('too-many-requests', { retryAfter: secondsOf(wait) });
      return open(beyond, work);
    };
    // Nobody is set to work for nothing: with it there is room everywhere.
    const byWork = counted.map((one) => open(one, true));
    const opened = proved ? byWork : counted.map((one) => open(one, false));
    for (const [limiter, key] of opened) held.set(limiter.storedKey(key), (held.get(limiter.storedKey(key)) ?? 0) + 1);
    return opened;
  });
}

/** Writes down an attempt that was not taken back. */
async function keep(strapi: Strapi, counted: readonly Counted[]): Promise<void> {
  try {
    await countAll(strapi, counted);
  } catch (error) {
    // It had room when it began.
    if (!(error instanceof PortalError)) throw error;
  }
}

/**
 * SQLite belongs to one process and waits for the disk at every commit: an attempt that is being checked is held
 * in memory, where parallel ones see it, and written down before it is answered, unless it is taken back. What
 * cannot be written down stays held. As a counter forgets after its window, so does the memory: of an attempt that
 * hangs in somebody's listener, say.
 */
export async function heldAttempt<T>(strapi: Strapi, ways: Ways, attempt: Attempt<T>, proved: boolean): Promise<T> {
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
