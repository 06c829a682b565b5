import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { ensureBuilt } from './targets.mjs';

/**
 * Before the API tests: the portal, the parts that make PDFs and the payment sandbox are built, and the playground
 * compiled. Strapi looks for the plugin's built entry before
 * it loads it; the tests load the sources in its place (tests/runtime/load-typescript.cjs), so any file will do.
 */
export default async function prepare() {
  // Names what its workers share.
  process.env.TEST_RUN = randomBytes(4).toString('hex');
  await ensureBuilt(['portal', 'pdf', 'sandbox', 'playground']);
  const entry = path.join(root, 'dist/server/index.js');
  if (fs.existsSync(entry)) return;
  fs.mkdirSync(path.dirname(entry), { recursive: true });
  fs.writeFileSync(entry, "throw new Error('The plugin is not built: npm run build');\n");
}
