import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import { factorsOf } from '../factors';
import type { Http } from '../kernel/http';
import { isSteppedUp, type SessionParty } from '../kernel/party';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { TakeBack } from '../platform/limits';
import { sessionsOf } from '../sessions';
import { createByLink } from './by-link';
import { createPasswords } from './passwords';

/** Passwords of contacts: signing in by one, and setting one. */
export function createPassword(strapi: Strapi) {
  const { epochs, notices, signIn, store: sessions } = sessionsOf(strapi);
  const attempts = attemptsOf(strapi);
  const passwords = createPasswords(strapi);
  const factors = factorsOf(strapi).store;

  return {
    passwords,
    ...createByLink(strapi, passwords),

    signIn: (http: Http, email: string, password: string): Promise<SessionInfo> =>
      attempts.signIn(http, email, async (takeBack) => {
        const { contactId, epoch, proved } = await passwords.prove(email, password);
        if (contactId === null || !proved) {
          await activityOf(strapi).record({ kind: 'sign-in-failed', email, contactId, client: http, detail: 'password' });
          throw new PortalError('wrong-credentials');
        }
        return signIn.complete({ contactId, epoch, email, method: 'password', refusal: 'wrong-credentials' }, http, takeBack);
      }),

    async change(http: Http, party: SessionParty, current: string, next: string): Promise<SessionInfo> {
      const { contact, session } = party;
      const prepare = (takeBack: TakeBack) => async (): Promise<string> => {
        // The guess was right, whatever the new password is worth.
        await takeBack();
        return passwords.prepare(next, contact, 'newPassword', contact.id);
      };
      const token = await attempts.confirmPassword({ contact: contact.documentId, session: session.id }, (takeBack) =>
        passwords.change(contact, current, prepare(takeBack), async () => {
          // Nobody adds or removes a factor meanwhile. Whoever has one steps up with it, not with the password.
          await hold(strapi, UID.contact, { id: contact.id });
          const provesAlone = !(await factors.has(contact.id));
          const keepLinks = !provesAlone && !isSteppedUp(session, now(strapi));
          const { epoch } = await epochs.raise(contact.id, { session: session.id, keepLinks });
          // Its row stays: what ends the session, whatever that goes by, finds it before the change or after it.
          const renewed = await sessions.renew({ id: session.id, epoch }, { stepUp: provesAlone });
          await notices.tell(contact.id, 'password-changed');
          await activityOf(strapi).record({ kind: 'password-changed', email: contact.email, contactId: contact.id, client: http });
          return renewed;
        }),
      );
      const info = await signIn.goOn(token, http);
      attempts.rememberDevice(http, contact.email);
      return info;
    },

    /** Removes passwords whose contact was deleted. */
    cleanUp: () => passwords.removeOrphans(),
  };
}

export type Password = ReturnType<typeof createPassword>;

/** The password service, typed. */
export const passwordOf = (strapi: Strapi): Password => strapi.plugin(PLUGIN_ID).service('password');
