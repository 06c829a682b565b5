import type { securityContract } from '../../../plugin/contract/customer/security';
import type { CustomerHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { securityOf } from './service';

/** All but what names identity providers as well (`federation/portal.ts`). */
export const securityHandlers = (strapi: Strapi): Omit<CustomerHandlers<typeof securityContract>, 'find' | 'stepUpWays'> => {
  const security = () => securityOf(strapi);
  return {
    stepUp: ({ http, identity, body }) => security().stepUp(identity, http, body),
    stepUpPasskeyOptions: ({ identity }) => security().stepUpPasskeyOptions(identity),
    beginTotp: ({ identity }) => security().beginTotp(identity),
    confirmTotp: ({ http, identity, body }) => security().confirmTotp(identity, http, body.code, body.name),
    beginPasskey: ({ identity }) => security().beginPasskey(identity),
    addPasskey: ({ http, identity, body }) => security().addPasskey(identity, http, body.response, body.name),
    renameFactor: ({ identity, params, body }) => security().renameFactor(identity, params.id, body.name),
    removeFactor: ({ http, identity, params }) => security().removeFactor(identity, http, params.id),
    renewRecoveryCodes: ({ http, identity }) => security().renewRecoveryCodes(identity, http),
    sessions: ({ identity }) => security().sessions(identity),
    async endSession({ http, identity, params }) {
      await security().endSession(identity, http, params.id);
      return { ended: true };
    },
    endOtherSessions: async ({ http, identity }) => ({ ended: await security().endOtherSessions(identity, http) }),
    events: ({ identity }) => security().events(identity),
  };
};
