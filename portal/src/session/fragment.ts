/** What may stand behind the `#` of an address that leads into the portal: a secret, or what went wrong on the way. */
export interface Fragment {
  /** The secret part of a mailed link. */
  token?: string;
  /** Why signing in through somebody else did not work: a code. */
  problem?: string;
  /** A login was connected to the account. */
  connected?: true;
  /** It was confirmed that it is the contact. */
  confirmed?: true;
}

/** Reads a fragment; anything that is not exactly one of ours is nobody's. */
export function readFragment(hash: string): Fragment {
  const token = /^#token=([A-Za-z0-9_-]+)$/u.exec(hash)?.[1];
  if (token) return { token };
  const problem = /^#problem=([a-z-]{1,40})$/u.exec(hash)?.[1];
  if (problem) return { problem };
  if (hash === '#confirmed') return { confirmed: true };
  return hash === '#connected' ? { connected: true } : {};
}

/** Kept in memory only, so that a secret is neither in the history nor in a screenshot. */
let kept: Fragment = {};

/** Takes what is ours out of the address bar; called before anything else reads the address. */
export function takeFragment(): void {
  const found = readFragment(window.location.hash);
  if (Object.keys(found).length === 0) return;
  kept = found;
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search);
}

export const keptToken = (): string | undefined => kept.token;

export function keepToken(token: string): void {
  kept = { token };
}

/** What came of the way here through somebody else; said once. */
export function takeOutcome(): Omit<Fragment, 'token'> {
  const { token, ...outcome } = kept;
  if (!token) kept = {};
  return outcome;
}
