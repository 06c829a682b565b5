/** `npm run pdf-preview -- data.json out.pdf`: the command `customer-portal-pdf` of the package, from the sources. */
import { root } from './lib/paths.mjs';
import { fail } from './lib/steps.mjs';
import { ensureBuilt } from './lib/targets.mjs';

async function main() {
  await ensureBuilt(['pdf']);
  await import(`${root}/dist/pdf/preview.js`);
}

main().catch(fail);
