import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { ASSETS_PATH } from '../plugin/plugin-id';

/**
 * What a page with a payment provider's fields loads of ours (server/src/payments/forms/page.ts). A build of its own, into
 * the same folder: nothing of the app is on those pages, and nothing of theirs in the app.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: `${ASSETS_PATH}/`,
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('../dist/portal', import.meta.url)),
    emptyOutDir: false,
    manifest: 'payment-form.json',
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: fileURLToPath(new URL('src/payment-form/main.ts', import.meta.url)),
      output: { entryFileNames: 'assets/payment-form-[hash].js', assetFileNames: 'assets/payment-form-[hash][extname]' },
    },
  },
});
