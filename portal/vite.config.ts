import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';
import { ASSETS_PATH } from '../plugin/plugin-id';
import { fillPlaceholders } from './dev/placeholders';

/** The Strapi that `vite dev` talks to. */
const STRAPI = process.env.STRAPI_URL ?? 'http://localhost:1337';

/** Strapi refuses other origins on unsafe methods, so the proxy presents requests as its own. */
const toStrapi: ProxyOptions = {
  target: STRAPI,
  changeOrigin: true,
  configure: (proxy) => {
    proxy.on('proxyReq', (request) => request.setHeader('origin', STRAPI));
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: `${ASSETS_PATH}/`,
  publicDir: false,
  // Code names other code from where it was loaded: under a public address with a path no absolute
  // path would be right. The page itself is given the path by the server.
  experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === 'html' ? undefined : { relative: true }) },
  plugins: [react(), fillPlaceholders(STRAPI)],
  server: { proxy: { '/api': toStrapi, '/uploads': toStrapi } },
  build: {
    outDir: fileURLToPath(new URL('../dist/portal', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Nothing is inlined as data: URL, so that every asset is cached by its hash.
    assetsInlineLimit: 0,
  },
});
