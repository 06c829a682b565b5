#!/usr/bin/env node
/** `customer-portal-pdf`: makes a PDF of a JSON file, for who writes templates. What it takes: USAGE. */
import { existsSync, readFileSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { PdfDocument } from '../../../../../plugin/pdf-document';
import { createCompiler } from './compile';

const USAGE = `customer-portal-pdf [data.json [out.pdf]] [--templates folder] [--font file-or-folder …] [--template document] [--watch]

Makes a PDF of a document as docs/pdf-templates.md describes it; without data.json, of a sample. A logo is read from
beside the data. --watch makes it again when a template or the data changes.`;

const options = {
  templates: { type: 'string' },
  font: { type: 'string', multiple: true, default: [] as string[] },
  template: { type: 'string', default: 'document' },
  watch: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return console.log(USAGE);
  const [data = path.join(__dirname, 'sample.json'), out = 'document.pdf'] = positionals;
  const templates = values.templates === undefined ? undefined : path.resolve(values.templates);
  const compiler = await createCompiler({ assets: __dirname, templates, fonts: values.font.map((font) => path.resolve(font)) });

  async function make(): Promise<void> {
    const json = readFileSync(data, 'utf8');
    const { logo } = JSON.parse(json) as Partial<PdfDocument>;
    const picture = logo && path.resolve(path.dirname(data), logo.file);
    const files = picture && existsSync(picture) ? { [logo.file]: readFileSync(picture) } : {};
    const start = performance.now();
    const { bytes, pages, archival } = await compiler.render({ kind: 'render', template: values.template, data: json, files, created: 0 });
    writeFileSync(out, bytes);
    const missing = await compiler.missing(json);
    console.log(
      `${out}: ${pages} pages, ${bytes.byteLength} bytes, ${Math.round(performance.now() - start)} ms${archival ? ', PDF/A-3a' : ''}`,
    );
    if (missing.length > 0) console.log(`No font has: ${missing.join(' ')}`);
  }

  const say = (error: unknown): void => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  };
  await make().catch(say);
  if (!values.watch) return;
  let soon: NodeJS.Timeout | undefined;
  for (const place of [data, ...(templates ? [templates] : [])]) {
    watch(place, () => {
      clearTimeout(soon);
      soon = setTimeout(() => void make().catch(say), 100);
    });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
