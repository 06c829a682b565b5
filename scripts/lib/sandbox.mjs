import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { root } from './paths.mjs';
import { StepError } from './steps.mjs';

/**
 * @typedef {object} SandboxPlace
 * @property {string} url
 * @property {string} secret of its API
 * @property {string} controlPage with the key that opens it
 */

/**
 * Starts the payment sandbox as teams do, by its command, with a secret of this run's own. It goes when this process does.
 *
 * @param {{port: number, webhookUrl: string, journal: string}} options
 * @returns {Promise<{place: SandboxPlace, stop: () => Promise<void>}>}
 */
export function startSandbox({ port, webhookUrl, journal }) {
  const secret = randomBytes(24).toString('base64url');
  const options = { port, 'webhook-url': webhookUrl, 'public-url': `http://localhost:${port}`, journal };
  const child = fork(
    path.join(root, 'dist/sandbox/command.js'),
    Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, PAYMENT_SANDBOX_SECRET: secret } },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    if (child.connected) child.disconnect();
    await ended;
  };
  return new Promise((resolve, reject) => {
    const failed = () => reject(new StepError('The payment sandbox did not start.'));
    child.once('exit', failed);
    child.on('message', (/** @type {{kind: string, url: string, controlPage: string}} */ { kind, url, controlPage }) => {
      if (kind !== 'ready') return;
      child.off('exit', failed);
      resolve({ place: { url, secret, controlPage }, stop });
    });
  });
}
