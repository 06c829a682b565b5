/**
 * Code that is fetched when it is first needed. A line that breaks, or an update of the portal while
 * a page is open, must take nothing that somebody typed: what may be needed later is fetched ahead,
 * what failed is fetched again, and the rest of the page stands meanwhile.
 */

/** Pauses before a fetch that failed is made again by itself. */
const AGAIN_MS = [400, 1500];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Fetches code once: everybody waits for the same fetch, and a failed one is forgotten, so that it can be made again. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let under: Promise<T> | undefined;
  const attempt = async (): Promise<T> => {
    for (const ms of AGAIN_MS) {
      try {
        return await load();
      } catch {
        await pause(ms);
      }
    }
    return load();
  };
  return () =>
    (under ??= attempt().catch((error: unknown) => {
      under = undefined;
      throw error;
    }));
}

/** The file that runs this code: its name is another one in every build. */
const ownFile = (): string => new URL(import.meta.url).pathname.split('/').at(-1) ?? '';

/** Whether the server has another build of the portal by now: code of this one is gone from it. */
export async function isOutdated(): Promise<boolean> {
  try {
    const response = await fetch(window.location.pathname, { cache: 'no-store', credentials: 'same-origin' });
    return response.ok && !(await response.text()).includes(ownFile());
  } catch {
    return false;
  }
}

/** When code is wanted ahead of its use: at once where something may be typed, or whenever there is time. */
export type Ahead = 'guards' | 'signed-in' | 'signed-out';

/** How soon: long enough for what the first page itself asks for. */
export const AHEAD_MS = 2000;

const ahead: Record<Ahead, (() => Promise<unknown>)[]> = { guards: [], 'signed-in': [], 'signed-out': [] };

export const registerAhead = (when: Ahead, load: () => Promise<unknown>): void => void ahead[when].push(load);

/** Fetches ahead what protects typed text, then one after the other what the visit may lead to. */
export async function fetchAhead(when: Ahead): Promise<void> {
  for (const load of ahead[when]) {
    try {
      await load();
    } catch {
      // Whoever needs it tries again, and says so.
      return;
    }
  }
}

/** Whether somebody asked their browser to load little (Save-Data). */
export const loadsLittle = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
