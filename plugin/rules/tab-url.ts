export type TabUrlProblem = 'not-a-url' | 'not-https' | 'has-credentials' | 'own-origin';

const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * What is wrong with a custom tab's URL, or undefined: https only (http for localhost where
 * `allowLocalhost`), no credentials in it, and not the portal's own origin, since a framed page of
 * our own origin could reach into the portal.
 */
export function tabUrlProblem(value: string, rules: { ownOrigin: string; allowLocalhost: boolean }): TabUrlProblem | undefined {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return 'not-a-url';
  }
  const local = url.protocol === 'http:' && rules.allowLocalhost && LOCAL_HOSTS.includes(url.hostname);
  if (url.protocol !== 'https:' && !local) return 'not-https';
  if (url.username || url.password) return 'has-credentials';
  if (url.origin === new URL(rules.ownOrigin).origin) return 'own-origin';
  return undefined;
}

/** Where the portal shows a tab: in its page unless the editor or the site says otherwise. */
export function tabPlaceOf(tab: { opensIn: 'auto' | 'window'; framing: 'allowed' | 'refused' | 'unknown' }) {
  return tab.opensIn === 'auto' && tab.framing !== 'refused' ? ('frame' as const) : ('window' as const);
}
