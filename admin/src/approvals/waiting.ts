import { useSyncExternalStore } from 'react';
import { call, type ResponseFor } from '../api/client';

/** What waits for a decision, in all and in each module that the editor may look into. */
export type Waiting = ResponseFor<'GET /approvals/count'>;

const EVERY_MS = 60_000;
/** A panel that nobody touches asks no more: asking would keep the editor's session alive. */
const IDLE_MS = 10 * 60_000;

let known: Waiting | undefined;
let asking: Promise<void> | undefined;
let timer: ReturnType<typeof setInterval> | undefined;
let touchedAt = 0;
const listeners = new Set<() => void>();

/** Asks anew, such as after a decision. A failure leaves what is known: the menu is no place for errors. */
export async function refreshWaiting(): Promise<void> {
  asking ??= call('GET /approvals/count')
    .then((newest) => {
      known = newest;
      listeners.forEach((listener) => listener());
    })
    .catch(() => undefined)
    .finally(() => (asking = undefined));
  return asking;
}

const touch = (): void => void (touchedAt = Date.now());

function look(): void {
  if (document.visibilityState === 'visible' && Date.now() - touchedAt < IDLE_MS) void refreshWaiting();
}

/** The first who wants to know starts the asking, the last who leaves ends it. */
export function subscribeWaiting(listener: () => void): () => void {
  if (timer === undefined) {
    touch();
    void refreshWaiting();
    timer = setInterval(look, EVERY_MS);
    window.addEventListener('pointerdown', touch, { passive: true });
    window.addEventListener('keydown', touch, { passive: true });
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    // Strapi's menu mounts its icons anew with every change of the page: the next one may follow at once.
    setTimeout(() => {
      if (listeners.size > 0 || timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      known = undefined;
      window.removeEventListener('pointerdown', touch);
      window.removeEventListener('keydown', touch);
    }, 1000);
  };
}

export const readWaiting = (): Waiting | undefined => known;

/** What waits; nothing until the first answer. Only for editors who may read approvals. */
export const useWaiting = (): Waiting | undefined => useSyncExternalStore(subscribeWaiting, readWaiting);
