/** What stands between the contact and the portal at this moment. */
export type Watch =
  /** Nobody is known to be signed in: a 401 means just that. */
  | 'signed-out'
  | 'signed-in'
  /** The session ended while somebody worked: the page waits for them to sign in again. */
  | 'expired'
  /** The portal is switched off. */
  | 'portal-off'
  /** This contact's access is switched off. */
  | 'no-access';

let state: Watch = 'signed-out';
let waiting: ((again: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function change(next: Watch): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/**
 * A tiny store beside React: API calls report to it what they were told, the app shows it. Calls
 * that were refused because the session ended wait here and are made again after signing in.
 */
export const watch = {
  current: (): Watch => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  change,
  /** Asks for a new sign-in; resolves to true once the same contact is back, false if they declined. */
  expired(): Promise<boolean> {
    change('expired');
    return new Promise((resolve) => waiting.push(resolve));
  },
  /** Answers all that wait. */
  settle(again: boolean): void {
    const answered = waiting;
    waiting = [];
    change('signed-in');
    for (const resolve of answered) resolve(again);
  },
};
