import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { playground, root, scratch } from './paths.mjs';
import { StepError } from './steps.mjs';

const child = path.join(root, 'scripts/lib/strapi-child.mjs');

/**
 * Starts the playground's Strapi and waits until it answers.
 *
 * @param {{port: number, smtpPort: number, sites: string, database: string, log: string, env?: NodeJS.ProcessEnv}} options
 *   `database`: file of the SQLite database, beside which uploads are kept; `log`: name of the log file
 * @returns {Promise<{seeded: boolean, portalName: string, process: import('node:child_process').ChildProcess, stop: () => Promise<void>}>}
 */
export function startStrapi({ port, smtpPort, sites, database, log, env = {} }) {
  const file = path.join(scratch, 'logs', `${log}.log`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const publicFolder = path.join(path.dirname(database), 'public');
  fs.mkdirSync(path.join(publicFolder, 'uploads'), { recursive: true });
  const output = fs.openSync(file, 'w');
  const strapi = fork(child, {
    cwd: playground,
    stdio: ['ignore', output, output, 'ipc'],
    env: {
      ...process.env,
      // In production Strapi's admin panel accepts sign-ins over https only.
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: database,
      PUBLIC_DIR: publicFolder,
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(smtpPort),
      // Text messages become mails.
      SMS_PROVIDER: 'inbox',
      DEMO_SITES: sites,
      STRAPI_TELEMETRY_DISABLED: 'true',
      STRAPI_DISABLE_UPDATE_NOTIFICATION: 'true',
      ...env,
    },
  });
  const ended = new Promise((resolve) => strapi.once('exit', resolve));
  const stop = async () => {
    if (strapi.connected) strapi.disconnect();
    const timer = setTimeout(() => strapi.kill('SIGKILL'), 8000);
    await ended;
    clearTimeout(timer);
  };
  return new Promise((resolve, reject) => {
    const failed = () => {
      const tail = fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-25).join('\n');
      reject(new StepError(`${tail}\n\nStrapi did not start. The whole log: ${path.relative(root, file)}`));
    };
    strapi.once('exit', failed);
    strapi.on('message', (/** @type {{kind: string, seeded: boolean, portalName: string}} */ message) => {
      if (message.kind !== 'ready') return;
      strapi.off('exit', failed);
      resolve({ seeded: message.seeded, portalName: message.portalName, process: strapi, stop });
    });
  });
}
