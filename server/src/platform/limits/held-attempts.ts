import { now } from '../clock';
import { PortalError } from '../errors';
import { withPrepared } from '../sql';
import type { Strapi } from '../strapi';
import { countAll, ProofWanted, type Counted } from './counted';
import { ensureTable, secondsOf, TABLE, tooMany } from './limiter';
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

interface Held {
  counted: Counted;
  storedKey: string;
}

/**
 * Throws for the first counter that leaves no room beside the attempts that `held` has under way, by stored
 * key; where all have room, holds one more of each and answers them. Nothing else of this process comes in between.
 */
async function holdAll(strapi: Strapi, counted: readonly Counted[], held: Map<string, number>, proved = false): Promise<Held[]> {
  await ensureTable(strapi);
  const instant = now(strapi).getTime();
  return withPrepared(strapi.db.connection, (prepare) => {
    const find = prepare(`select points, expire from ${TABLE} where key = ? and expire > ?`);
    let wanted: ProofWanted | undefined;
    const open = ([limiter, key, beyond]: Counted): Held => {
      const storedKey = limiter.storedKey(key);
      const stored = find.get(storedKey, instant) as { points: number; expire: number } | undefined;
      if ((stored?.points ?? 0) + (held.get(storedKey) ?? 0) < limiter.points) return { counted: [limiter, key], storedKey };
      const wait = stored ? stored.expire - instant : 0;
      if (!beyond) throw tooMany(wait);
      wanted ??= new ProofWanted('too-many-requests', { retryAfter: secondsOf(wait) });
      return open(beyond);
    };
    const opened = counted.map(open);
    // Nobody is set to work for nothing: with it there is room everywhere.
    if (wanted && !proved) throw wanted;
    for (const { storedKey } of opened) held.set(storedKey, (held.get(storedKey) ?? 0) + 1);
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
  const opened = await byFirst(ways, (way) => holdAll(strapi, way, held, proved));
  const counted = opened.map((one) => one.counted);
  const keys = opened.map(({ storedKey }) => storedKey);
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
