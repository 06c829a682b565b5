import type { Profile, SAML, SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import { SamlRefused } from './refused';
import type { SamlNameId, SamlParts } from './types';

type Parts = Pick<SamlParts, 'settings' | 'urls' | 'keys'>;

/** Options of node-saml for a connection. What it would check beside signatures is ours to check (`checks/`). */
const optionsOf = ({ settings, urls, keys }: Parts): SamlConfig => ({
  idpCert: settings.certificates,
  idpIssuer: settings.entityId,
  issuer: urls.entityId,
  callbackUrl: urls.acs,
  entryPoint: settings.ssoUrl,
  logoutUrl: settings.sloUrl ?? settings.ssoUrl,
  decryptionPvk: keys.privateKeyPem,
  signatureAlgorithm: 'sha256',
  digestAlgorithm: 'sha256',
  // `never`, which the library has as an enum: its value, since the library is loaded with the first message.
  validateInResponseTo: 'never' as ValidateInResponseTo,
  // The provider chooses how to authenticate and to name people: asking for more than it has is an error there.
  disableRequestedAuthnContext: true,
  identifierFormat: null,
});

/** node-saml up to the verified bytes: it hands these out, and reads no person from them. */
async function verifierOf(config: SamlConfig): Promise<SAML> {
  const library = await import('@node-saml/node-saml');
  return new (class Verifier extends library.SAML {
    protected override getSignedAssertion(signedXml: string): Promise<string> {
      return Promise.resolve(signedXml);
    }

    protected override processValidlySignedAssertionAsync(signedXml: string): Promise<{ profile: Profile; loggedOut: boolean }> {
      return Promise.resolve({ profile: { issuer: '', nameID: '', nameIDFormat: '', signedXml }, loggedOut: false });
    }
  })(config);
}

/**
 * Verifies a response with the connection's certificates, any of them, and answers the signed bytes
 * in canonical form: of the response if that is signed, otherwise of its assertion. Every signature
 * that is there must hold.
 */
export async function signedBytesOf(
  samlResponse: string,
  there: { onResponse: boolean; onAssertion: boolean },
  parts: Parts,
): Promise<string> {
  const verifier = await verifierOf({
    ...optionsOf(parts),
    wantAuthnResponseSigned: there.onResponse,
    wantAssertionsSigned: there.onAssertion,
  });
  const signedXml = await verifier.validatePostResponseAsync({ SAMLResponse: samlResponse }).then(
    ({ profile }) => profile?.signedXml,
    () => undefined,
  );
  if (typeof signedXml !== 'string') throw new SamlRefused('saml-wrong-signature');
  return signedXml;
}

/** node-saml as a writer of messages, with an id of ours for the next one. */
async function writer(parts: Parts, id: string, sign: boolean, forceAuthn = false): Promise<SAML> {
  const library = await import('@node-saml/node-saml');
  return new library.SAML({
    ...optionsOf(parts),
    forceAuthn,
    generateUniqueId: () => id,
    ...(sign && { privateKey: parts.keys.privateKeyPem, publicCert: parts.keys.certificatePem }),
  });
}

export const requestUrl = async (
  parts: Parts,
  { id, relayState, forceAuthn = false }: { id: string; relayState: string; forceAuthn?: boolean },
): Promise<string> => (await writer(parts, id, parts.settings.signRequests, forceAuthn)).getAuthorizeUrlAsync(relayState, undefined, {});

/** Logout is always signed, whatever the connection says of requests (Single Logout profile 4.4.4.1). */
export const logoutRequestUrl = async (
  parts: Parts,
  { id, relayState, nameId, sessionIndex }: { id: string; relayState: string; nameId: SamlNameId; sessionIndex: string | null },
): Promise<string> => {
  const user: Profile = {
    issuer: parts.settings.entityId,
    nameID: nameId.value,
    nameIDFormat: nameId.format ?? 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    ...(nameId.nameQualifier !== null && { nameQualifier: nameId.nameQualifier }),
    ...(nameId.spNameQualifier !== null && { spNameQualifier: nameId.spNameQualifier }),
    ...(sessionIndex !== null && { sessionIndex }),
  };
  return (await writer(parts, id, true)).getLogoutUrlAsync(user, relayState, {});
};

export const logoutAnswerUrl = async (
  parts: Parts,
  { id, inResponseTo, relayState, success }: { id: string; inResponseTo: string; relayState: string | null; success: boolean },
): Promise<string> => {
  const request: Profile = { issuer: parts.settings.entityId, nameID: '', nameIDFormat: '', ID: inResponseTo };
  return (await writer(parts, id, true)).getLogoutResponseUrlAsync(request, relayState ?? '', {}, success);
};
