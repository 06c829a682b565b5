import { tabStorage } from '../storage';

/**
 * Whether a site may stand in a frame of ours. A page of our own origin never: with scripts and
 * its origin allowed it could reach out of the sandbox. The server refuses such tabs; this is the
 * second lock.
 */
export function mayFrame(url: string, ownOrigin: string): boolean {
  try {
    const { protocol, origin } = new URL(url);
    return (protocol === 'https:' || protocol === 'http:') && origin !== ownOrigin;
  } catch {
    return false;
  }
}

const RELOADED = 'customer-portal.reloaded-for';

/** True the first time in a row for a site, so that a page that is loaded again is not so for ever. */
export const reloadOnceFor = (url: string): boolean => tabStorage.read(RELOADED) !== url && tabStorage.write(RELOADED, url);
