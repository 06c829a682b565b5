import type { IncomingHttpHeaders } from 'node:http';

/** Whether one source of `frame-ancestors` matches an origin (CSP Level 3 §6.7.2.8, for origins). */
function sourceAllows(source: string, ancestor: URL): boolean {
  if (source === '*') return ancestor.protocol === 'https:' || ancestor.protocol === 'http:';
  if (/^https?:$/u.test(source)) return source === ancestor.protocol || (source === 'http:' && ancestor.protocol === 'https:');
  const match = /^(?:(https?):\/\/)?(\*\.)?([a-z0-9.-]+)(?::(\d+|\*))?\/?$/iu.exec(source);
  if (!match) return false;
  const [, scheme, wildcard, host = '', port] = match;
  if (scheme && `${scheme}:` !== ancestor.protocol && !(scheme === 'http' && ancestor.protocol === 'https:')) return false;
  const hostname = ancestor.hostname.toLowerCase();
  const wanted = host.toLowerCase();
  if (wildcard ? !hostname.endsWith(`.${wanted}`) : hostname !== wanted) return false;
  return !port || port === '*' || port === (ancestor.port || (ancestor.protocol === 'https:' ? '443' : '80'));
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
  const policies = ([headers['content-security-policy'] ?? []].flat() as string[]).flatMap((value) => value.split(','));
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
  // SAMEORIGIN refuses too: a tab is never of the portal's own origin.
  return !options.some((value) => value === 'DENY' || value === 'SAMEORIGIN');
}
