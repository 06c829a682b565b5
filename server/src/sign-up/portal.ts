import type { signUpContract } from '../../../plugin/contract/customer/sign-up';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { signUpOf } from './service';

export const signUpHandlers = (strapi: Strapi): Handlers<typeof signUpContract> => ({
  async request({ http, body }) {
    await signUpOf(strapi).request(http, body);
    return { accepted: true };
  },
  preview: ({ http, body }) => signUpOf(strapi).preview(http, body.token),
  confirm: ({ http, body }) => signUpOf(strapi).confirm(http, body.token, body.password, body.language),
});
