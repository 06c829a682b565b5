import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The Strapi project that the demo and the tests boot. */
export const playground = path.join(root, 'playground');

/** What scripts leave behind: logs, stamps, results. Ignored by git; may be deleted at any time. */
export const scratch = path.join(root, '.tmp');
