import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiRoutes } from './api';
import { connectSandbox, type SandboxControl } from './client';
import { controlKey, controlPageRoutes } from './control-page';
import { controlRoutes, createControls } from './controls';
import { Gateway } from './gateway';
import { serve } from './http';
import { WELL_BEHAVED } from './model';
import { pageRoutes } from './pages';
import { Store } from './store';
import { Webhooks } from './webhooks';

export type { SandboxControl, SandboxPayment } from './client';
export type { Behaviour, Choice } from './model';
export { connectSandbox };

export interface SandboxStart {
  /** What requests and webhooks are authenticated by: 16 characters and more. */
  secret: string;
  /** Default 0: any that is free. */
  port?: number;
  /** Default 127.0.0.1: this machine alone. */
  host?: string;
  /** Where browsers reach it, where that is not the address that it listens at. */
  publicUrl?: string;
  /** Where webhooks go; `behave` sets it later. */
  webhookUrl?: string;
  /** A file that everything is written to, and read from at the next start. */
  journal?: string;
  /** Seconds that a page waits for its customer. */
  sessionSeconds?: number;
  now?: () => Date;
}

export interface Sandbox extends SandboxControl {
  /** The control page, with the key that opens it. */
  controlPage: string;
  stop(): Promise<void>;
}

/**
 * Starts the sandbox: a payment gateway that moves no money, for the demo and for tests.
 *
 * @throws Error for a secret that is too short, and what Node throws for a port that is taken
 */
export async function startSandbox(options: SandboxStart): Promise<Sandbox> {
  const { secret, port = 0, host = '127.0.0.1', webhookUrl = null, sessionSeconds = 30 * 60, now = () => new Date() } = options;
  if (secret.length < 16) throw new Error('The secret of the payment sandbox is at least 16 characters long.');
  const store = new Store(options.journal);
  const behaviour = { ...WELL_BEHAVED, webhookUrl };
  const webhooks = new Webhooks(behaviour, { secret, now });
  const gateway = new Gateway(store, behaviour, { now, sessionSeconds, tell: (event) => webhooks.tell(event) });
  let url = options.publicUrl?.replace(/\/+$/u, '') ?? '';
  const shared = { secret, base: () => url };
  const controls = createControls(gateway, webhooks);
  const routes = [
    ...apiRoutes(gateway, shared),
    ...controlRoutes(gateway, webhooks, controls, shared),
    ...pageRoutes(gateway, now),
    ...controlPageRoutes(gateway, webhooks, controls, shared),
  ];
  const server = http.createServer(serve(routes));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const local = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  url ||= local;
  return {
    ...connectSandbox({ url: local, secret }),
    controlPage: `${url}/?key=${controlKey(secret)}`,
    async stop() {
      webhooks.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}
