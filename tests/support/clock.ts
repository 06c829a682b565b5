let stopped: Date | undefined;

/** The clock of the tests' servers (`startApp`), and of what must go by it: the machine's, unless a test stopped it. */
export const testClock = (): Date => new Date(stopped ?? Date.now());

/** Runs `work` while that clock stands still: at the present instant, or at another. */
export async function atOneInstant<T>(work: () => Promise<T>, instant = testClock()): Promise<T> {
  stopped = instant;
  try {
    return await work();
  } finally {
    stopped = undefined;
  }
}
