/** The process that makes PDFs: one job at a time, as `pool.ts` gives them. */
import os from 'node:os';
import { PdfError } from '../errors';
import type { Answer, Job, Places } from '../protocol';
import type { Compiler } from './compile';

const places = JSON.parse(process.argv[2] ?? '') as Places;
let compiler: Promise<Compiler> | undefined;

/** @throws PdfError `unavailable` where Typst does not load */
async function load(): Promise<Compiler> {
  const { createCompiler } = await import('./compile').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new PdfError(
      'unavailable',
      `Typst cannot be loaded: @myriaddreamin/typst-ts-node-compiler is not installed for this system. ${why}`,
    );
  });
  return createCompiler(places);
}

async function answer(job: Job): Promise<Answer> {
  try {
    compiler ??= load();
    return { done: job.kind === 'render' ? await (await compiler).render(job) : await (await compiler).missing(job.text) };
  } catch (error) {
    if (error instanceof PdfError) return { failed: { reason: error.reason, message: error.message, problems: error.problems } };
    // The compiler itself broke: the next document gets another.
    compiler = undefined;
    return { failed: { reason: 'template', message: error instanceof Error ? error.message : String(error) } };
  }
}

try {
  // Requests come before documents.
  os.setPriority(10);
} catch {
  // Some systems do not let a process do so.
}
process.on('message', (job: Job) => {
  void answer(job).then((said) => process.send?.(said));
});
process.on('disconnect', () => process.exit());
