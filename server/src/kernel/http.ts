import { isIP } from 'node:net';
import type { Context } from 'koa';
import { PROOF_HEADER } from '../../../plugin/plugin-id';
import { cookiesCanBeSecure } from '../platform/config';
import type { Strapi } from '../platform/strapi';

/** What a handler may know of the request and do to the response, besides its data. */
export interface Http {
  /** Client address; see `clientAddress`. */
  ip: string;
  /** At most 255 characters. */
  userAgent: string;
  /** The solved challenge that came along, unchecked; empty where there is none. */
  proof: string;
  cookie(name: CookieName): string | undefined;
  /** Sets a cookie until `expires`; null removes it. */
  setCookie(name: CookieName, value: string | null, expires?: Date): void;
}

/**
 * Cookies of the portal: the session token; which browser the contact has used before; a sign-in
 * between its proof and its second factor; a browser that is not asked for the factor for a while;
 * public links whose holder proved an address in this browser;
 * and a browser that is away at an identity provider, once for those that send it back by a link and
 * once for those that post its answer.
 */
export type CookieName = 'session' | 'device' | 'challenge' | 'remembered' | 'flow' | 'posted-flow' | 'link';

/**
 * `__Host-` ties a cookie to exactly this host, over TLS, for all paths (RFC 6265bis §4.1.3.2).
 * Where the public URL has no TLS and is not localhost, browsers refuse such cookies: then the
 * plain name is used, for trying things out only.
 */
const cookieName = (strapi: Strapi, name: CookieName): string => `${cookiesCanBeSecure(strapi) ? '__Host-' : ''}customer-portal-${name}`;

/** An identity provider's page posts its answer to us, cross-site: only a cookie of SameSite=None comes along. */
const sameSite = (strapi: Strapi, name: CookieName): string =>
  name === 'posted-flow' && cookiesCanBeSecure(strapi) ? 'SameSite=None' : 'SameSite=Lax';

/** Reads a cookie of ours from a request. */
export const readCookie = (strapi: Strapi, ctx: Context, name: CookieName): string | undefined =>
  ctx.cookies.get(cookieName(strapi, name), { signed: false });

/**
 * The client's address, by Koa's trusted-proxy setting. Proxies add the address that they see behind
 * what came with the request, and Koa takes the first of the list, which is the client's to write, unless
 * it was told how many proxies there are (`server.proxy.maxIpsCount`). Untold, the last one counts. Some
 * proxies write the port as well, another one for each connection; what is no address at all is nobody's.
 */
function clientAddress({ app, request }: Context): string {
  const told = ((app as { maxIpsCount?: number }).maxIpsCount ?? 0) > 0;
  const named = (told ? undefined : request.ips.at(-1)) ?? request.ip;
  if (isIP(named)) return named;
  const address = /^\[(.+)\](?::\d+)?$/u.exec(named)?.[1] ?? /^([\d.]+):\d+$/u.exec(named)?.[1] ?? named;
  return isIP(address) ? address : (request.socket.remoteAddress ?? '');
}

export function createHttp(strapi: Strapi, ctx: Context): Http {
  return {
    ip: clientAddress(ctx),
    userAgent: ctx.get('user-agent').slice(0, 255),
    proof: ctx.get(PROOF_HEADER).slice(0, 4096),
    cookie: (name) => readCookie(strapi, ctx, name),
    setCookie(name, value, expires = new Date(0)) {
      const parts = [
        `${cookieName(strapi, name)}=${value ?? ''}`,
        'Path=/',
        `Expires=${(value === null ? new Date(0) : expires).toUTCString()}`,
        'HttpOnly',
        sameSite(strapi, name),
        ...(cookiesCanBeSecure(strapi) ? ['Secure'] : []),
      ];
      // Written by hand: Koa refuses Secure on a plain socket, which is what stands behind a proxy.
      ctx.append('set-cookie', parts.join('; '));
    },
  };
}
