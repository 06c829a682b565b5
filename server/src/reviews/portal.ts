import type { reviewContract } from '../../../plugin/contract/customer/review';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { reviewsOf } from './service';

export const reviewHandlers = (strapi: Strapi): Handlers<typeof reviewContract> => ({
  find: ({ party }) => reviewsOf(strapi).own.find(party),
  save: ({ party, body, http }) => reviewsOf(strapi).own.save(party, body, http),
  delete: ({ party, http }) => reviewsOf(strapi).own.remove(party, http),
});
