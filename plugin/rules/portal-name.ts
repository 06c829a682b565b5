/** Bounds of a portal name in characters. */
export const PORTAL_NAME_MIN = 3;
export const PORTAL_NAME_MAX = 40;

/** Names that would read like a part of the product or of Strapi. */
export const RESERVED_PORTAL_NAMES: readonly string[] = [
  'admin',
  'api',
  'app',
  'assets',
  'auth',
  'graphql',
  'health',
  'help',
  'invitation',
  'login',
  'logout',
  'new',
  'null',
  'password',
  'portal',
  'portal-assets',
  'session',
  'settings',
  'sign-in',
  'sign-out',
  'signin',
  'signout',
  'sign-up',
  'signup',
  'static',
  'support',
  'undefined',
  'uploads',
  'vendor',
  'www',
];

export type PortalNameProblem = 'too-short' | 'too-long' | 'characters' | 'reserved';

/**
 * What is wrong with a portal name, or undefined. It forms a URL, so: lower-case letters and
 * digits in groups joined by single hyphens (a subset of the unreserved set of RFC 3986 §2.3).
 */
export function portalNameProblem(name: string): PortalNameProblem | undefined {
  if (name.length < PORTAL_NAME_MIN) return 'too-short';
  if (name.length > PORTAL_NAME_MAX) return 'too-long';
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(name)) return 'characters';
  if (RESERVED_PORTAL_NAMES.includes(name)) return 'reserved';
  return undefined;
}
