import type { invitationContract } from '../../../plugin/contract/customer/invitation';
import type { passwordContract } from '../../../plugin/contract/customer/password';
import type { sessionContract } from '../../../plugin/contract/customer/session';
import { emailLinksOf } from '../email-links';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { passwordOf } from './service';

export const passwordSignInHandlers = (strapi: Strapi): Pick<Handlers<typeof sessionContract>, 'create'> => ({
  create: ({ http, body }) => passwordOf(strapi).signIn(http, body.email, body.password),
});

export const passwordHandlers = (strapi: Strapi): Handlers<typeof passwordContract> => ({
  async forgotten({ http, body }) {
    await passwordOf(strapi).forgotten(http, body.email);
    return { accepted: true };
  },
  reset: ({ http, body }) => passwordOf(strapi).reset(http, body),
  update: ({ http, party, body }) => passwordOf(strapi).change(http, party, body.currentPassword, body.newPassword),
});

export const invitationHandlers = (strapi: Strapi): Handlers<typeof invitationContract> => ({
  async preview({ http, body }) {
    const { email, firstName, language } = await emailLinksOf(strapi).preview(http, body.purpose, body.token);
    return { email, firstName: firstName ?? '', language };
  },
  accept: ({ http, body }) => passwordOf(strapi).acceptInvitation(http, body),
});
