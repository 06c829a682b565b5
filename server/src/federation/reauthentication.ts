/** Clocks differ, and an ID token's `auth_time` has whole seconds. */
const SKEW_MS = 30_000;

/**
 * Whether somebody showed the provider who they are during an authorization request, by the provider's word: `auth_time`
 * (OpenID Connect Core 1.0 §2, §3.1.3.7 item 13) or AuthnInstant (SAML Core 2.7.2). Not asked whether it
 * was told to: a provider may ignore that and vouch for whoever had signed in there before. A time to
 * come is none: seconds that are milliseconds would always be late enough. Pure.
 */
export function isReauthenticated(authenticatedAt: Date | null, begunAt: number | undefined, now: Date): boolean {
  if (authenticatedAt === null || begunAt === undefined) return false;
  const at = authenticatedAt.getTime();
  return at >= begunAt - SKEW_MS && at <= now.getTime() + SKEW_MS;
}
