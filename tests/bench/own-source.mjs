/** The plugin's own sources in the bench: built for Node by Vite, with packages left outside. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root, scratch } from '../../scripts/lib/paths.mjs';

/** What a TypeScript file of this folder exports. @param {string} name without ending @returns {Promise<any>} */
export async function ownSource(name) {
  const outDir = path.join(scratch, `bench-${name}`);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    // CommonJS without named exports: Node would not find `decode` in it.
    ssr: { noExternal: ['punycode'] },
    build: {
      ssr: path.join(root, `tests/bench/${name}.ts`),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return import(pathToFileURL(path.join(outDir, `${name}.mjs`)).href);
}
