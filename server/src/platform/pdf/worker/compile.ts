import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { PdfError } from '../errors';
import type { Job, Places, Rendered, TemplateProblem } from '../protocol';
import { charactersOf, familiesOf, fontFiles, missingFrom, OUR_FAMILIES } from './fonts';

/** Below which folder of the team's our own templates are found too: `#import "/customer-portal/parts.typ": …` */
const OURS = 'customer-portal';
/** And the files of the document. */
const FILES = 'files';
/** Documents after which memory is collected; it takes a fraction of what one document does. */
const COLLECT_AFTER = 8;
const MOST_BYTES = 30 * 1024 * 1024;

/** A template's own `set text(font: …)` chooses among these; what is on the machine is out of its reach. */
const mainOf = (template: string): string => `#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)\n#include "/${template}"`;

/** A step of how a template came to where it is wrong. */
const TRACE = 4;

interface Diagnostic {
  message: string;
  severity: number;
  path: string;
  /** From 0. */
  range: { start: { line: number; character: number } } | null;
}

/** A compiler for the templates and fonts of some places. */
export async function createCompiler(places: Places) {
  const ours = path.join(places.assets, 'templates');
  const workspace = places.templates ?? ours;
  const fonts = fontFiles([path.join(places.assets, 'fonts'), ...places.fonts]);
  const families = [...OUR_FAMILIES, ...(await familiesOf(fontFiles(places.fonts)))];
  const typst = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: fonts }] });
  const inside = (...names: string[]): string => path.join(workspace, ...names);
  for (const name of readdirSync(ours)) typst.mapShadow(inside(OURS, name), readFileSync(path.join(ours, name)));
  let characters: Set<number> | undefined;
  let made = 0;

  /**
   * What a document took lies outside of JavaScript's heap, which hardly grows and so is hardly ever collected by
   * itself; it is given back in a turn of its own.
   */
  async function release(): Promise<void> {
    await setImmediate();
    made += 1;
    if (made % COLLECT_AFTER === 0) globalThis.gc?.();
  }

  function templateOf(name: string): string {
    if (!/^[a-z][a-z0-9-]*$/u.test(name)) throw new PdfError('template', `"${name}" is no name of a template.`);
    if (places.templates && existsSync(inside(`${name}.typ`))) return `${name}.typ`;
    if (existsSync(path.join(ours, `${name}.typ`))) return `${OURS}/${name}.typ`;
    throw new PdfError('template', `There is no template "${name}".`);
  }

  function failure(error: NodeError | null): PdfError {
    const found = error ? (typst.fetchDiagnostics(error) as Diagnostic[]) : [];
    // The last step of a trace leads to the main file, of which nobody knows.
    const told = found.filter(({ severity, range }) => range !== null || severity !== TRACE);
    const problems = told.map(({ message, path: file, range }): TemplateProblem => {
      const place = range && { line: range.start.line + 1, column: range.start.character + 1 };
      return { message, ...(place && { file: path.relative(workspace, file).split(path.sep).join('/'), ...place }) };
    });
    const said = problems.map(({ message, file, line }) => (file ? `${file}:${line}: ${message}` : message)).join('\n');
    return new PdfError('template', said || 'The template cannot be run.', problems);
  }

  /** PDF/A asks for a glyph for each character: where one is missing, the document is made without it. */
  function write(document: NodeTypstDocument, created: number): Pick<Rendered, 'bytes' | 'archival'> {
    const options = { creationTimestamp: created, pdfTags: true };
    try {
      return { bytes: typst.pdf(document, { ...options, pdfStandard: 'a-3a' }), archival: true };
    } catch {
      return { bytes: typst.pdf(document, options), archival: false };
    }
  }

  async function render({ template, data, files, created }: Extract<Job, { kind: 'render' }>): Promise<Rendered> {
    const shadows = Object.keys(files).map((name) => {
      if (!/^[\w-]+\.[a-z]+$/u.test(name)) throw new PdfError('template', `"${name}" is no name of a file.`);
      return inside(FILES, name);
    });
    try {
      for (const [index, bytes] of Object.values(files).entries()) typst.mapShadow(shadows[index] as string, Buffer.from(bytes));
      const result = typst.compile({
        mainFileContent: mainOf(templateOf(template)),
        inputs: { data, fonts: JSON.stringify(families) },
      });
      const document = result.hasError() ? null : result.result;
      if (!document) throw failure(result.takeError());
      const made = { ...write(document, created), pages: document.numOfPages };
      if (made.bytes.byteLength > MOST_BYTES) throw new PdfError('too-large', `The PDF has more than ${MOST_BYTES / 1024 / 1024} MB.`);
      return made;
    } finally {
      for (const file of shadows) typst.unmapShadow(file);
      typst.evictCache(0);
      await release();
    }
  }

  return {
    render,
    async missing(text: string): Promise<string[]> {
      characters ??= await charactersOf(fonts);
      return missingFrom(text, characters);
    },
  };
}

export type Compiler = Awaited<ReturnType<typeof createCompiler>>;
