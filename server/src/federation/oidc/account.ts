import { email as emailSchema } from '../../../../plugin/contract/schemas';
import type { ExternalAccount } from '../../saml';
import { LoginFailed, oneLine } from '../problem';

/** Issuers that write booleans as strings: Apple does, and says so in its documentation. */
const WRITES_STRINGS = new Set(['https://appleid.apple.com']);

/**
 * Whether the provider vouches for the address: `true`, the boolean (OpenID Connect Core 1.0 §5.1).
 * Absent is no, and so is everything else that a program might take for yes. Pure.
 */
export function isVerified(issuer: string, value: unknown): boolean {
  return value === true || (value === 'true' && WRITES_STRINGS.has(issuer));
}

const text = (value: unknown, most: number): string => (typeof value === 'string' ? oneLine(value, most).trim() : '');

/**
 * `auth_time` (OpenID Connect Core 1.0 §2): seconds since 1970. Whatever else a provider writes there is
 * no time. Pure.
 */
export function instantOf(value: unknown): Date | null {
  const instant = typeof value === 'number' && value > 0 ? new Date(value * 1000) : null;
  return instant && !Number.isNaN(instant.getTime()) ? instant : null;
}

/** Most characters of a posted `user` that are looked at. */
const MOST_POSTED = 2000;

/**
 * The name in the `user` that Apple posts with the first sign-in of a person, and never again. It comes by way
 * of the browser and is signed by nobody: a name to begin with, like one that is typed, and nothing else of it
 * is read, the address least of all. Pure.
 */
export function postedName(user: string | null): { given_name?: string; family_name?: string } {
  if (user === null || user.length > MOST_POSTED) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(user);
  } catch {
    return {};
  }
  const name = (parsed as { name?: unknown } | null)?.name;
  if (typeof name !== 'object' || name === null) return {};
  const { firstName, lastName } = name as { firstName?: unknown; lastName?: unknown };
  return { given_name: text(firstName, 100), family_name: text(lastName, 100) };
}

/** What verified claims say of a person; `authTime` is the ID token's, which alone is signed. Pure. */
export function accountOf(connection: string, claims: Record<string, unknown>, authTime: unknown): ExternalAccount {
  const { iss, sub } = claims;
  // At most 255 ASCII characters (OpenID Connect Core 1.0 §2).
  if (typeof iss !== 'string' || typeof sub !== 'string' || sub === '' || sub.length > 255 || sub.includes('\0')) {
    throw new LoginFailed('unexpected', 'wrong-subject', 'The provider names nobody whom the portal could know again.');
  }
  const email = emailSchema.safeParse(claims.email);
  const [given, family] = [text(claims.given_name, 100), text(claims.family_name, 100)];
  return {
    connection,
    issuer: iss,
    subject: sub,
    email: email.success ? email.data : null,
    emailVerified: email.success && isVerified(iss, claims.email_verified),
    firstName: given || (family ? '' : text(claims.name, 100)),
    lastName: family,
    customerReference: null,
    authenticatedAt: instantOf(authTime),
    claims,
  };
}
