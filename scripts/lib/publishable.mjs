import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** What tells people where a published package comes from, and resolves the relative links of its README. */
const NAMES = ['repository', 'homepage', 'bugs'];

/** @returns {string[]} the members that package.json lacks before it can be published */
export function lacking() {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return NAMES.filter((name) => !manifest[name]);
}

/** @param {string[]} names */
export const whatIsLacking = (names) => `Set ${names.join(', ')} in package.json before the package is published: they say where it is developed, and the README's links on a registry's page need them.`;
