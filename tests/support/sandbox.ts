import { fork } from 'node:child_process';
import path from 'node:path';
import { connectSandbox, type Choice, type SandboxControl } from '../../server/payment-sandbox';
import type { Acts, CardManner } from '../../testing';

const COMMAND = path.resolve(__dirname, '../../dist/sandbox/command.js');
export const SANDBOX_SECRET = 'secret-of-the-sandbox-in-tests';

export interface SandboxProcess extends SandboxControl {
  stop(): Promise<void>;
  /** Ends it at once, wherever it is. */
  kill(): Promise<void>;
}

/** The payment sandbox as teams run it: a process of its own (built by `prepare-api-tests.mjs`). */
export function startSandboxProcess({
  port = 0,
  journal,
  webhookUrl,
}: { port?: number; journal?: string; webhookUrl?: string } = {}): Promise<SandboxProcess> {
  const options = Object.entries({ port: String(port), journal, 'webhook-url': webhookUrl });
  const child = fork(
    COMMAND,
    options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, PAYMENT_SANDBOX_SECRET: SANDBOX_SECRET } },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The payment sandbox ended with ${code}.`)));
    child.once('message', ({ url }: { url: string }) =>
      resolve({
        ...connectSandbox({ url, secret: SANDBOX_SECRET }),
        stop: () => (child.disconnect(), ended),
        kill: () => (child.kill('SIGKILL'), ended),
      }),
    );
  });
}

const CARDS = { good: 'card', declines: 'card-declined', asks: 'card-confirm' } as const satisfies Record<CardManner, Choice>;
const MANY = 1_000_000;

/** What the conformance suite does, by the buttons of a sandbox. */
export const sandboxActs = (sandbox: () => SandboxControl): Acts => ({
  pay: ({ request }) => sandbox().choose(request.reference, 'card'),
  decline: ({ request }) => sandbox().choose(request.reference, 'card-insufficient'),
  payLater: ({ request }) => sandbox().choose(request.reference, 'debit'),
  settle: ({ request }, as) => sandbox().settle(request.reference, as),
  finishSetUp: ({ request }, manner) => sandbox().choose(request.reference, CARDS[manner], true),
  taken: async (reference) =>
    (await sandbox().payments())
      .filter((payment) => payment.reference === reference && payment.state === 'succeeded')
      .reduce((sum, { amount }) => sum + amount, 0),
  loseAnswers: async (on) => void (await sandbox().behave({ loseAnswers: on ? MANY : 0 })),
  unreachable: async (on) => void (await sandbox().behave({ failAnswers: on ? MANY : 0 })),
  delivery: ({ request }) => sandbox().signed(request.reference),
  oldDelivery: ({ request }) => sandbox().signed(request.reference, 3600),
});
