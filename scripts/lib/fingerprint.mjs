import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const skipped = new Set(['node_modules', 'dist', 'build', '.strapi', '.cache', '.tmp', 'uploads', 'types']);

/**
 * All files below a path, in a fixed order.
 *
 * @param {string} entry
 * @returns {string[]}
 */
function filesBelow(entry) {
  const stat = fs.statSync(entry, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [entry];
  return fs
    .readdirSync(entry)
    .filter((name) => !skipped.has(name))
    .sort()
    .flatMap((name) => filesBelow(path.join(entry, name)));
}

/**
 * One hash over the names and contents of files and folders. What is built is built again when the
 * hash of its inputs changed, which unlike times of change survives a fresh clone or a branch switch.
 *
 * @param {string[]} entries paths relative to the repository
 * @returns {string}
 */
export function fingerprint(entries) {
  const hash = createHash('sha256');
  for (const file of entries.flatMap((entry) => filesBelow(path.join(root, entry)))) {
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
