/**
 * Builds what is published: the portal, the plugin and its declarations. `portal` or `plugin` as an
 * argument builds that part only.
 */
import { fail } from './lib/steps.mjs';
import { ensureBuilt } from './lib/targets.mjs';

const parts = /** @type {const} */ (['portal', 'plugin']);
const wanted = process.argv.slice(2);
const chosen = wanted.length ? parts.filter((part) => wanted.includes(part)) : [...parts];

await ensureBuilt(chosen, { always: true }).catch(fail);
