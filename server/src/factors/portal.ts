import type { challengeContract } from '../../../plugin/contract/customer/challenge';
import type { sessionContract } from '../../../plugin/contract/customer/session';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { sessionsOf } from '../sessions';
import { factorsOf } from './service';

export const passkeySignInHandlers = (strapi: Strapi): Pick<Handlers<typeof sessionContract>, 'passkeyOptions' | 'createByPasskey'> => ({
  passkeyOptions: ({ http }) => factorsOf(strapi).passkeySignIn.options(http),
  createByPasskey: ({ http, body }) => factorsOf(strapi).passkeySignIn.signIn(http, body.response),
});

export const challengeHandlers = (strapi: Strapi): Handlers<typeof challengeContract> => {
  const steps = () => factorsOf(strapi).challengeSteps;
  return {
    find: ({ pending }) => steps().describe(pending),
    async cancel({ http, pending }) {
      await sessionsOf(strapi).challenges.end(pending.id, http);
      return { cancelled: true };
    },
    totp: ({ http, pending, body }) => steps().proveTotp(pending, http, body.code, body.remember),
    recoveryCode: ({ http, pending, body }) => steps().useRecoveryCode(pending, http, body.code),
    passkeyOptions: ({ pending }) => steps().passkeyOptions(pending),
    passkey: ({ http, pending, body }) => steps().provePasskey(pending, http, body.response, body.remember),
    beginEnrolment: ({ pending }) => steps().beginEnrolment(pending),
    enrol: ({ http, pending, body }) => steps().enrol(pending, http, body.code, body.remember),
  };
};
