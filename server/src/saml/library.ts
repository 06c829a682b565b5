// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- it declares a file of a package, for whoever compiles this one
/// <reference path="./node-saml.d.ts" />
import type { Profile, SAML, SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import { readCertificate } from './certificate';
import { SamlRefused } from './refused';
import type { SamlNameId, SamlParts } from './types';
import type { XmlElement } from './xml';

type Parts = Pick<SamlParts, 'settings' | 'urls' | 'keys'>;

/** Options of node-saml for a connection. What it would check beside signatures is ours to check (`checks/`). */
const optionsOf = ({ settings, urls }: Parts): SamlConfig => ({
  idpCert: settings.certificates,
  idpIssuer: settings.entityId,
  issuer: urls.entityId,
  callbackUrl: urls.acs,
  entryPoint: settings.ssoUrl,
  logoutUrl: settings.sloUrl ?? settings.ssoUrl,
  signatureAlgorithm: 'sha256',
  digestAlgorithm: 'sha256',
  // `never`, which the library has as an enum: its value, since the library is loaded with the first message.
  validateInResponseTo: 'never' as ValidateInResponseTo,
  // The provider chooses how to authenticate and to name people: asking for more than it has is an error there.
  disableRequestedAuthnContext: true,
  identifierFormat: null,
});

/**
 * Verifies the signature right in an element of a document with the connection's certificates, any of them,
 * and answers the bytes that it covers, in canonical form.
 */
export async function signedBytesOf(xml: string, element: XmlElement, { settings }: Pick<SamlParts, 'settings'>): Promise<string> {
  const { getVerifiedXml } = await import('@node-saml/node-saml/lib/xml.js');
  const certificates = settings.certificates.map(readCertificate).flatMap((one) => (typeof one === 'object' ? [one.pem] : []));
  let signed: string | null = null;
  try {
    signed = getVerifiedXml(xml, element, certificates);
  } catch {
    // Of a form that it does not verify.
  }
  if (signed === null) throw new SamlRefused('saml-wrong-signature');
  return signed;
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
