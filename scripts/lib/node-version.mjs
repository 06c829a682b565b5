import fs from 'node:fs';
import path from 'node:path';
import { playground } from './paths.mjs';

/**
 * Ends the process with a plain sentence on a Node that the demo and the tests do not run on. Which do is in the
 * playground's manifest, as `^20.19.0 || ^22.0.0`: fewer than the plugin runs on, since they use SQLite.
 */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const { engines } = JSON.parse(fs.readFileSync(path.join(playground, 'package.json'), 'utf8'));
  const lowest = [...engines.node.matchAll(/\^(\d+)\.(\d+)/gu)].map(([, ...numbers]) => numbers.map(Number));
  if (lowest.some((least) => major === least[0] && minor >= least[1])) return;
  const named = lowest.map((least) => `${least[0]}${least[1] ? ` (from ${least.join('.')})` : ''}`).join(' or ');
  console.error(`Node ${process.versions.node} cannot run this: Node ${named} is needed, for the SQLite driver that Strapi brings.`);
  process.exit(1);
}
