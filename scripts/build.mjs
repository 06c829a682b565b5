/**
 * Builds what is published: the portal, what makes PDFs, the payment sandbox, the plugin and its
 * declarations. `portal`, `pdf`, `sandbox` or `plugin` as an argument builds that part only. A portal that became too large to load quickly fails the build.
 */
import { fail, run, step } from './lib/steps.mjs';
import { ensureBuilt } from './lib/targets.mjs';

const parts = /** @type {const} */ (['portal', 'pdf', 'sandbox', 'plugin']);
const wanted = process.argv.slice(2);
const chosen = wanted.length ? parts.filter((part) => wanted.includes(part)) : [...parts];

async function main() {
  await ensureBuilt(chosen, { always: true });
  if (!chosen.includes('portal')) return;
  await step("Weigh the portal's first load", () => run('portal-size', process.execPath, ['portal/check-size.mjs']));
}

main().catch(fail);
