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
