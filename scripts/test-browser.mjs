/** `npm run test:browser`: the browser tests; arguments go to Playwright. */
import { browserSuite } from './lib/browser-suite.mjs';
import { fail } from './lib/steps.mjs';
import { close } from './lib/suites.mjs';

browserSuite(process.argv.slice(2))
  .then((browser) => browser && close({ browser }))
  .catch(fail);
