/**
 * The page to return to, while the browser is away at an identity provider: the second step of
 * the sign-in is told nothing by it. For this tab, and forgotten with it.
 */
const KEY = 'customer-portal.wanted';

/** A path of the portal itself, never another address. */
const OWN_PATH = /^\/(?![/\\])[^\\]*$/u;

export function storeReturnPath(path: string | undefined): void {
  try {
    if (path === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, path);
  } catch {
    // Then the way ends on Home.
  }
}

export function storedReturnPath(): string | undefined {
  try {
    const path = sessionStorage.getItem(KEY);
    return path !== null && OWN_PATH.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
