import { randomBytes } from 'node:crypto';
import { ASSETS_PATH, PORTAL_PATH } from '../../../plugin/plugin-id';
import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import type { pagesContract } from '../../../plugin/contract/pages';
import type { Handlers, Page } from '../kernel/binder';
import { apiBaseOf } from '../kernel/edge';
import { platformOf } from '../platform';
import { publicUrlOf } from '../platform/config';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { createPortalInfo } from '../portal-info';
import { tabsOf } from '../tabs';
import { readFormAssets, readPortalBuild, type PortalBuild } from './assets';

const escapeHtml = (text: string): string => text.replace(/[&<>"']/gu, (found) => `&#${found.codePointAt(0)};`);

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

const formAssetsOf = new WeakMap<Strapi, ReturnType<typeof readFormAssets>>();

/** Paths of script and style of the pages with a payment provider's fields; undefined before the portal is built. */
export function formAssets(strapi: Strapi): ReturnType<typeof readFormAssets> {
  if (!formAssetsOf.has(strapi)) formAssetsOf.set(strapi, readFormAssets());
  return formAssetsOf.get(strapi);
}

/** The portal's pages at `/portal/<name>` and its files at `/portal-assets`. */
export const pagesHandlers = (strapi: Strapi): Handlers<typeof pagesContract> => {
  const build = readPortalBuild();
  if (!build) strapi.log.warn('customer-portal: the portal web app has not been built; its pages answer 503.');
  const portalInfo = createPortalInfo(strapi);

  async function page({ params }: { params: { name: string } }): Promise<Page> {
    const info = await portalInfo.get();
    if (params.name !== info.name) throw new PortalError('not-found');
    if (!build) {
      const html = 'The portal has not been built. Run "npm run build:portal" in the plugin.';
      return { status: 503, policy: "default-src 'none'", html };
    }
    const nonce = randomBytes(16).toString('base64');
    const { pathname } = new URL(`${publicUrlOf(strapi)}/`);
    const base = pathname.replace(/\/+$/u, '');
    return {
      policy: policyOf(nonce, await tabsOf(strapi).frameOrigins(), await picturesOf(strapi, info.organisation.logoUrl)),
      headers: {
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
      },
      html: render(build, info, nonce, base, {
        apiBase: `${base}${apiBaseOf(strapi)}`,
        basePath: `${base}${PORTAL_PATH}/${info.name}`,
        portal: info,
      }),
    };
  }

  return {
    home: page,
    below: page,
    async asset({ params, packs }) {
      const asset = build?.assets.get(params.file);
      if (!asset) throw new PortalError('not-found');
      const encoding = packs('gzip') && /javascript|css|json|svg/u.test(asset.type) ? 'gzip' : undefined;
      const bytes = encoding ? asset.gzip() : asset.body;
      return { open: () => bytes, name: params.file, mime: asset.type, size: bytes.length, encoding };
    },
  };
};
