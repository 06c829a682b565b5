/**
 * PDFs by Typst, in processes of their own: a template can loop for ever or bring the compiler down, which in a
 * thread would take Strapi along. Nothing is loaded before the first document.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createCache } from '../cache';
import { configOf } from '../config';
import type { Strapi } from '../strapi';
import { PdfError } from './errors';
import { createPool, type Pool } from './pool';
import type { Places, Rendered } from './protocol';

export { PdfError } from './errors';
export type { PdfFailure, Rendered, TemplateProblem } from './protocol';

const MB = 1024 * 1024;
/** What a document may come to: as JSON, and its pictures together. A line of an invoice takes some 300 bytes. */
const MOST_DATA = 4 * MB;
const MOST_FILES = 12 * MB;
/** Documents that wait. Each holds its data in memory. */
const WAITING = 1000;
/** After how long without a document its process is ended: it holds some 80 MB. */
const IDLE_MS = 60_000;

export interface RenderOptions {
  /** When the document was made. It is written into the PDF: the same instant, the same bytes. */
  created: Date;
  /** Pictures by the names that the data calls them by. */
  files?: Record<string, Uint8Array>;
}

export interface PdfOptions extends Places {
  /** How long a document may take, milliseconds. */
  timeoutMs: number;
  /** Processes at most. */
  processes: number;
  waiting?: number;
  idleMs?: number;
}

/** Where the parts lie that the build puts together: beside the built server, or in dist/ when it runs from source. */
function assetsFolder(): string {
  const folders = [path.resolve(__dirname, '../pdf'), path.resolve(__dirname, '../../../../dist/pdf')];
  const found = folders.find((folder) => existsSync(path.join(folder, 'worker.js')));
  if (!found) throw new PdfError('unavailable', 'The parts of the plugin that make PDFs are not built: npm run build.');
  return found;
}

/**
 * The environment of a process: nothing of this one's secrets, no fonts of the machine, no packages of Typst, no
 * network (a proxy that is not there). What a document looks like then depends on what is configured alone.
 */
function environment(assets: string): NodeJS.ProcessEnv {
  const nowhere = path.join(assets, 'nowhere');
  const proxy = 'http://127.0.0.1:9';
  return {
    ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
    NODE_ENV: 'production',
    FONTCONFIG_FILE: path.join(assets, 'fonts.conf'),
    ...Object.fromEntries(['HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME'].map((name) => [name, nowhere])),
    ...Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]).map((n) => [n, proxy])),
  };
}

function startWorker(places: Places) {
  return fork(path.join(places.assets, 'worker.js'), [JSON.stringify(places)], {
    cwd: places.assets,
    env: environment(places.assets),
    // Options of this process are not its (a debugger's port); it collects what the compiler leaves by itself.
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** What Typst can read and print: no halves of characters, and of control characters tabs and line feeds. */
const clean = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replace(/[^\P{Cc}\t\n]/gu, '') : value;

export function createEngine({ timeoutMs, processes, waiting = WAITING, idleMs = IDLE_MS, ...places }: PdfOptions) {
  let pool: Pool | undefined;
  let closed = false;

  function open(): Pool {
    if (closed) throw new PdfError('closed', 'Strapi is stopping.');
    pool ??= createPool({ start: () => startWorker(places), size: processes, waiting, timeoutMs, idleMs });
    return pool;
  }

  return {
    /**
     * Makes a PDF of a template and its data: PDF/A-3a, tagged, with the same bytes for the same template, data,
     * files, fonts and `created`.
     *
     * @param template name of a template: the team's `<name>.typ` comes before ours
     * @param data what the template gets, as JSON; `PdfDocument` for `document`
     * @throws PdfError
     */
    async render(template: string, data: object, { created, files = {} }: RenderOptions): Promise<Rendered> {
      const json = JSON.stringify(data, clean);
      if (json.length > MOST_DATA) throw new PdfError('too-large', `The document has more than ${MOST_DATA / MB} MB of data.`);
      const size = Object.values(files).reduce((sum, { byteLength }) => sum + byteLength, 0);
      if (size > MOST_FILES) throw new PdfError('too-large', `The pictures of the document have more than ${MOST_FILES / MB} MB.`);
      const job = { kind: 'render', template, data: json, files, created: Math.floor(created.getTime() / 1000) } as const;
      return (await open().run(job)) as Rendered;
    },

    /** Characters in the texts of data that no font has; at most 100, in the order they come. @throws PdfError */
    missingCharacters: async (data: object): Promise<string[]> =>
      (await open().run({ kind: 'missing', text: JSON.stringify(data, clean) })) as string[],

    /** Ends what runs. */
    close(): void {
      closed = true;
      pool?.close();
    },

    /** Ids of the processes that run. */
    pids: (): number[] => pool?.pids() ?? [],
  };
}

type Engine = ReturnType<typeof createEngine>;
export interface Pdf extends Pick<Engine, 'render' | 'missingCharacters' | 'close'> {
  /** Another one when templates, fonts or what runs them are others: what was made before may look otherwise then. */
  fingerprint(): Promise<string>;
}

/** For how long nobody looks whether a template was changed, milliseconds. */
const TEMPLATES_MS = 5000;
/** What decides how a document looks; of everything else its name and size do. */
const READ = /\.(?:typ|js)$/u;

/** Names, sizes and texts of what lies in some places, files or folders, as one hash. */
function hashOfPlaces(places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places) {
    const names = statSync(place).isDirectory() ? readdirSync(place, { recursive: true }).map(String).sort() : [''];
    for (const name of names) {
      const file = path.join(place, name);
      const found = statSync(file);
      if (!found.isFile()) continue;
      hash.update(`${name}\0${found.size}\0`);
      if (READ.test(file)) hash.update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** What is configured must be there when Strapi starts: it would be noticed at the first invoice else. */
function requirePlaces({ templates, fonts }: { templates?: string; fonts: string[] }): void {
  const kindOf = (place: string) => statSync(place, { throwIfNoEntry: false });
  if (templates !== undefined && !kindOf(templates)?.isDirectory()) {
    throw new Error(`customer-portal: pdf.templates in config/plugins is no folder: ${templates}`);
  }
  const gone = fonts.find((font) => !kindOf(font));
  if (gone !== undefined) throw new Error(`customer-portal: pdf.fonts in config/plugins names what is not there: ${gone}`);
}

/** The PDF part of the platform, as the project configures it. */
export function createPdf(strapi: Strapi): Pdf {
  const { pdf } = configOf(strapi);
  requirePlaces(pdf);
  let engine: Engine | undefined;
  const open = (): Engine =>
    (engine ??= createEngine({
      assets: assetsFolder(),
      templates: pdf.templates,
      fonts: pdf.fonts,
      timeoutMs: pdf.timeoutSeconds * 1000,
      processes: pdf.processes ?? Math.min(4, availableParallelism()),
    }));
  const fingerprint = createCache(
    strapi,
    async () => Promise.resolve(hashOfPlaces([assetsFolder(), ...(pdf.templates ? [pdf.templates] : []), ...pdf.fonts])),
    { freshMs: TEMPLATES_MS },
  );
  return {
    render: async (template, data, options) => open().render(template, data, options),
    missingCharacters: async (data) => open().missingCharacters(data),
    fingerprint: () => fingerprint.get(),
    close: () => engine?.close(),
  };
}
