/**
 * Measures what a browser loads before the portal can be used: the entry with all that it imports
 * statically (sign-in and Home are part of it, see src/app/router.tsx) and the larger file of first messages.
 * Fails above the limit.
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
const LANGUAGES = ['src/messages/first/en.json', 'src/messages/first/de.json'];

/** A chunk and all that it imports statically. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The manifest has no ${key}.`);
  seen.add(key);
  for (const imported of chunk.imports ?? []) closure(imported, seen);
  return seen;
}

for (const page of ['src/pages/Home.tsx', 'src/pages/SignIn.tsx']) {
  if (manifest[page]) {
    console.error(`${page} has a chunk of its own: add it here, or import it statically in the router.`);
    process.exit(1);
  }
}

const gzipped = (key) => gzipSync(readFileSync(join(dist, manifest[key].file)), { level: 9 }).length;
const chunks = closure(entry);
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
