import type { SamlSettings } from '../../../plugin/settings/connection';
import { createSamlKeys, createSamlProvider, newSamlId, SamlRefused } from '../../../server/src/saml';
import type { SamlKeys, SamlParts, SamlRefusal } from '../../../server/src/saml';
import { PIPELINE, type Pipeline } from '../../../server/src/saml/checks';
import type { Check } from '../../../server/src/saml/checks/check';
import { IDP, SP } from './identity-provider';

export const settingsFor = (certificates: string[], changes: Partial<SamlSettings> = {}): SamlSettings => ({
  kind: 'saml',
  name: 'Example',
  icon: 'generic',
  enabled: true,
  entityId: IDP.entityId,
  ssoUrl: IDP.sso,
  sloUrl: IDP.slo,
  certificates,
  signRequests: true,
  requireEncryption: false,
  allowIdpInitiated: false,
  attributes: { email: 'mail', firstName: 'givenName', lastName: 'sn', customerReference: 'account' },
  domains: ['example.com'],
  createContacts: true,
  customerNumbers: ['C-1001'],
  ...changes,
});

let ours: Promise<SamlKeys> | undefined;

/** Our key pair, one for a test file. */
export const ourKeys = (): Promise<SamlKeys> => (ours ??= createSamlKeys('portal.example.org', new Date(), 2048));

/** A service provider with stores in memory that behave as rows do: one insert, one use. */
export async function createPortal(certificates: string[], changes: Partial<SamlSettings> = {}, more: Partial<SamlParts> = {}) {
  const requests = new Set<string>();
  const assertions = new Map<string, Date>();
  const parts: SamlParts = {
    settings: settingsFor(certificates, changes),
    connection: 'connection-1',
    urls: SP,
    keys: await ourKeys(),
    skewSeconds: 60,
    now: () => new Date(),
    consumeRequest: (id) => Promise.resolve(requests.delete(id)),
    rememberAssertion(idHash, until) {
      if (assertions.has(idHash)) return Promise.resolve(false);
      assertions.set(idHash, until);
      return Promise.resolve(true);
    },
    ...more,
  };
  return {
    parts,
    provider: createSamlProvider(parts),
    assertions,
    requests,
    /** Asks the provider, as a browser would; answers the request's id. */
    ask(): string {
      const id = newSamlId();
      requests.add(id);
      return id;
    },
  };
}

/** The code that a message is refused with; 'accepted' when it is not. */
export const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => {
      if (error instanceof SamlRefused) return error.code;
      throw error;
    },
  );

/** The pipeline without the checks of some codes: what would get through if they were not there. */
export const without = (...codes: SamlRefusal[]): Pipeline => {
  const rest = <Subject>(checks: Check<Subject>[]): Check<Subject>[] => checks.filter(({ code }) => !codes.includes(code));
  return {
    encoded: rest(PIPELINE.encoded),
    xml: rest(PIPELINE.xml),
    response: rest(PIPELINE.response),
    decrypted: rest(PIPELINE.decrypted),
    signatures: rest(PIPELINE.signatures),
    message: rest(PIPELINE.message),
  };
};
