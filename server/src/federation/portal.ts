import type { connectionContract } from '../../../plugin/contract/customer/connection';
import type { securityContract } from '../../../plugin/contract/customer/security';
import type { sessionContract } from '../../../plugin/contract/customer/session';
import type { CustomerHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { securityOf } from '../security';
import { sessionsOf } from '../sessions';
import { federationOf } from './service';

export const connectionHandlers = (strapi: Strapi): CustomerHandlers<typeof connectionContract> => {
  const federation = () => federationOf(strapi);
  return {
    start: ({ http, params, body }) => federation().start(http, params.key, body.wanted),
    link: ({ http, identity, params }) => federation().link(http, identity, params.key),
    stepUp: ({ http, identity, params, body }) => federation().stepUp(http, identity, params.key, body.wanted),
    confirmLink: ({ http, body }) => federation().confirmLink(http, body.token),
    async unlink({ http, identity, params }) {
      await federation().unlink(http, identity, params.id);
      return { unlinked: true };
    },
  };
};

/** Signing out goes on to the identity provider. */
export const signOutHandlers = (strapi: Strapi): Pick<CustomerHandlers<typeof sessionContract>, 'delete'> => ({
  async delete({ http, identity }) {
    await sessionsOf(strapi).signOut(http, identity);
    return { signedOut: true, next: await federationOf(strapi).logoutUrl(http, identity) };
  },
});

/** What the account's security says, with the contact's logins elsewhere. */
export const linkedSecurityHandlers = (strapi: Strapi): Pick<CustomerHandlers<typeof securityContract>, 'find' | 'stepUpWays'> => ({
  find: async ({ identity }) => ({
    ...(await securityOf(strapi).describe(identity)),
    connections: await federationOf(strapi).connectionsOf(identity.contact.id),
  }),
  stepUpWays: async ({ identity }) => ({
    ...(await securityOf(strapi).stepUpWays(identity)),
    connections: await federationOf(strapi).stepUpConnections(identity.contact.id),
  }),
});
