import { SIGN_IN_PATH } from '../../../plugin/plugin-id';
import { publicUrlOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import type { SamlUrls } from '../saml';

const base = (strapi: Strapi, key: string): string => `${publicUrlOf(strapi)}${SIGN_IN_PATH}/${key}`;

/**
 * Where a provider sends the browser back to: one address for each connection, so that an answer of
 * one provider cannot be passed off as another's (RFC 9700 §4.4, mix-up).
 */
export const callbackUrl = (strapi: Strapi, key: string): string => `${base(strapi, key)}/callback`;

export const testUrl = (strapi: Strapi, key: string, ticket: string): string => `${base(strapi, key)}/test?ticket=${ticket}`;

export const samlUrlsOf = (strapi: Strapi, key: string): SamlUrls => ({
  entityId: `${base(strapi, key)}/metadata`,
  acs: `${base(strapi, key)}/acs`,
  metadata: `${base(strapi, key)}/metadata`,
  logout: `${base(strapi, key)}/logout`,
});

/** What to paste at the provider, as the settings screen shows it. */
export const noUrls = { redirectUri: '', entityId: '', acsUrl: '', metadataUrl: '', logoutUrl: '' };
export const oidcUrls = (strapi: Strapi, key: string) => ({ redirectUri: callbackUrl(strapi, key) });
export function samlUrls(strapi: Strapi, key: string) {
  const { entityId, acs, metadata, logout } = samlUrlsOf(strapi, key);
  return { entityId, acsUrl: acs, metadataUrl: metadata, logoutUrl: logout };
}
