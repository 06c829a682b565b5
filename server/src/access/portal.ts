import type { invitationContract } from '../../../plugin/contract/customer/invitation';
import type { passwordContract } from '../../../plugin/contract/customer/password';
import type { sessionContract } from '../../../plugin/contract/customer/session';
import type { CustomerHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { accessOf } from './service';

export const sessionHandlers = (strapi: Strapi): CustomerHandlers<typeof sessionContract> => ({
  create: ({ http, body }) => accessOf(strapi).signInWithPassword(http, body.email, body.password),
  find: ({ identity }) => accessOf(strapi).describe(identity),
  switchCustomer: ({ identity, body }) => accessOf(strapi).switchCustomer(identity, body.customer),
  async delete({ http, identity }) {
    await accessOf(strapi).signOut(http, identity);
    return { signedOut: true };
  },
});

export const passwordHandlers = (strapi: Strapi): CustomerHandlers<typeof passwordContract> => ({
  async forgotten({ http, body }) {
    await accessOf(strapi).forgotPassword(http, body.email);
    return { accepted: true };
  },
  reset: ({ http, body }) => accessOf(strapi).resetPassword(http, body.token, body.password),
  update: ({ http, identity, body }) =>
    accessOf(strapi).changePassword(http, identity, body.currentPassword, body.newPassword),
});

export const invitationHandlers = (strapi: Strapi): CustomerHandlers<typeof invitationContract> => ({
  async preview({ http, body }) {
    const { email, firstName, language } = await accessOf(strapi).previewLink(http, body.purpose, body.token);
    return { email, firstName: firstName ?? '', language };
  },
  accept: ({ http, body }) => accessOf(strapi).acceptInvitation(http, body.token, body.password, body.language),
});
