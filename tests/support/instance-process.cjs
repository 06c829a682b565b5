/**
 * A second Strapi of the same deployment, in a process of its own: Strapi keeps state in modules, so
 * two in one process are not two instances. Started by `second-instance.ts`, which talks to it.
 */
require('../runtime/load-typescript.cjs').install();

async function main() {
  const { startApp } = require('./strapi.ts');
  const { environment, smtpPort, config } = JSON.parse(process.env.TEST_INSTANCE);
  const mailbox = { port: smtpPort, messages: [], to: () => [], clear() {}, close: async () => {} };
  const prepare = () =>
    new Promise((resolve) => {
      process.once('message', resolve);
      process.send({ loaded: true });
    });
  const app = await startApp({ database: { environment, drop: async () => {} }, mailbox, prepare, config });
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
  /** At any statement that writes, those within a transaction included: SIGKILL, so that nothing is put in order. */
  function dieAt(write) {
    let left = write;
    app.strapi.db.connection.on('query', ({ sql }) => {
      if (/^(insert|update|delete)/iu.test(sql) && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
    });
  }
  process.on('message', async ({ id, order, dieAt: write }) => {
    if (write !== undefined) return dieAt(write);
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
