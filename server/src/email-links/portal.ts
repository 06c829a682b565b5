import type { sessionContract } from '../../../plugin/contract/customer/session';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { emailLinksOf } from './service';

export const signInLinkHandlers = (strapi: Strapi): Pick<Handlers<typeof sessionContract>, 'requestLink' | 'createByLink'> => ({
  async requestLink({ http, body }) {
    await emailLinksOf(strapi).signIn.request(http, body.email);
    return { accepted: true };
  },
  createByLink: ({ http, body }) => emailLinksOf(strapi).signIn.use(http, body.token),
});
