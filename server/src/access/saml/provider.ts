import { logoutRequestUrl, requestUrl } from './library';
import { verifyLogoutRequest, verifyLogoutResponse } from './logout';
import { metadata } from './metadata';
import type { SamlParts, SamlProvider } from './types';
import { verifyResponse } from './verify-response';

/** The service provider for one connection. */
export const createSamlProvider = (parts: SamlParts): SamlProvider => ({
  requestUrl: (request) => requestUrl(parts, request),
  verifyResponse: (samlResponse) => verifyResponse(parts, samlResponse),
  metadata: () => metadata(parts),
  logoutRequestUrl: (request) => (parts.settings.sloUrl === null ? Promise.resolve(null) : logoutRequestUrl(parts, request)),
  verifyLogoutRequest: (query) => verifyLogoutRequest(parts, query),
  verifyLogoutResponse: (query) => verifyLogoutResponse(parts, query),
});
