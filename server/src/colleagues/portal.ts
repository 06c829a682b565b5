import type { colleaguesContract } from '../../../plugin/contract/customer/colleagues';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { colleaguesOf } from './service';

export const colleaguesHandlers = (strapi: Strapi): Handlers<typeof colleaguesContract> => ({
  find: ({ party, query }) => colleaguesOf(strapi).find(party, query),
  create: ({ party, body, http, once }) => colleaguesOf(strapi).invite(party, body, http, once),
  update: ({ party, params, body, http }) => colleaguesOf(strapi).changeRole(party, params.colleague, body.role, http),
  delete: ({ party, params, http }) => colleaguesOf(strapi).remove(party, params.colleague, http),
  resend: ({ party, params, http, once }) => colleaguesOf(strapi).resend(party, params.colleague, http, once),
});
