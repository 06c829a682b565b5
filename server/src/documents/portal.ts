import type { documentsContract } from '../../../plugin/contract/customer/documents';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { documentsOf } from './service';

export const documentsHandlers = (strapi: Strapi): Handlers<typeof documentsContract> => ({
  find: ({ party, params, query }) => documentsOf(strapi).own.find(party, params.type, query),
  findOne: ({ party, params }) => documentsOf(strapi).own.findOne(party, params.type, params.document),
});
