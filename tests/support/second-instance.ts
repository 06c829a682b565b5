import { fork } from 'node:child_process';
import path from 'node:path';
import type { Mailbox } from './mailbox';
import type { TestDatabase } from '../runtime/databases';

/** Another Strapi of the same deployment, in a process of its own. */
export interface SecondInstance {
  /** Its address, for supertest. */
  server: string;
  /** Works off the job queue. */
  settle(): Promise<void>;
  startJobs(): Promise<void>;
  stopJobs(): Promise<void>;
  /** Stops as on SIGTERM: what it works on is put down in order. */
  stop(): Promise<void>;
  /** Dies in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Has it die by itself before the n-th statement from now that writes. */
  dieAt(write: number): void;
  /** Once it is dead. */
  ended: Promise<void>;
}

interface Message {
  loaded?: boolean;
  port?: number;
  id?: number;
  error?: string;
}

/**
 * Boots a second instance on a database, which sends its mail to the given mailbox.
 * @param ready what it waits for when its process has loaded everything, before it touches the database
 * @param config the plugin's, over the playground's: what JSON can say
 */
export async function startSecondInstance(
  database: TestDatabase,
  mailbox: Mailbox,
  ready: () => Promise<void> = async () => undefined,
  config: Record<string, unknown> = {},
): Promise<SecondInstance> {
  const child = fork(path.join(__dirname, 'instance-process.cjs'), {
    env: { ...process.env, TEST_INSTANCE: JSON.stringify({ environment: database.environment, smtpPort: mailbox.port, config }) },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const waiting = new Map<number, { done(): void; fail(error: Error): void }>();
  let serial = 0;
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', ({ loaded, port: opened, id, error }: Message) => {
      if (loaded) void ready().then(() => child.send({ order: 'start' }));
      if (opened !== undefined) resolve(opened);
      const order = id === undefined ? undefined : waiting.get(id);
      if (error) order?.fail(new Error(error));
      else order?.done();
    });
    child.once('exit', (code) => {
      reject(new Error(`The second instance ended with ${String(code)}.`));
    });
  });
  const tell = (order: 'settle' | 'startJobs' | 'stopJobs' | 'stop') => (): Promise<void> =>
    new Promise((done, fail) => {
      serial += 1;
      waiting.set(serial, { done, fail });
      child.send({ id: serial, order });
    });
  return {
    server: `http://127.0.0.1:${port}`,
    settle: tell('settle'),
    startJobs: tell('startJobs'),
    stopJobs: tell('stopJobs'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) await tell('stop')();
      await ended;
    },
    ended,
    dieAt: (write) => void child.send({ dieAt: write }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
