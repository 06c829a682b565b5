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

/** Where customers reach this Strapi, without a trailing slash. Never taken from a request. */
export function publicUrlOf(strapi: Strapi): string {
  return (configOf(strapi).publicUrl ?? strapi.config.get<string>('server.absoluteUrl')).replace(/\/+$/u, '');
}

/** `<public url>/portal/` — the portal's URL without its name. */
export const portalUrlBaseOf = (strapi: Strapi): string => `${publicUrlOf(strapi)}${PORTAL_PATH}/`;

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
