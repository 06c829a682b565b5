/**
 * Measures what a browser loads before the portal can be used: the entry with all that it imports
 * statically, the pages of the first visit, and the larger message file. Fails above the limit.
 * Usage: node portal/check-size.mjs [dist/portal]
 */
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 130;
const dist = process.argv[2] ?? fileURLToPath(new URL('../dist/portal', import.meta.url));
const manifestFile = join(dist, '.vite/manifest.json');
if (!existsSync(manifestFile)) {
  console.error(`No build in ${dist}. Build the portal first.`);
  process.exit(1);
}

/** @type {Record<string, { file: string, imports?: string[], isEntry?: boolean }>} */
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
/** Pages that a first visit shows, signed in or not. */
const FIRST = ['src/app/Shell.tsx', 'src/pages/Home.tsx', 'src/app/PublicLayout.tsx', 'src/pages/SignIn.tsx'];
const LANGUAGES = ['src/messages/en.json', 'src/messages/de.json'];

/** A chunk and all that it imports statically. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The manifest has no ${key}: the list in this script is out of date.`);
  seen.add(key);
  for (const imported of chunk.imports ?? []) closure(imported, seen);
  return seen;
}

const gzipped = (key) => gzipSync(readFileSync(join(dist, manifest[key].file)), { level: 9 }).length;
const chunks = new Set([entry, ...FIRST].flatMap((key) => [...closure(key)]));
chunks.add(LANGUAGES.reduce((larger, key) => (gzipped(key) > gzipped(larger) ? key : larger)));

const rows = [...chunks].map((key) => ({ name: manifest[key].file, bytes: gzipped(key) }));
rows.sort((a, b) => b.bytes - a.bytes);
const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
const kB = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
const width = Math.max(...rows.map(({ name }) => name.length));
for (const { name, bytes } of rows) console.log(`${name.padEnd(width)} ${kB(bytes)}`);
console.log(`${'First-load JavaScript, gzip'.padEnd(width)} ${kB(total)} of ${LIMIT_KB} kB`);
if (total > LIMIT_KB * 1000) {
  console.error('The portal loads more than its limit before it can be used.');
  process.exit(1);
}
