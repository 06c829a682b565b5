import type { securityContract } from '../../../plugin/contract/customer/security';
import type { sessionContract } from '../../../plugin/contract/customer/session';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { securityOf } from '../security';
import { sessionsOf } from '../sessions';
import { federationOf } from './service';

/** Signing out goes on to the identity provider. */
export const signOutHandlers = (strapi: Strapi): Pick<Handlers<typeof sessionContract>, 'delete'> => ({
  async delete({ http, party }) {
    await sessionsOf(strapi).signOut(http, party);
    return { signedOut: true, next: await federationOf(strapi).logoutUrl(http, party) };
  },
});

/** What the account's security says, with the contact's logins elsewhere. */
export const linkedSecurityHandlers = (strapi: Strapi): Pick<Handlers<typeof securityContract>, 'find' | 'stepUpWays'> => ({
  find: async ({ party }) => ({
    ...(await securityOf(strapi).describe(party)),
    connections: await federationOf(strapi).connectionsOf(party.contact.id),
  }),
  stepUpWays: async ({ party }) => ({
    ...(await securityOf(strapi).stepUpWays(party)),
    connections: await federationOf(strapi).stepUpConnections(party.contact.id),
  }),
});
