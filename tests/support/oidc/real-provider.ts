import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Somebody with an account at the provider, as its claims tell of them. */
export interface Person {
  sub: string;
  email?: string;
  email_verified?: unknown;
  given_name?: string;
  family_name?: string;
}

export interface RealProvider {
  issuer: string;
  /** Says which clients the provider knows; before that it answers nothing. */
  register(clients: { id: string; secret: string; redirectUri: string }[]): Promise<void>;
  /** Who sits at the browser; null: somebody who agrees to nothing. */
  sit(person: Person | null): Promise<void>;
  stop(): Promise<void>;
}

async function ask(child: ChildProcess, message: object): Promise<void> {
  child.send(message);
  await once(child, 'message');
}

/** Starts oidc-provider in a process of its own. */
export async function startRealProvider(): Promise<RealProvider> {
  const child = fork(path.join(__dirname, 'provider-process.mjs'), { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    issuer: `http://127.0.0.1:${port}`,
    register: (clients) =>
      ask(child, {
        clients: clients.map(({ id, secret, redirectUri }) => ({ client_id: id, client_secret: secret, redirect_uris: [redirectUri] })),
      }),
    sit: (person) => ask(child, { person }),
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
