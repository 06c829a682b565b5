import type { ConnectionSettings, SamlSettings } from '../../../plugin/settings/connection';
import type { SignInMode } from '../../../plugin/vocabulary';

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Certificates and domains aside: what else may change while a test of the connection still says something. */
const LOOKS = ['name', 'icon', 'enabled'];
const SAML_LOOKS = [...LOOKS, 'createContacts', 'customerNumbers', 'certificates', 'domains'];

const without = (settings: ConnectionSettings, keys: string[]): [string, unknown][] =>
  Object.entries(settings)
    .filter(([key]) => !keys.includes(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** A provider changes its key by having two for a while, and so do we; domains may be added. */
const grows = (before: SamlSettings, after: SamlSettings): boolean =>
  before.certificates.some((certificate) => after.certificates.includes(certificate)) &&
  before.domains.every((domain) => after.domains.includes(domain));

/**
 * Whether a test that passed before a change still holds after it: switching on, another name or
 * icon, a second certificate, one more domain. Whatever else changes needs another test. Pure.
 */
export function testHolds(before: ConnectionSettings, after: ConnectionSettings, secretChanged: boolean): boolean {
  if (secretChanged) return false;
  if (before.kind === 'saml' && after.kind === 'saml') {
    return grows(before, after) && equal(without(before, SAML_LOOKS), without(after, SAML_LOOKS));
  }
  return equal(without(before, LOOKS), without(after, LOOKS));
}

/** Whether a connection is offered in a mode: OpenID Connect beside the portal's own accounts, SAML as single sign-on. Pure. */
export const offeredIn = (mode: SignInMode, kind: 'oidc' | 'saml' | 'strategy'): boolean => (kind === 'saml') === (mode === 'sso');
