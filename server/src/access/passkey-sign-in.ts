import { activityOf } from '../activity';
import type { Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import type { Challenges, Passkeys } from './factors';
import type { SignIn } from './sign-in';
import type { Throttle } from './throttle';

interface Parts {
  challenges: Challenges;
  passkeys: Passkeys;
  throttle: Throttle;
  signIn: SignIn;
}

/** Sign-in by passkey alone: it proves the device and, by PIN or biometrics, its user. */
export function createPasskeySignIn(strapi: Strapi, { challenges, passkeys, throttle, signIn }: Parts) {
  return {
    /** The same for everybody: which passkeys there are for whom is the browser's to know. */
    async options(http: Http) {
      await throttle.usePasskey(http);
      const options = await passkeys.requestOptions(null);
      await challenges.beginPasskey(http, options.challenge);
      return options;
    },

    async signIn(http: Http, response: Record<string, unknown>) {
      await throttle.usePasskey(http);
      const challenge = await challenges.takePasskey(http);
      const known = challenge && (await passkeys.prove(response, challenge));
      if (!known) {
        await activityOf(strapi).record({ kind: 'sign-in-failed', email: '', client: http, detail: 'passkey' });
        throw new PortalError('wrong-passkey');
      }
      return signIn.complete({ ...known, method: 'passkey', factorProved: true, refusal: 'wrong-passkey' }, http);
    },
  };
}

export type PasskeySignIn = ReturnType<typeof createPasskeySignIn>;
