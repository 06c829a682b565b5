/**
 * An ESLint rule: no file imports itself by way of others, types included. (The rules that are to be had
 * pass over imports of types, which tie two files together just as well.)
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ENDINGS = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];

/** @param {string} file */
const isFile = (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** @type {Map<string, { changed: number, imports: Map<string, string> }>} */
const known = new Map();

/**
 * The files of this repository that a file imports, by what it calls them. Read again when the file has changed.
 * @param {string} file
 */
function importsOf(file) {
  const changed = statSync(file).mtimeMs;
  const before = known.get(file);
  if (before?.changed === changed) return before.imports;
  /** @type {Map<string, string>} */
  const imports = new Map();
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles) {
    if (!fileName.startsWith('.')) continue;
    const target = ENDINGS.map((ending) => path.resolve(path.dirname(file), `${fileName}${ending}`)).find(isFile);
    if (target && /\.tsx?$/u.test(target)) imports.set(fileName, target);
  }
  known.set(file, { changed, imports });
  return imports;
}

/**
 * The way from one file to another by imports, the shortest; undefined where there is none.
 * @param {string} from
 * @param {string} to
 */
function wayBetween(from, to) {
  /** @type {Map<string, string | undefined>} */
  const cameFrom = new Map([[from, undefined]]);
  for (const file of cameFrom.keys()) {
    if (file === to) {
      const way = [];
      for (let at = /** @type {string | undefined} */ (file); at !== undefined; at = cameFrom.get(at)) way.unshift(at);
      return way;
    }
    for (const next of importsOf(file).values()) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const noCircles = {
  meta: { type: 'problem', schema: [], messages: { circle: 'This file imports itself: {{way}}' } },
  create(context) {
    const { filename } = context;
    /** @param {import('estree').Node & { source?: import('estree').Literal | null }} node */
    const check = ({ source }) => {
      const target = source && importsOf(filename).get(String(source.value));
      const way = target && wayBetween(target, filename);
      if (way)
        context.report({ node: source, messageId: 'circle', data: { way: way.map((one) => path.relative(context.cwd, one)).join(' → ') } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};
