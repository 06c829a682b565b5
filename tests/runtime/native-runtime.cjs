/**
 * A jest runtime that loads Strapi and the plugin once a worker.
 *
 * Jest gives every test file a registry of modules of its own, and so loads Strapi anew for each: some nine seconds.
 * Here what stands in node_modules, the plugin's own sources and this folder is loaded by Node and stays for the next file; the
 * tests and their support are jest's as ever. What a module keeps therefore has to be kept for a Strapi (a WeakMap),
 * as in a process that runs several. `jest.mock` does not reach what Node loads; `jest.spyOn` does.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { default: JestRuntime } = require('jest-runtime');
const { slownessOfMachine } = require('./calibration.cjs');
const { install } = require('./load-typescript.cjs');
const shortcuts = require('./shortcuts.cjs');

const root = path.resolve(__dirname, '../..');
const OURS = ['server', 'plugin', 'config', 'playground', 'tests/runtime'].map((folder) => path.join(root, folder) + path.sep);
/** Jest's own, which belong to the file that runs. */
const OF_JEST = /node_modules\/(?:@jest\/|jest|expect|pretty-format|@swc\/)/u;

const isNative = (file) => (file.includes('/node_modules/') && !OF_JEST.test(file)) || OURS.some((folder) => file.startsWith(folder));

/** What one realm hands to the other and asks by `instanceof`. */
const SHARED = [
  'Date',
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'Map',
  'Set',
  'RegExp',
  'Promise',
];

/**
 * Strapi takes all listeners off the process when it ends, those of jest and its worker too, which then hears nothing
 * more. Here it takes off those of signals, which are its own.
 */
const removeListeners = process.removeAllListeners.bind(process);
process.removeAllListeners = (...events) => {
  for (const event of events.length > 0 ? events : ['SIGINT', 'SIGTERM']) removeListeners(event);
  return process;
};

/** Whether no file ran in this worker before. */
let isFirst = true;

class NativeRuntime extends JestRuntime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    this.testFile = rest.at(-2);
    slownessOfMachine();
    this.cpuBefore = process.cpuUsage();
    this.restoreSpies = () => environment.moduleMocker?.restoreAllMocks();
    install();
    shortcuts.install();
    this.environmentBefore = { ...process.env };
    for (const name of SHARED) environment.global[name] = globalThis[name];
    // Jest's copy would keep from Strapi what a test sets.
    Object.defineProperty(environment.global.process, 'env', { value: process.env });
  }

  requireModule(from, name, options, isActual) {
    const file = name && !options?.isInternalModule && !Module.isBuiltin(name) ? this.nativeFile(from, name) : undefined;
    return file ? Module.createRequire(from)(file) : super.requireModule(from, name, options, isActual);
  }

  /** The file that a name means, if Node is to load it. */
  nativeFile(from, name) {
    let file;
    try {
      file = Module.createRequire(from).resolve(name);
    } catch {
      return undefined;
    }
    return isNative(file) ? file : undefined;
  }

  teardown() {
    this.noteCost();
    // A spy on what stays would be the next file's.
    this.restoreSpies();
    for (const name of Object.keys(process.env)) if (!(name in this.environmentBefore)) delete process.env[name];
    Object.assign(process.env, this.environmentBefore);
    return super.teardown();
  }

  /** Says what the file cost where `npm test` asks for it (scripts/lib/costs.mjs). */
  noteCost() {
    const { user, system } = process.cpuUsage(this.cpuBefore);
    const seconds = (user + system) / 1e6 / slownessOfMachine();
    const file = path.relative(root, this.testFile).split(path.sep).join('/');
    const cost = { file, seconds, first: isFirst };
    isFirst = false;
    if (process.env.TEST_COSTS) fs.appendFileSync(process.env.TEST_COSTS, `${JSON.stringify(cost)}\n`);
  }
}

module.exports = NativeRuntime;
