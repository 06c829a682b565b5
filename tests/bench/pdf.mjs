/** The PDF part of the bench: the plugin's own source, built for Node by Vite, over what the build put into dist/pdf. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root, scratch } from '../../scripts/lib/paths.mjs';

const DOCUMENTS = Number(process.env.BENCH_DOCUMENTS ?? 2000);

/** @param {number} rounds @returns {Promise<import('./measure.mjs').Row[]>} */
export async function pdfRows(rounds) {
  const outDir = path.join(scratch, 'bench-pdf');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: ['punycode'] },
    build: {
      ssr: path.join(root, 'tests/bench/pdf.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'pdf.mjs' } },
    },
  });
  const { pdfFigures } = await import(pathToFileURL(path.join(outDir, 'pdf.mjs')).href);
  const { ours, alone, kept, memory } = await pdfFigures({ root, rounds, documents: DOCUMENTS });
  const ratio = ours / alone;
  const grown = memory ? memory.last - memory.first : 0;
  return [
    {
      what: 'One-page invoices as PDF against Typst alone',
      measured: `${ratio.toFixed(2)}  (${ours.toFixed(0)} / ${alone.toFixed(0)} a second)`,
      wanted: '≥ 0.6',
      good: ratio >= 0.6,
    },
    {
      what: "Strapi's loop kept by PDFs, at most",
      measured: `${kept.byItself.toFixed(0)} ms  (${kept.inAll.toFixed(0)} ms with waiting for a processor)`,
      wanted: '≤ 50 ms',
      good: kept.byItself <= 50,
    },
    {
      what: `Memory of the processes over ${DOCUMENTS} PDFs`,
      measured: memory ? `+${grown.toFixed(0)} MB  (${memory.first.toFixed(0)} → ${memory.last.toFixed(0)} MB)` : 'no /proc here',
      wanted: '≤ +20 MB',
      good: memory ? grown <= 20 : undefined,
    },
  ];
}
