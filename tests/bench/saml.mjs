/** The SAML part of the bench is the plugin's own source: built for Node by Vite, with packages left outside. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root, scratch } from '../../scripts/lib/paths.mjs';

/** @param {number} rounds @returns {Promise<import('./run.mjs').Row>} */
export async function samlRow(rounds) {
  const outDir = path.join(scratch, 'bench-saml');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    // CommonJS without named exports: Node would not find `decode` in it.
    ssr: { noExternal: ['punycode'] },
    build: {
      ssr: path.join(root, 'tests/bench/saml.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'saml.mjs' } },
    },
  });
  const { samlRate } = await import(pathToFileURL(path.join(outDir, 'saml.mjs')).href);
  const { ours, library } = await samlRate(rounds);
  const ratio = ours / library;
  return {
    what: 'SAML responses verified against node-saml alone',
    measured: `${ratio.toFixed(2)}  (${ours.toFixed(0)} / ${library.toFixed(0)} a second)`,
    wanted: '≥ 0.8',
    good: ratio >= 0.8,
  };
}
