import { useEffect } from 'react';

const PAUSES = [2, 3, 5, 10, 30];

/** Milliseconds before a payment is asked about for the nth time, counted from 0: soon at first, then less and less often. Pure. */
export const pauseBefore = (time: number): number => (PAUSES[time] ?? PAUSES.at(-1) ?? 0) * 1000;

/** Asks again and again as long as `open`, with growing pauses; not while nobody looks, and at once when somebody does again. */
export function usePolling(open: boolean, ask: () => Promise<unknown>): void {
  useEffect(() => {
    if (!open) return;
    let over = false;
    let times = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      if (over || document.visibilityState === 'hidden') return;
      timer = setTimeout(() => void ask().finally(wait), pauseBefore(times));
      times += 1;
    };
    const turned = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'hidden') return;
      times = 0;
      void ask().finally(wait);
    };
    wait();
    document.addEventListener('visibilitychange', turned);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', turned);
    };
  }, [open, ask]);
}
