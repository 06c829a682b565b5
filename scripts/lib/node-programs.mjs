import { build } from 'vite';
import { root } from './paths.mjs';

/**
 * Bundles programs that run in Node by themselves, each `<name>.js` in a folder that is emptied before. What the package
 * depends on is left outside.
 *
 * @param {string} target folder
 * @param {Record<string, string>} input sources by name
 */
export async function buildNodePrograms(target, input) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: target,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { input, output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
    },
  });
}
