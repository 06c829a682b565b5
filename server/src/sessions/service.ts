import type { Context } from 'koa';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { activityOf } from '../activity';
import { readCookie, type Http } from '../kernel/http';
import type { SessionParty } from '../kernel/party';
import { platformOf } from '../platform';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { createAccess } from './access';
import { createChallenges } from './challenges';
import { createEpochs } from './epochs';
import { createNotices } from './notices';
import { createOwnWaysEnd } from './own-ways-end';
import { createRememberedBrowsers } from './remembered';
import { createSignIn } from './sign-in';
import { createSessionStore } from './store';

/** Sessions of customers' contacts, and the sign-in that every way in ends in; it knows none of them. */
export function createSessions(strapi: Strapi) {
  const { jobs, mail } = platformOf(strapi);
  const epochs = createEpochs(strapi);
  const store = createSessionStore(strapi);
  const remembered = createRememberedBrowsers(strapi);
  const challenges = createChallenges(strapi);
  const signIn = createSignIn(strapi, { accessOf: createAccess(strapi), sessions: store, challenges, remembered });

  return {
    epochs,
    store,
    challenges,
    signIn,
    notices: createNotices(strapi, mail),

    /** Who a request comes from, by its session cookie. */
    async identify(ctx: Context): Promise<SessionParty | null> {
      const token = readCookie(strapi, ctx, 'session');
      return token && /^[\w-]{43}$/u.test(token) ? store.read(token) : null;
    },

    async signOut(http: Http, party: SessionParty): Promise<void> {
      await store.end(party.session.id);
      http.setCookie('session', null);
      const { id: contactId, email } = party.contact;
      await activityOf(strapi).record({ kind: 'sign-out', email, contactId, client: http });
    },

    async switchCustomer(party: SessionParty, documentId: string): Promise<SessionInfo> {
      const customer = party.customers.find((candidate) => candidate.documentId === documentId);
      if (!customer) throw new PortalError('not-found');
      await store.switchCustomer(party.session.id, customer.id);
      return signIn.describe({ ...party, customer });
    },

    /** Ends what began by the portal's own ways in; in the transaction that makes single sign-on the only one. */
    endOwnWays: createOwnWaysEnd(strapi, jobs, epochs),

    /** Removes sessions, challenges and remembered browsers that are over. */
    async cleanUp(): Promise<void> {
      const instant = now(strapi);
      await store.removeExpired(instant);
      await challenges.removeExpired(instant);
      await remembered.removeExpired(instant);
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;

/** The sessions service, typed. */
export const sessionsOf = (strapi: Strapi): Sessions => strapi.plugin(PLUGIN_ID).service('sessions');
