import type { ConnectionSettings } from '../settings/connection';

/**
 * Whether those whom a connection vouched for before a change are vouched for after it: it is the same provider,
 * and nothing that it proved itself by or spoke for was taken away. Else who came in by it is signed out. Pure.
 */
export function keepsTrust(before: ConnectionSettings, after: ConnectionSettings): boolean {
  if (before.kind === 'oidc') return after.kind === 'oidc' && before.issuer === after.issuer && before.clientId === after.clientId;
  if (after.kind !== 'saml' || before.entityId !== after.entityId) return false;
  const keeps = (list: 'certificates' | 'domains'): boolean => before[list].every((one) => after[list].includes(one));
  return keeps('certificates') && keeps('domains');
}
