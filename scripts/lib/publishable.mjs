import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** `host/owner/name` of a repository's address, in whatever form it is written: https, ssh, scp-like. */
const placeOf = (url = '') =>
  url
    .replace(/^git\+/u, '')
    .replace(/^[a-z+]+:\/\//u, '')
    .replace(/^[^@/]*@/u, '')
    .replace(':', '/')
    .replace(/\.git$/u, '')
    .toLowerCase();

function origin() {
  try {
    return execFileSync('git', ['remote', 'get-url', 'origin'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/**
 * Why the package must not be published as it is; undefined where it may be. People report to the address in
 * package.json, and a registry's page resolves the README's links and pictures by it: whoever owns it speaks for us.
 * @returns {string | undefined}
 */
export function whyNotPublishable() {
  const { repository, homepage, bugs } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const place = placeOf(repository?.url);
  const others = [homepage, bugs?.url].map(placeOf);
  if (place && place === placeOf(origin()) && others.every((other) => other.startsWith(place))) return undefined;
  return 'repository, homepage and bugs in package.json have to name the place that this clone came from (git remote get-url origin) before the package is published.';
}
