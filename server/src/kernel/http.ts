import type { Context } from 'koa';
import { cookiesCanBeSecure } from '../platform/config';
import type { Strapi } from '../platform/strapi';

/** What a handler may know of the request and do to the response, besides its data. */
export interface Http {
  /** Client address, from Koa's trusted-proxy setting only. */
  ip: string;
  /** At most 255 characters. */
  userAgent: string;
  cookie(name: CookieName): string | undefined;
  /** Sets a cookie until `expires`; null removes it. */
  setCookie(name: CookieName, value: string | null, expires?: Date): void;
}

/** Cookies of the portal: the session token; and which browser the contact has used before. */
export type CookieName = 'session' | 'device';

/**
 * `__Host-` ties a cookie to exactly this host, over TLS, for all paths (RFC 6265bis §4.1.3.2).
 * Where the public URL has no TLS and is not localhost, browsers refuse such cookies: then the
 * plain name is used, for trying things out only.
 */
const cookieName = (strapi: Strapi, name: CookieName): string =>
  `${cookiesCanBeSecure(strapi) ? '__Host-' : ''}customer-portal-${name}`;

/** Reads a cookie of ours from a request. */
export const readCookie = (strapi: Strapi, ctx: Context, name: CookieName): string | undefined =>
  ctx.cookies.get(cookieName(strapi, name), { signed: false });

export function createHttp(strapi: Strapi, ctx: Context): Http {
  return {
    ip: ctx.request.ip,
    userAgent: ctx.get('user-agent').slice(0, 255),
    cookie: (name) => readCookie(strapi, ctx, name),
    setCookie(name, value, expires = new Date(0)) {
      const parts = [
        `${cookieName(strapi, name)}=${value ?? ''}`,
        'Path=/',
        `Expires=${(value === null ? new Date(0) : expires).toUTCString()}`,
        'HttpOnly',
        'SameSite=Lax',
        ...(cookiesCanBeSecure(strapi) ? ['Secure'] : []),
      ];
      // Written by hand: Koa refuses Secure on a plain socket, which is what stands behind a proxy.
      ctx.append('set-cookie', parts.join('; '));
    },
  };
}
