import { tabStorage } from '../storage';

/**
 * The page to return to, while the browser is away at an identity provider: the second step of
 * the sign-in is told nothing by it. For this tab, and forgotten with it.
 */
const KEY = 'customer-portal.wanted';

/** A path of the portal itself, never another address. */
const OWN_PATH = /^\/(?![/\\])[^\\]*$/u;

/** Where it is not remembered the way ends on Home. */
export const storeReturnPath = (path: string | undefined): void => void tabStorage.write(KEY, path ?? null);

export function storedReturnPath(): string | undefined {
  const path = tabStorage.read(KEY);
  return path !== null && OWN_PATH.test(path) ? path : undefined;
}
