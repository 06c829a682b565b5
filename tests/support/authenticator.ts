import { Secret, TOTP } from 'otpauth';
import type { Browser } from './client';
import { atOneInstant, testClock } from './clock';

/** An authenticator app that was shown a seed. */
export class Authenticator {
  private readonly totp: TOTP;

  constructor(readonly secret: string) {
    this.totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
  }

  /** The code of the present step, or of one before (-1) or after (1) it. */
  code(steps = 0): string {
    return this.totp.generate({ timestamp: testClock().getTime() + steps * 30_000 });
  }

  /** Six digits that are no code of the last or next steps. */
  wrong(): string {
    const near = new Set([-2, -1, 0, 1, 2].map((step) => this.code(step)));
    for (let candidate = 0; ; candidate += 1) {
      const code = String(candidate).padStart(6, '0');
      if (!near.has(code)) return code;
    }
  }
}

/** An authenticator that is set up, but for its first code. */
export interface BegunAuthenticator {
  app: Authenticator;
  /** Gives the first code. */
  confirm: () => Promise<string[]>;
}

/** Begins to set up an authenticator. */
export async function beginAuthenticator(browser: Browser): Promise<BegunAuthenticator> {
  const begun = await browser.post('/security/totp');
  if (begun.status !== 200) throw new Error(`No authenticator: ${JSON.stringify(begun.body)}`);
  const app = new Authenticator((begun.body as { data: { secret: string } }).data.secret);
  return {
    app,
    confirm: async () => {
      const confirmed = await atOneInstant(() => browser.put('/security/totp', { code: app.code(-1), name: 'Phone' }));
      if (confirmed.status !== 200) throw new Error(`Not confirmed: ${JSON.stringify(confirmed.body)}`);
      return (confirmed.body as { data: { recoveryCodes: string[] } }).data.recoveryCodes;
    },
  };
}

/**
 * Sets up an authenticator for somebody who is signed in. It is confirmed with the previous step's
 * code, so that the present one is still good for a test.
 */
export async function addAuthenticator(browser: Browser): Promise<{ app: Authenticator; recoveryCodes: string[] }> {
  const { app, confirm } = await beginAuthenticator(browser);
  return { app, recoveryCodes: await confirm() };
}
