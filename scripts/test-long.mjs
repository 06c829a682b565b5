/**
 * `npm run test:long`, before a release: guesses by the ten thousand, odd requests by the hundred for each endpoint,
 * more draws of levels and of documents than `npm test` takes, histories of subscriptions by the ten thousand, and a
 * whole zip of PDFs; and the packed plugin with the lowest version of Strapi that it works with, which npm installs. Arguments go to jest, and leave the package out; the environment may say other numbers.
 */
import { fail } from './lib/steps.mjs';
import { close, heading, jest, lowestStrapi, packageSuite } from './lib/suites.mjs';
import { ensureBuilt } from './lib/targets.mjs';

const numbers = {
  GUESSES: '10000',
  FUZZ_RUNS: '200',
  FUZZ_SEED: String(Date.now()),
  LEVELS_DRAWS: '10',
  FIGURES_DOCUMENTS: '400',
  ZIP_DOCUMENTS: '500',
  KILLS: '1000',
  PAYMENT_HISTORIES: '200',
  WEBHOOKS: '2000',
  SUBSCRIPTION_HISTORIES: '10000',
};

async function main() {
  heading('The long tests');
  const long = [
    'tests/security/guessing',
    'tests/api/fuzz',
    'tests/api/module-levels',
    'tests/api/document-figures',
    'tests/api/documents-zip',
    'tests/api/payments-killed',
    'tests/api/payments-histories',
    'tests/api/payments-attacks',
  ];
  const chosen = process.argv.slice(2);
  const tests = await jest('long', 'api', chosen.length > 0 ? chosen : long, { ...numbers, ...process.env });
  if (chosen.length > 0) return close({ long: tests });
  heading('Long histories of subscriptions');
  const histories = await jest('long-unit', 'unit', ['tests/unit/rules/subscription/histories'], { ...numbers, ...process.env });
  const version = lowestStrapi();
  heading(`The package with Strapi ${version}`);
  await ensureBuilt(['portal', 'pdf', 'sandbox', 'plugin']);
  close({ long: tests, histories, lowest: await packageSuite({ suite: 'lowest', version }) });
}

main().catch(fail);
