import { open } from 'node:fs/promises';

export type PdfProblem = 'pdf-broken' | 'pdf-protected';

/** How far from its end a PDF says where its table lies, as readers look for it. */
const TAIL = 2048;
/** Of a table what is read to find the trailer behind it: 400,000 entries of 20 bytes. */
const TABLE = 8 * 1024 * 1024;
/** Of a trailer what is read: a dictionary of some entries. */
const TRAILER = 64 * 1024;

/**
 * What is wrong with a PDF that is to be handed on as it came: it is cut off or its table of contents is not where it
 * says (ISO 32000-1, 7.5), or it is encrypted, so that whoever gets it may need a password. Read from its two ends:
 * nothing in it is unpacked.
 */
export async function problemOfPdf(file: string): Promise<PdfProblem | undefined> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const at = async (position: number, length: number): Promise<string> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, Math.min(length, size - position))), 0, null, position);
      return buffer.toString('latin1', 0, bytesRead);
    };
    if (!/^%PDF-[12]\.\d/u.test(await at(0, 8))) return 'pdf-broken';
    const tail = await at(Math.max(0, size - TAIL), TAIL);
    const start = [...tail.matchAll(/startxref\s+(\d+)\s+%%EOF/gu)].at(-1)?.[1];
    if (start === undefined || Number(start) >= size) return 'pdf-broken';
    const table = await at(Number(start), Math.min(TABLE, size - Number(start)));
    // A table in words, whose trailer follows it; or one in a stream, whose dictionary is the trailer.
    const from = /^\s*xref\b/u.test(table) ? table.indexOf('trailer') : /^\s*\d+\s+\d+\s+obj\b/u.test(table) ? 0 : -1;
    if (from < 0) return 'pdf-broken';
    const trailer = table.slice(from, from + TRAILER).split(/\bstream\b|startxref/u)[0] ?? '';
    if (!/\/Root\b/u.test(trailer)) return 'pdf-broken';
    return /\/Encrypt\b/u.test(trailer) ? 'pdf-protected' : undefined;
  } finally {
    await handle.close();
  }
}
