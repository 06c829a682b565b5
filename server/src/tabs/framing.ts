import type { IncomingHttpHeaders } from 'node:http';

const DEFAULT_PORT: Record<string, string> = { 'http:': '80', 'https:': '443' };

/** Whether one source of `frame-ancestors` matches an origin (CSP Level 3 §6.7.2.8, for origins). */
function sourceAllows(written: string, ancestor: URL): boolean {
  const source = written.toLowerCase();
  if (source === '*') return ancestor.protocol === 'https:' || ancestor.protocol === 'http:';
  if (/^https?:$/u.test(source)) return source === ancestor.protocol || (source === 'http:' && ancestor.protocol === 'https:');
  const match = /^(?:(https?):\/\/)?(\*\.)?([a-z0-9._-]+)(?::(\d+|\*))?\/?$/u.exec(source);
  if (!match) return false;
  const [, scheme, wildcard, host = '', port] = match;
  if (scheme && `${scheme}:` !== ancestor.protocol && !(scheme === 'http' && ancestor.protocol === 'https:')) return false;
  const hostname = ancestor.hostname.toLowerCase();
  if (wildcard ? !hostname.endsWith(`.${host}`) : hostname !== host) return false;
  // Without a port a source means the default one, wherever the ancestor's scheme has it.
  const usual = DEFAULT_PORT[ancestor.protocol];
  const actual = ancestor.port || usual;
  return port === '*' || (port ?? usual) === actual || (port === '80' && ancestor.protocol === 'https:' && actual === '443');
}

/** The sources of a policy's `frame-ancestors`, or undefined when it has none. */
function frameAncestors(policy: string): string[] | undefined {
  const directive = policy
    .split(';')
    .map((part) => part.trim())
    .find((part) => /^frame-ancestors(\s|$)/iu.test(part));
  return directive?.split(/\s+/u).slice(1);
}

/**
 * Whether a response may be shown in a frame of `origin`, by its headers. `frame-ancestors`
 * overrides X-Frame-Options (CSP Level 3 §6.4.2); every policy must agree. Pure.
 */
export function mayBeFramed(headers: IncomingHttpHeaders, origin: string): boolean {
  const ancestor = new URL(origin);
  const policies = [headers['content-security-policy'] ?? []].flat().flatMap((value) => value.split(','));
  const lists = policies.flatMap((policy) => {
    const sources = frameAncestors(policy);
    return sources ? [sources] : [];
  });
  if (lists.length > 0) {
    return lists.every((sources) => sources.some((source) => sourceAllows(source, ancestor)));
  }
  const options = String(headers['x-frame-options'] ?? '')
    .split(',')
    .map((value) => value.trim().toUpperCase());
  // SAMEORIGIN refuses too: a tab is never of the portal's own origin. Of several values that
  // contradict each other a browser takes none (HTML, "check a navigation response's X-Frame-Options").
  const distinct = [...new Set(options)];
  const refusals = ['DENY', 'SAMEORIGIN', ...(distinct.length > 1 ? ['ALLOWALL'] : [])];
  return !distinct.some((value) => refusals.includes(value));
}
