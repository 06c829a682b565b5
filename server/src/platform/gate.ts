import { setImmediate, setTimeout } from 'node:timers/promises';

interface Waiting {
  /** How many wait at most; behind them whoever comes is told to try again. */
  all: number;
  /** Of one caller's; as many as there are places, where this is absent. */
  each?: number;
  /** How many times as long as one took the next one waits, for work that keeps the whole process meanwhile. */
  rest?: number;
  refusal: () => Error;
}

/** Work that waited for somebody else rather than kept the process took long too. */
const MOST_REST_MS = 500;

/**
 * One at a time, in the order they came, with room for everything else between them: for what keeps the process, or
 * its memory, and anybody may ask for. Each kind of work has a gate of its own, so that a sign-in does not wait for
 * pictures. Who names nobody (`whose`) is not refused: an editor's work that customers cannot make more.
 */
export function createGate({ all, each = all, rest = 0, refusal }: Waiting) {
  const inside = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();

  /** Before anything that costs something: whether `pass` would refuse now. @throws the refusal */
  function requireRoom(whose: string): void {
    const total = [...inside.values()].reduce((sum, count) => sum + count, 0);
    // One of them is not waiting, it is let in.
    if (total > all || (inside.get(whose) ?? 0) > each) throw refusal();
  }

  function enter(whose: string): void {
    requireRoom(whose);
    inside.set(whose, (inside.get(whose) ?? 0) + 1);
  }

  function leave(whose: string): void {
    const left = (inside.get(whose) ?? 0) - 1;
    if (left > 0) inside.set(whose, left);
    else inside.delete(whose);
  }

  /** @throws the refusal, where too many wait */
  async function pass<T>(work: () => Promise<T>, whose?: string): Promise<T> {
    if (whose !== undefined) enter(whose);
    let begun = 0;
    const mine = last.then(async () => {
      await setImmediate();
      begun = performance.now();
      return work();
    });
    // Whoever is done does not wait for it.
    const leaveFree = async (): Promise<void> => {
      if (rest > 0) await setTimeout(Math.min(MOST_REST_MS, rest * (performance.now() - begun)));
    };
    last = mine.then(leaveFree, leaveFree);
    return mine.finally(() => {
      if (whose !== undefined) leave(whose);
    });
  }

  return Object.assign(pass, { requireRoom });
}
