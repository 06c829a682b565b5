import type { Context } from 'koa';
import { CSRF_HEADER } from '../../../plugin/plugin-id';
import { PortalError } from '../platform/errors';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that a browser sends for a page of another origin: by Sec-Fetch-Site, and by Origin for
 * browsers without it. A sibling subdomain is another origin of the same site: its pages send the cookie
 * (SameSite=Lax), and Strapi's CORS middleware lets them read, unless the project narrows it.
 */
export function refuseOtherOrigins(ctx: Context, publicUrl: string): void {
  const site = ctx.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') throw new PortalError('cross-site-request');
  const origin = ctx.get('origin');
  // The Host header is safe to compare with: a browser sets both itself.
  if (origin && origin !== new URL(publicUrl).origin && origin !== `${ctx.protocol}://${ctx.host}`) {
    throw new PortalError('cross-site-request');
  }
}

/**
 * Refuses an unsafe request that another site may have caused. Three checks, since each alone has
 * a browser or a set-up that it fails in (OWASP CSRF Prevention Cheat Sheet): the custom header,
 * which a cross-site form cannot set; the Origin, where the browser sends one; and Sec-Fetch-Site.
 * The cookie's SameSite=Lax is the fourth.
 */
export function refuseCrossSite(ctx: Context, publicUrl: string): void {
  if (SAFE.has(ctx.method)) return;
  if (!ctx.get(CSRF_HEADER)) {
    throw new PortalError('cross-site-request', {
      message: `Send the header "${CSRF_HEADER}: 1" with every request that changes something.`,
    });
  }
  refuseOtherOrigins(ctx, publicUrl);
}
