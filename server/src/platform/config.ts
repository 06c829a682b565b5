import { parseConfig, type PortalConfig } from '../../../config';
import { PLUGIN_ID, PORTAL_PATH } from '../../../plugin/plugin-id';
import type { Strapi } from './strapi';

const parsed = new WeakMap<Strapi, PortalConfig>();

/** The plugin's configuration, parsed once for each Strapi instance. */
export function configOf(strapi: Strapi): PortalConfig {
  let config = parsed.get(strapi);
  if (!config) {
    config = parseConfig(strapi.config.get(`plugin::${PLUGIN_ID}`, {}));
    parsed.set(strapi, config);
  }
  return config;
}

const publicUrls = new WeakMap<Strapi, string>();

/** Where customers reach this Strapi, without a trailing slash. Never taken from a request. */
export function publicUrlOf(strapi: Strapi): string {
  let url = publicUrls.get(strapi);
  if (url === undefined) {
    url = (configOf(strapi).publicUrl ?? strapi.config.get<string>('server.absoluteUrl')).replace(/\/+$/u, '');
    publicUrls.set(strapi, url);
  }
  return url;
}

/**
 * A file of Strapi's own public folder or of an upload provider, as customers reach it: what a provider
 * elsewhere names stays, anything else stands below the public URL and its path.
 */
export const publicFileUrlOf = (strapi: Strapi, url: string): string =>
  /^(?:https?:)?\/\//iu.test(url) ? new URL(url, publicUrlOf(strapi)).href : `${publicUrlOf(strapi)}/${url.replace(/^\/+/u, '')}`;

/**
 * Refuses a production start without a public URL: links in mail would lead to the address that Strapi
 * listens at, which no customer reaches. Development goes without.
 */
export function requirePublicUrl(strapi: Strapi): void {
  if (strapi.config.get<string>('environment') !== 'production') return;
  if (configOf(strapi).publicUrl !== undefined || /^https?:\/\//iu.test(strapi.config.get<string>('server.url', ''))) return;
  throw new Error(
    'customer-portal: it is not known where customers reach this Strapi, so links in mail would lead nowhere. ' +
      'Set "url" in config/server, or "publicUrl" under "customer-portal.config" in config/plugins, ' +
      'to an address like "https://portal.example.com".',
  );
}

/** `<public url>/portal/` — the portal's URL without its name. */
export const portalUrlBaseOf = (strapi: Strapi): string => `${publicUrlOf(strapi)}${PORTAL_PATH}/`;

/** Where Strapi's admin panel is: `admin.url` may be another path, or another origin. */
export function adminUrlOf(strapi: Strapi): string {
  const url = strapi.config.get<string>('admin.absoluteUrl', '') || `${publicUrlOf(strapi)}/admin`;
  return url.replace(/\/+$/u, '');
}

/** By public URL: asked several times for every request, and taking a URL apart is slow. */
const secure = new Map<string, boolean>();

/**
 * Whether cookies can carry `Secure`. Browsers take it on https and on localhost; anything else is
 * somebody trying the portal from another machine without TLS.
 */
export function cookiesCanBeSecure(strapi: Strapi): boolean {
  const url = publicUrlOf(strapi);
  let answer = secure.get(url);
  if (answer === undefined) {
    const { protocol, hostname } = new URL(url);
    secure.set(url, (answer = protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)));
  }
  return answer;
}
