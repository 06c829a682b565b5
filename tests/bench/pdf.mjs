/** PDFs by the plugin, over what the build put into dist/pdf, beside Typst alone. */
import { root } from '../../scripts/lib/paths.mjs';
import { ownSource } from './own-source.mjs';

const DOCUMENTS = Number(process.env.BENCH_DOCUMENTS ?? 2000);

/** @param {number} rounds @returns {Promise<import('./measure.mjs').Row[]>} */
export async function pdfRows(rounds) {
  const { pdfFigures } = await ownSource('pdf');
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
