/**
 * Lets Node load the plugin's TypeScript: the same compiler and the same form as jest's own transform.
 * Types are checked by `npm run types`.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const root = path.resolve(__dirname, '../..');
const BUILT = path.join(root, 'dist/server/index.js');
const SOURCE = path.join(root, 'server/src/index.ts');

const options = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  swcrc: false,
};

/** Exports as TypeScript writes them can be spied on; the compiler's own are sealed. */
const open = (code) => code.replace(/enumerable: true,(\s+get:)/gu, 'enumerable: true, configurable: true,$1');

let isInstalled = false;

/** Once a process. The plugin that the playground finds is its source: no build stands between a change and its test. */
function install() {
  if (isInstalled) return;
  isInstalled = true;
  process.setSourceMapsEnabled(true);
  Module._extensions['.ts'] = (module, filename) => {
    module._compile(open(transformSync(fs.readFileSync(filename, 'utf8'), { ...options, filename }).code), filename);
  };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function resolveSource(...args) {
    const found = resolve.apply(this, args);
    return found === BUILT ? SOURCE : found;
  };
}

module.exports = { install };
