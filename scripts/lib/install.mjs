import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { run, step } from './steps.mjs';

const manifests = ['package.json', 'package-lock.json', 'playground/package.json'];
/** Inside node_modules, so that it goes when they go. */
const stamp = path.join(root, 'node_modules', '.customer-portal-installed');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function fingerprintOfManifests() {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of manifests) hash.update(fs.readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/** Installs the dependencies when there are none, or when what is asked for changed since. */
export async function ensureInstalled() {
  const wanted = fingerprintOfManifests();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  const fresh = !fs.existsSync(path.join(root, 'node_modules'));
  const title = fresh ? 'Install dependencies (a few minutes the first time)' : 'Bring dependencies up to date';
  await step(title, () => run('install', npm, [fresh ? 'ci' : 'install', '--no-audit', '--no-fund']));
  // `npm install` may have tidied a manifest: what counts is what is there now.
  fs.writeFileSync(stamp, fingerprintOfManifests());
}
