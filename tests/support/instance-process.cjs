/**
 * A second Strapi of the same deployment, in a process of its own: Strapi keeps state in modules, so
 * two in one process are not two instances. Started by `second-instance.ts`, which talks to it.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const root = path.resolve(__dirname, '../..');

// As in jest.config.mjs: sources are loaded as CommonJS, the plugin's in place of its build.
const transform = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
Module._extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(fs.readFileSync(filename, 'utf8'), { ...transform, filename }).code, filename);
};
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolve(...parameters) {
  const found = resolveFilename.apply(this, parameters);
  return found === path.join(root, 'dist/server/index.js') ? path.join(root, 'server/src/index.ts') : found;
};

async function main() {
  const { startApp } = require('./strapi.ts');
  const { environment, smtpPort } = JSON.parse(process.env.TEST_INSTANCE);
  const mailbox = { port: smtpPort, messages: [], to: () => [], clear() {}, close: async () => {} };
  const app = await startApp({ database: { environment, drop: async () => {} }, mailbox });
  const { jobs } = app.strapi.plugin('customer-portal').service('platform');
  const orders = {
    settle: () => app.settle(),
    startJobs: async () => jobs.start(),
    stopJobs: () => jobs.stop(),
    async stop() {
      await app.stop();
      setTimeout(() => process.exit(0), 20);
    },
  };
  process.on('message', async ({ id, order }) => {
    try {
      await orders[order]();
      process.send({ id });
    } catch (error) {
      process.send({ id, error: String(error) });
    }
  });
  process.send({ port: app.server.address().port });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
