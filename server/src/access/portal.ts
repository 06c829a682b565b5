import type { challengeContract } from '../../../plugin/contract/customer/challenge';
import type { invitationContract } from '../../../plugin/contract/customer/invitation';
import type { passwordContract } from '../../../plugin/contract/customer/password';
import type { securityContract } from '../../../plugin/contract/customer/security';
import type { sessionContract } from '../../../plugin/contract/customer/session';
import type { signUpContract } from '../../../plugin/contract/customer/sign-up';
import type { CustomerHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { accessOf } from './service';

/** What the library makes for the browser's WebAuthn call, as the plain object that JSON carries. */
const plain = (options: object): Record<string, unknown> => ({ ...options });

export const sessionHandlers = (strapi: Strapi): CustomerHandlers<typeof sessionContract> => ({
  create: ({ http, body }) => accessOf(strapi).signInWithPassword(http, body.email, body.password),
  passkeyOptions: async ({ http }) => plain(await accessOf(strapi).passkeySignIn.options(http)),
  createByPasskey: ({ http, body }) => accessOf(strapi).passkeySignIn.signIn(http, body.response),
  async requestLink({ http, body }) {
    await accessOf(strapi).signInLinks.request(http, body.email);
    return { accepted: true };
  },
  createByLink: ({ http, body }) => accessOf(strapi).signInLinks.use(http, body.token),
  find: ({ identity }) => accessOf(strapi).describe(identity),
  switchCustomer: ({ identity, body }) => accessOf(strapi).switchCustomer(identity, body.customer),
  async delete({ http, identity }) {
    return { signedOut: true, next: await accessOf(strapi).signOut(http, identity) };
  },
});

export const challengeHandlers = (strapi: Strapi): CustomerHandlers<typeof challengeContract> => {
  const steps = () => accessOf(strapi).challenge;
  return {
    find: ({ pending }) => steps().describe(pending),
    async cancel({ http, pending }) {
      await accessOf(strapi).cancelSignIn(pending.id, http);
      return { cancelled: true };
    },
    totp: ({ http, pending, body }) => steps().proveTotp(pending, http, body.code, body.remember),
    recoveryCode: ({ http, pending, body }) => steps().useRecoveryCode(pending, http, body.code),
    passkeyOptions: async ({ pending }) => plain(await steps().passkeyOptions(pending)),
    passkey: ({ http, pending, body }) => steps().provePasskey(pending, http, body.response, body.remember),
    beginEnrolment: ({ pending }) => steps().beginEnrolment(pending),
    enrol: ({ http, pending, body }) => steps().enrol(pending, http, body.code, body.remember),
  };
};

export const securityHandlers = (strapi: Strapi): CustomerHandlers<typeof securityContract> => {
  const security = () => accessOf(strapi).security;
  return {
    async find({ identity }) {
      return { ...(await security().describe(identity)), connections: await accessOf(strapi).connectionsOf(identity.contact.id) };
    },
    async stepUpWays({ identity }) {
      const connections = await accessOf(strapi).federation.stepUpConnections(identity.contact.id);
      return { ...(await security().stepUpWays(identity)), connections };
    },
    stepUp: ({ http, identity, body }) => security().stepUp(identity, http, body),
    stepUpPasskeyOptions: async ({ identity }) => plain(await security().stepUpPasskeyOptions(identity)),
    beginTotp: ({ identity }) => security().beginTotp(identity),
    confirmTotp: ({ http, identity, body }) => security().confirmTotp(identity, http, body.code, body.name),
    beginPasskey: async ({ identity }) => plain(await security().beginPasskey(identity)),
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

export const passwordHandlers = (strapi: Strapi): CustomerHandlers<typeof passwordContract> => ({
  async forgotten({ http, body }) {
    await accessOf(strapi).forgotPassword(http, body.email);
    return { accepted: true };
  },
  reset: ({ http, body }) => accessOf(strapi).resetPassword(http, body.token, body.password),
  update: ({ http, identity, body }) => accessOf(strapi).changePassword(http, identity, body.currentPassword, body.newPassword),
});

export const invitationHandlers = (strapi: Strapi): CustomerHandlers<typeof invitationContract> => ({
  async preview({ http, body }) {
    const { email, firstName, language } = await accessOf(strapi).previewLink(http, body.purpose, body.token);
    return { email, firstName: firstName ?? '', language };
  },
  accept: ({ http, body }) => accessOf(strapi).acceptInvitation(http, body.token, body.password, body.language),
});

export const signUpHandlers = (strapi: Strapi): CustomerHandlers<typeof signUpContract> => ({
  async request({ http, body }) {
    await accessOf(strapi).signUp.request(http, body);
    return { accepted: true };
  },
  preview: ({ http, body }) => accessOf(strapi).signUp.preview(http, body.token),
  confirm: ({ http, body }) => accessOf(strapi).signUp.confirm(http, body.token, body.password, body.language),
});
