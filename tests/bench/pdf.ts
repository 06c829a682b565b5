import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PdfDocument } from '../../plugin/pdf-document';
import { createEngine } from '../../server/src/platform/pdf';

/** Invoices of a batch that is timed, and how many are asked for at a time. */
const BATCH = 100;
const AT_A_TIME = 50;
const PROCESSES = 2;

export interface PdfFigures {
  /** Invoices a second. */
  ours: number;
  alone: number;
  /** The longest that this process's loop was kept while PDFs were made, processes' start included. */
  kept: Kept;
  /** Of the processes, when the first tenth was made and when all were, MB. */
  memory?: { first: number; last: number };
}

/** Milliseconds. */
interface Kept {
  /** By what this process did: its processor time. */
  byItself: number;
  /** With what it waited for a processor that others had. */
  inAll: number;
}

/** Looks at the loop each millisecond: no turn of it works longer than the processor time that the process used meanwhile. */
function watchLoop(): () => Kept {
  const usedMs = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const kept: Kept = { byItself: 0, inAll: 0 };
  let [at, used] = [performance.now(), usedMs()];
  const timer = setInterval(() => {
    const [now, nowUsed] = [performance.now(), usedMs()];
    const inAll = now - at - 1;
    kept.inAll = Math.max(kept.inAll, inAll);
    kept.byItself = Math.max(kept.byItself, Math.min(inAll, nowUsed - used));
    [at, used] = [now, nowUsed];
  }, 1);
  return () => {
    clearInterval(timer);
    return kept;
  };
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function rate(make: (count: number) => Promise<void>): Promise<number> {
  const start = performance.now();
  await make(BATCH);
  return (BATCH * 1000) / (performance.now() - start);
}

/** PDFs of the sample with another number each, by the plugin and by Typst alone in this process, and what they cost. */
export async function pdfFigures({ root, rounds, documents }: { root: string; rounds: number; documents: number }): Promise<PdfFigures> {
  const assets = path.join(root, 'dist/pdf');
  const files = { 'sample-logo.svg': fs.readFileSync(path.join(assets, 'sample-logo.svg')) };
  const sample = JSON.parse(fs.readFileSync(path.join(assets, 'sample.json'), 'utf8')) as PdfDocument;
  let made = 0;
  const next = (): PdfDocument => ({ ...sample, number: `INV-${(made += 1)}` });
  const created = new Date('2026-11-30T09:00:00Z');

  const open = () => createEngine({ assets, fonts: [], timeoutMs: 60_000, processes: PROCESSES });
  async function byPlugin(engine: ReturnType<typeof open>, count: number): Promise<void> {
    let left = count;
    const turn = async (): Promise<void> => {
      while ((left -= 1) >= 0) await engine.render('document', next(), { created, files });
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, turn));
  }

  const workspace = path.join(assets, 'templates');
  const typst = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [path.join(assets, 'fonts')] }] });
  typst.mapShadow(path.join(workspace, 'files/sample-logo.svg'), files['sample-logo.svg']);
  const fonts = JSON.stringify(['Noto Sans']);
  async function byTypst(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const { result } = typst.compile({
        mainFilePath: path.join(workspace, 'document.typ'),
        inputs: { data: JSON.stringify(next()), fonts },
      });
      if (!result) throw new Error('Typst alone cannot run the template.');
      typst.pdf(result, { pdfStandard: 'a-3a', creationTimestamp: 0 });
      typst.evictCache(0);
      await setImmediate();
    }
  }

  const engine = open();
  const [ours, alone]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round += 1) {
    const theirs = await rate(byTypst);
    const plugin = await rate((count) => byPlugin(engine, count));
    // The first round warms up.
    if (round < 0) continue;
    ours.push(plugin);
    alone.push(theirs);
  }
  engine.close();

  const fresh = open();
  const statusOf = (pid: number): string => `/proc/${pid}/status`;
  const residentOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/u.exec(fs.readFileSync(statusOf(pid), 'utf8'))?.[1]) / 1024;
  const megabytes = (): number => fresh.pids().reduce((sum, pid) => sum + residentOf(pid), 0);
  const stop = watchLoop();
  await byPlugin(fresh, documents / 10);
  const hasProc = fs.existsSync(statusOf(process.pid));
  const first = hasProc ? megabytes() : 0;
  await byPlugin(fresh, documents - documents / 10);
  const kept = stop();
  const memory = hasProc ? { first, last: megabytes() } : undefined;
  fresh.close();
  return { ours: median(ours), alone: median(alone), kept, memory };
}
