import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { getDocumentProxy } from 'unpdf';
import type { PdfDocument, PdfLine } from '../../plugin/pdf-document';
import { createEngine, type PdfOptions } from '../../server/src/platform/pdf';

const ROOT = path.resolve(__dirname, '../..');
const SOURCE = path.join(ROOT, 'server/pdf');

/** The sample that ships for the preview command. */
export const sample = (changes: Partial<PdfDocument> = {}): PdfDocument => ({
  ...(JSON.parse(fs.readFileSync(path.join(SOURCE, 'sample.json'), 'utf8')) as PdfDocument),
  ...changes,
});

/** The sample with other lines. */
export const withLines = (rows: PdfLine[], changes: Partial<PdfDocument> = {}): PdfDocument => {
  const document = sample(changes);
  return { ...document, lines: { ...document.lines, rows } };
};

/** The sample with one line of a name each. */
export const withItems = (items: string[], changes: Partial<PdfDocument> = {}): PdfDocument =>
  withLines(
    items.map((item) => ({ item, amount: '€1.00' })),
    changes,
  );

export const LOGO = { 'sample-logo.svg': fs.readFileSync(path.join(SOURCE, 'sample-logo.svg')) };
export const CREATED = new Date('2026-11-30T09:00:00Z');

/** An engine of the built parts. */
export const engine = (options: Partial<PdfOptions> = {}) =>
  createEngine({ assets: path.join(ROOT, 'dist/pdf'), fonts: [], timeoutMs: 60_000, processes: 1, ...options });

/** A folder with templates of a team, by name. */
export function templates(files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'customer-portal-templates-'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return folder;
}

const squeeze = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\u200b/gu, '')
    .replace(/\s+/gu, ' ');

let pdfium: Promise<PDFiumLibrary> | undefined;

/** What a reader finds in a PDF. PDFium's reading, which heeds what a PDF says of letters that are drawn in parts. */
export async function read(bytes: Uint8Array) {
  const library = await (pdfium ??= PDFiumLibrary.init());
  const document = await library.loadDocument(bytes);
  const pages = [...document.pages()].map((page) => ({
    text: squeeze(page.getText()),
    width: page.getOriginalSize().originalWidth,
    height: page.getOriginalSize().originalHeight,
  }));
  document.destroy();
  return { pages, text: pages.map(({ text }) => text).join('\n') };
}

/** What a PDF says of itself. */
export async function about(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { info } = await pdf.getMetadata();
  return { tagged: (await pdf.getMarkInfo())?.Marked === true, info: info as Record<string, unknown> };
}

/** How far from the left edge of the first page a text begins, points. */
export async function xOf(bytes: Uint8Array, text: string): Promise<number> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { items } = await (await pdf.getPage(1)).getTextContent();
  const item = items.find((one) => 'str' in one && one.str.includes(text));
  if (!item || !('transform' in item)) throw new Error(`The page has no "${text}".`);
  return Number(item.transform[4]);
}

/** Every text of a document that its reader is to see, as `read` finds it. */
export function textsOf(document: PdfDocument): string[] {
  const {
    paper: _paper,
    language: _language,
    direction: _direction,
    accent: _accent,
    logo: _logo,
    lines,
    pageOf: _pageOf,
    ...shown
  } = document;
  const texts: string[] = lines.columns.map(({ label }) => label);
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(...value.split('\n'));
    else if (value && typeof value === 'object') Object.values(value).forEach(walk);
  };
  walk([shown, lines.rows]);
  return texts.map(squeeze).filter(Boolean);
}
