import type { securityContract } from '../../../plugin/contract/customer/security';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { securityOf } from './service';

/** All but what names identity providers as well (`federation/portal.ts`). */
export const securityHandlers = (strapi: Strapi): Omit<Handlers<typeof securityContract>, 'find' | 'stepUpWays'> => {
  const security = () => securityOf(strapi);
  return {
    stepUp: ({ http, party, body }) => security().stepUp(party, http, body),
    stepUpPasskeyOptions: ({ party }) => security().stepUpPasskeyOptions(party),
    beginTotp: ({ party }) => security().beginTotp(party),
    confirmTotp: ({ http, party, body }) => security().confirmTotp(party, http, body.code, body.name),
    beginPasskey: ({ party }) => security().beginPasskey(party),
    addPasskey: ({ http, party, body }) => security().addPasskey(party, http, body.response, body.name),
    renameFactor: ({ party, params, body }) => security().renameFactor(party, params.id, body.name),
    removeFactor: ({ http, party, params }) => security().removeFactor(party, http, params.id),
    renewRecoveryCodes: ({ http, party }) => security().renewRecoveryCodes(party, http),
    sessions: ({ party }) => security().sessions(party),
    async endSession({ http, party, params }) {
      await security().endSession(party, http, params.id);
      return { ended: true };
    },
    endOtherSessions: async ({ http, party }) => ({ ended: await security().endOtherSessions(party, http) }),
    events: ({ party }) => security().events(party),
  };
};
