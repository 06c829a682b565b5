/**
 * The TypeScript of README and docs, a file for each block. A block begins with the path that it has in a
 * project; one that holds several files names each.
 */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** @returns {string[]} */
const texts = () => [
  'README.md',
  ...fs
    .readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/**
 * @returns {{from: string, file: string, text: string}[]} `from`: where it stands, as `README.md:41`; `file`: the
 *   path that its first line names, or an empty string
 */
export function snippets() {
  return texts().flatMap((from) => {
    const whole = fs.readFileSync(path.join(root, from), 'utf8');
    return [...whole.matchAll(/^( *)```ts\n([\s\S]*?)^ *```$/gmu)].flatMap(({ index, 1: indent = '', 2: block = '' }) => {
      const line = whole.slice(0, index).split('\n').length;
      const text = block.replaceAll(new RegExp(`^${indent}`, 'gmu'), '');
      return text
        .split(/^(?=\/\/ [\w./-]+\.ts$)/mu)
        .filter((part) => part.trim())
        .map((part) => ({
          from: `${from}:${line}`,
          file: /^\/\/ ([\w./-]+\.ts)$/mu.exec(part.split('\n')[0] ?? '')?.[1] ?? '',
          text: part,
        }));
    });
  });
}

/**
 * Writes them into a folder, by default below `.tmp/snippets`, where the tests' tsconfig finds them. Files of one text lie
 * together, so that one may import another; a path that comes twice begins a second folder.
 */
export function writeSnippets(folder = path.join(root, '.tmp/snippets')) {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const { from, file, text } of snippets()) {
    const name = from.replace(/:\d+$/u, '').replaceAll(/\W+/gu, '-');
    let target = '';
    for (let count = 1; target === '' || fs.existsSync(target); count += 1)
      target = path.join(folder, `${name}-${count}`, file || 'snippet.ts');
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
}
