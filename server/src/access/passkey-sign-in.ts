import { activityOf } from '../activity';
import type { Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
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
  const contacts = table<Row & { email: string }>(strapi, UID.contact);

  return {
    /** The same for everybody: which passkeys there are for whom is the browser's to know. */
    async options(http: Http) {
      await throttle.useLink(http);
      const options = await passkeys.requestOptions(null);
      await challenges.beginPasskey(http, options.challenge);
      return options;
    },

    async signIn(http: Http, response: Record<string, unknown>) {
      await throttle.useLink(http);
      const challenge = await challenges.takePasskey(http);
      const contactId = challenge && (await passkeys.prove(response, challenge));
      const contact = contactId && (await contacts.findOne({ where: { id: contactId } }));
      if (!contact) {
        await activityOf(strapi).record({ kind: 'sign-in-failed', email: '', client: http, detail: 'passkey' });
        throw new PortalError('wrong-passkey');
      }
      return signIn.complete({ contactId: contact.id, email: contact.email, method: 'passkey', factorProved: true }, http);
    },
  };
}

export type PasskeySignIn = ReturnType<typeof createPasskeySignIn>;
