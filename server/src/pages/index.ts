import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import { ASSETS_PATH, PORTAL_PATH } from '../../../plugin/plugin-id';
import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import { apiBaseOf } from '../kernel/edge';
import { platformOf } from '../platform';
import { publicUrlOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import { createPortalInfo, type PortalInfoService } from '../portal-info';
import { tabsOf } from '../tabs';
import { readPortalBuild, type PortalBuild } from './assets';

const escapeHtml = (text: string): string => text.replace(/[&<>"']/gu, (found) => `&#${found.codePointAt(0)};`);

/** A part of the path as the router found it. */
const parameterOf = (ctx: Context, name: string): string => (ctx.params as Record<string, string | undefined>)[name] ?? '';

/** The same bytes for every name that is not the portal's: an old name and one that never was look alike. */
function notFound(ctx: Context): void {
  ctx.status = 404;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.set('cache-control', 'no-store');
  ctx.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  ctx.body = 'Not found';
}

/** Where pictures are: what the Media Library's provider uses, and the logo. */
const picturesOf = async (strapi: Strapi, logoUrl: string | null): Promise<string[]> => [
  ...new Set([...(await platformOf(strapi).media.origins()), ...(logoUrl ? [new URL(logoUrl).origin] : [])]),
];

/** Scripts from our own files only, nothing inline; frames only of the custom tabs' origins, pictures only of the Media Library's. */
function policyOf(nonce: string, frames: string[], pictures: string[]): string {
  const images = ["'self'", 'data:', ...pictures];
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src ${images.join(' ')}`,
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${frames.length > 0 ? frames.join(' ') : "'none'"}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function render(build: PortalBuild, info: PortalInfo, nonce: string, base: string, data: Record<string, unknown>): string {
  // In a script element of JSON only "<" can end the element (HTML, script data state).
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const values: Record<string, string> = {
    __CSP_NONCE__: nonce,
    __LANG__: info.defaultLanguage,
    __TITLE__: escapeHtml(info.organisation.name),
    __PORTAL_DATA__: json,
  };
  // Before anything that people typed is in it.
  const template = base === '' ? build.template : build.template.replaceAll(`"${ASSETS_PATH}/`, `"${escapeHtml(base)}${ASSETS_PATH}/`);
  return template.replace(/__(?:CSP_NONCE|LANG|TITLE|PORTAL_DATA)__/gu, (placeholder) => values[placeholder] ?? '');
}

function servePage(strapi: Strapi, build: PortalBuild | undefined, portalInfo: PortalInfoService) {
  return async (ctx: Context): Promise<void> => {
    const info = await portalInfo.get();
    if (parameterOf(ctx, 'name') !== info.name) return notFound(ctx);
    if (!build) {
      ctx.status = 503;
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = 'The portal has not been built. Run "npm run build:portal" in the plugin.';
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    ctx.set(
      'content-security-policy',
      policyOf(nonce, await tabsOf(strapi).frameOrigins(), await picturesOf(strapi, info.organisation.logoUrl)),
    );
    ctx.set('cache-control', 'no-store');
    ctx.set('referrer-policy', 'no-referrer');
    ctx.set('x-content-type-options', 'nosniff');
    ctx.set('x-frame-options', 'DENY');
    ctx.set('cross-origin-opener-policy', 'same-origin');
    ctx.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()');
    ctx.type = 'text/html; charset=utf-8';
    const { pathname } = new URL(`${publicUrlOf(strapi)}/`);
    const base = pathname.replace(/\/+$/u, '');
    ctx.body = render(build, info, nonce, base, {
      apiBase: `${base}${apiBaseOf(strapi)}`,
      basePath: `${base}${PORTAL_PATH}/${info.name}`,
      portal: info,
    });
  };
}

function serveAsset(build: PortalBuild | undefined) {
  return (ctx: Context): void => {
    const asset = build?.assets.get(parameterOf(ctx, '0'));
    if (!asset) return notFound(ctx);
    ctx.set('x-content-type-options', 'nosniff');
    ctx.set('cross-origin-resource-policy', 'same-origin');
    // Names carry a hash of the content.
    ctx.set('cache-control', 'public, max-age=31536000, immutable');
    ctx.set('vary', 'accept-encoding');
    ctx.type = asset.type;
    if (ctx.acceptsEncodings('gzip') && /javascript|css|json|svg/u.test(asset.type)) {
      ctx.set('content-encoding', 'gzip');
      ctx.body = asset.gzip();
    } else {
      ctx.body = asset.body;
    }
  };
}

/** Serves the portal's pages at `/portal/<name>` and its files at `/portal-assets`. */
export function registerPages(strapi: Strapi): void {
  const build = readPortalBuild();
  if (!build) strapi.log.warn('customer-portal: the portal web app has not been built; its pages answer 503.');
  const page = servePage(strapi, build, createPortalInfo(strapi));
  const open = { auth: false } as const;
  strapi.server.routes([
    { method: 'GET', path: `${ASSETS_PATH}/(.*)`, handler: serveAsset(build), config: open },
    { method: 'GET', path: `${PORTAL_PATH}/:name`, handler: page, config: open },
    { method: 'GET', path: `${PORTAL_PATH}/:name/(.*)`, handler: page, config: open },
  ] as never);
}
