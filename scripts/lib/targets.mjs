import fs from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { buildNodePrograms } from './node-programs.mjs';
import { playground, root, scratch } from './paths.mjs';
import { buildPdfParts } from './pdf-parts.mjs';
import { run, step } from './steps.mjs';

/**
 * Something that is built: from these inputs, into these outputs, by this action.
 *
 * @typedef {object} Target
 * @property {string} title
 * @property {string[]} inputs paths relative to the repository
 * @property {string[]} outputs files that are there after a build
 * @property {() => Promise<void>} build
 */

/** @param {string} file a package's program below node_modules */
const program = (file) => path.join(root, 'node_modules', file);
const node = process.execPath;
const tsc = program('typescript/bin/tsc');

const shared = ['plugin', 'package-lock.json', 'tsconfig.base.json'];
const pluginInputs = [
  ...shared,
  'server',
  'admin',
  'rich-text',
  'config',
  'testing',
  'package.json',
  'tsconfig.declarations.json',
  'scripts/declarations.mjs',
];

/** @type {Record<'portal' | 'pdf' | 'sandbox' | 'plugin' | 'playground' | 'panel', Target>} */
export const targets = {
  portal: {
    title: 'Build the portal',
    inputs: [...shared, 'portal', 'rich-text'],
    outputs: ['dist/portal/index.html', 'dist/portal/payment-form.json'],
    // Whoever asks for it: built within a test run it would carry React for development, with paths of the machine.
    build: async () => {
      // The second adds to what the first has emptied.
      for (const config of ['portal/vite.config.ts', 'portal/vite.payment-form.config.ts'])
        await run('portal', node, [program('vite/bin/vite.js'), 'build', '--config', config], { env: { NODE_ENV: 'production' } });
    },
  },
  pdf: {
    title: 'Build what makes PDFs',
    inputs: [
      'package-lock.json',
      'tsconfig.base.json',
      'server/pdf',
      'server/src/platform/pdf',
      'scripts/lib/pdf-parts.mjs',
      'scripts/lib/node-programs.mjs',
    ],
    outputs: ['dist/pdf/worker.js', 'dist/pdf/templates/document.typ', 'dist/pdf/fonts/NotoSans_400Regular.ttf'],
    build: buildPdfParts,
  },
  sandbox: {
    title: 'Build the payment sandbox',
    inputs: [...shared, 'server/payment-sandbox', 'scripts/lib/node-programs.mjs'],
    outputs: ['dist/sandbox/command.js'],
    build: () => buildNodePrograms(path.join(root, 'dist/sandbox'), { command: path.join(root, 'server/payment-sandbox/command.ts') }),
  },
  plugin: {
    title: 'Build the plugin',
    inputs: pluginInputs,
    outputs: ['dist/server/index.js', 'dist/admin/index.mjs', 'dist/testing/index.js', 'dist/server/src/index.d.ts'],
    build: async () => {
      const declarations = path.join(scratch, 'declarations');
      fs.rmSync(declarations, { recursive: true, force: true });
      await Promise.all([
        run('plugin', node, [program('@strapi/sdk-plugin/bin/strapi-plugin.js'), 'build', '--silent']),
        run('declarations', node, ['scripts/declarations.mjs', declarations]),
      ]);
      // The bundler's own declarations lack what lies outside server/ and admin/: ours take their place.
      for (const folder of ['server/src', 'server/payment-sandbox', 'admin/src', 'plugin', 'config', 'testing']) {
        const target = path.join(root, 'dist', folder);
        // The suite's bundle lies beside its declarations, in a folder that the bundler has emptied.
        if (folder !== 'testing') fs.rmSync(target, { recursive: true, force: true });
        if (fs.existsSync(path.join(declarations, folder))) fs.cpSync(path.join(declarations, folder), target, { recursive: true });
      }
    },
  },
  playground: {
    title: 'Compile the playground',
    inputs: ['package-lock.json', 'playground/config', 'playground/src', 'playground/tsconfig.json'],
    outputs: ['playground/dist/config/plugins.js', 'playground/dist/src/index.js'],
    build: () => run('playground', node, [tsc, '-p', playground]),
  },
  panel: {
    title: "Build Strapi's admin panel (about a minute)",
    inputs: [...pluginInputs, 'playground/config', 'playground/src', 'playground/package.json', 'playground/tsconfig.json'],
    outputs: ['playground/dist/build/index.html'],
    build: () =>
      run('panel', node, [program('@strapi/strapi/bin/strapi.js'), 'build'], {
        cwd: playground,
        env: { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
      }),
  },
};

/** @typedef {keyof typeof targets} TargetName */

/** @param {TargetName} name */
const stampFile = (name) => path.join(scratch, 'stamps', name);

/**
 * @param {TargetName} name
 * @param {string} hash
 */
function isFresh(name, hash) {
  const built = targets[name].outputs.every((file) => fs.existsSync(path.join(root, file)));
  return built && fs.existsSync(stampFile(name)) && fs.readFileSync(stampFile(name), 'utf8') === hash;
}

/**
 * Builds targets in the order given, each only if its inputs changed since it was last built.
 *
 * @param {TargetName[]} names
 * @param {{always?: boolean}} [options] `always`: whatever the stamps say
 */
export async function ensureBuilt(names, { always = false } = {}) {
  await withLock('build', async () => {
    for (const name of names) {
      const target = targets[name];
      const hash = fingerprint(target.inputs);
      if (!always && isFresh(name, hash)) continue;
      fs.rmSync(stampFile(name), { force: true });
      await step(target.title, target.build);
      fs.mkdirSync(path.dirname(stampFile(name)), { recursive: true });
      fs.writeFileSync(stampFile(name), hash);
    }
  });
}
