import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformWithEsbuild } from 'vite';
import { root } from '../../scripts/lib/paths.mjs';

/** Of the portal's own check: what a browser loads before the portal can be used, in kB gzip. */
export function portalFirstLoad() {
  const check = () => {
    try {
      return execFileSync(process.execPath, ['portal/check-size.mjs'], { cwd: root, encoding: 'utf8' });
    } catch (error) {
      // Above its limit the check fails, and still says the number.
      return /** @type {{stdout: string}} */ (error).stdout;
    }
  };
  const [, kB] = /First-load JavaScript, gzip\s+([\d.]+) kB/u.exec(check()) ?? [];
  return Number(kB);
}

/**
 * What the plugin adds to the admin panel before a portal screen is opened: its entry with all that
 * it imports statically, and the messages of one language, minified as Strapi's build does, in kB gzip.
 */
export async function adminAdded() {
  const folder = path.join(root, 'dist/admin');
  const files = new Set();
  /** @param {string} file */
  const visit = (file) => {
    if (files.has(file)) return;
    files.add(file);
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    for (const [, name] of text.matchAll(/^\s*(?:import|export)\b[^'"(]*?["']\.\/([^"']+)["']/gmu)) visit(name);
  };
  visit('index.mjs');
  const messages = fs.readdirSync(folder).find((name) => /^en-.*\.mjs$/u.test(name));
  if (messages) visit(messages);
  let bytes = 0;
  for (const file of files) {
    const { code } = await transformWithEsbuild(fs.readFileSync(path.join(folder, file), 'utf8'), file, { minify: true });
    bytes += gzipSync(code, { level: 9 }).length;
  }
  return bytes / 1000;
}
