import { readCertificate } from './certificate';
import { logoutRequestUrl, requestUrl } from './library';
import { verifyLogoutRequest, verifyLogoutResponse } from './logout';
import { metadata } from './metadata';
import type { SamlParts, SamlProvider } from './types';
import { verifyResponse } from './verify-response';

/** The connection's certificates as the verifiers read them, however they were pasted; what is none verifies nothing. */
const usable = (certificates: string[]): string[] =>
  certificates.map(readCertificate).flatMap((certificate) => (typeof certificate === 'object' ? [certificate.pem] : []));

/** The service provider for one connection. */
export function createSamlProvider(given: SamlParts): SamlProvider {
  const parts = { ...given, settings: { ...given.settings, certificates: usable(given.settings.certificates) } };
  return {
    requestUrl: (request) => requestUrl(parts, request),
    verifyResponse: (samlResponse) => verifyResponse(parts, samlResponse),
    metadata: () => metadata(parts),
    logoutRequestUrl: (request) => (parts.settings.sloUrl === null ? Promise.resolve(null) : logoutRequestUrl(parts, request)),
    verifyLogoutRequest: (query) => verifyLogoutRequest(parts, query),
    verifyLogoutResponse: (query) => verifyLogoutResponse(parts, query),
  };
}
