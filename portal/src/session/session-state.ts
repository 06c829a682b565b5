/** What stands between the contact and the portal at this moment. */
export type SessionState =
  /** Nobody is known to be signed in: a 401 means just that. */
  | 'signed-out'
  | 'signed-in'
  /** The session ended while somebody worked: the page waits for them to sign in again. */
  | 'expired'
  /** The session lives, but what was asked for needs a fresh proof: the page waits for it. */
  | 'step-up'
  /** The portal is switched off. */
  | 'portal-off'
  /** This contact's access is switched off. */
  | 'no-access';

let state: SessionState = 'signed-out';
let waiting: ((again: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function change(next: SessionState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

function waitIn(next: SessionState): Promise<boolean> {
  change(next);
  return new Promise((resolve) => waiting.push(resolve));
}

/**
 * A tiny store beside React: API calls report to it what they were told, the app shows it. Calls
 * that were refused because the session ended, or because it is not proved freshly enough, wait
 * here and are made again afterwards.
 */
export const sessionState = {
  current: (): SessionState => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  change,
  /** Whether somebody is at work here, even if their session must be renewed first. */
  inSession: (): boolean => state === 'signed-in' || state === 'expired' || state === 'step-up',
  /** Asks for a new sign-in; resolves to true once the same contact is back, false if they declined. */
  expired: (): Promise<boolean> => waitIn('expired'),
  /** Asks for a fresh proof. Where the session has ended meanwhile, the new sign-in is asked for first. */
  stepUp: (): Promise<boolean> => waitIn(state === 'expired' ? 'expired' : 'step-up'),
  /** The session answered. Where it was asked before calls began to wait for a proof or a sign-in, they wait on. */
  arrive(): void {
    if (state !== 'expired' && state !== 'step-up') change('signed-in');
  },
  /** Answers all that wait. */
  settle(again: boolean): void {
    const answered = waiting;
    waiting = [];
    change('signed-in');
    for (const resolve of answered) resolve(again);
  },
};
