import { setImmediate } from 'node:timers/promises';
import { LoginFailed } from './problem';

/** What a process has waiting at most; behind it whoever comes is told to try again. */
const WAITING = 20;

/**
 * One at a time, in the order they came, with room for everything else between them: verifying XML keeps
 * the process for a tenth of a second, and anybody may post some.
 */
export function createGate(waiting = WAITING) {
  let inside = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** @throws LoginFailed `busy` where too many wait */
  return async function pass<T>(work: () => Promise<T>): Promise<T> {
    if (inside > waiting) throw new LoginFailed('busy', 'busy', 'Too many answers wait to be verified.');
    inside += 1;
    const mine = last.then(async () => {
      await setImmediate();
      return work();
    });
    last = mine.catch(() => undefined);
    return mine.finally(() => {
      inside -= 1;
    });
  };
}
