import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { sessionsOf } from '../sessions';
import type { Passkeys } from './passkeys';

/** Sign-in by passkey alone: it proves the device and, by PIN or biometrics, its user. */
export function createPasskeySignIn(strapi: Strapi, passkeys: Passkeys) {
  const { challenges, signIn } = sessionsOf(strapi);
  const attempts = attemptsOf(strapi);

  return {
    /** The same for everybody: which passkeys there are for whom is the browser's to know. */
    async options(http: Http) {
      await attempts.usePasskey(http);
      const options = await passkeys.requestOptions(null);
      await challenges.beginPasskey(http, options.challenge);
      return options;
    },

    async signIn(http: Http, response: Record<string, unknown>) {
      await attempts.usePasskey(http);
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
