import { useSyncExternalStore } from 'react';

/** How many challenges this page is solving right now. */
let running = 0;
const listeners = new Set<() => void>();

function change(by: 1 | -1): void {
  running += by;
  for (const listener of listeners) listener();
}

/** Runs `work` and says meanwhile that the browser is being checked. */
export async function whileChecking<T>(work: () => Promise<T>): Promise<T> {
  change(1);
  try {
    return await work();
  } finally {
    change(-1);
  }
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether a request waits for the proof of work that the server asked for. */
export const useChecking = (): boolean => useSyncExternalStore(subscribe, () => running > 0);
