import type { Plugin } from 'vite';
import { PORTAL_PATH } from '../../plugin/plugin-id';

const API_BASE = '/api/customer-portal';

/**
 * For `vite dev` only: serves the page below `/portal/…` and fills the placeholders that Strapi
 * fills in production, with the portal that a Strapi at `target` describes.
 */
export function fillPlaceholders(target: string): Plugin {
  return {
    name: 'customer-portal:placeholders',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url?.startsWith(`${PORTAL_PATH}/`)) request.url = `${server.config.base}index.html`;
        next();
      });
    },
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        const answer = await fetch(`${target}${API_BASE}/portal`);
        if (!answer.ok) throw new Error(`Strapi at ${target} answered ${answer.status}: is it running?`);
        const { data: portal } = (await answer.json()) as { data: { name: string; defaultLanguage: string } };
        const data = { apiBase: API_BASE, basePath: `${PORTAL_PATH}/${portal.name}`, portal };
        return html
          .replace('__PORTAL_DATA__', () => JSON.stringify(data).replaceAll('<', '\\u003c'))
          .replace('__LANG__', portal.defaultLanguage)
          .replace('__TITLE__', 'Portal')
          .replace('__CSP_NONCE__', '');
      },
    },
  };
}
