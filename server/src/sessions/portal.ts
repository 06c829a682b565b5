import type { sessionContract } from '../../../plugin/contract/customer/session';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { sessionsOf } from './service';

/** What is the same whatever way somebody came in by. */
export const sessionHandlers = (strapi: Strapi): Pick<Handlers<typeof sessionContract>, 'find' | 'switchCustomer'> => ({
  find: ({ party }) => sessionsOf(strapi).signIn.describe(party),
  switchCustomer: ({ party, body }) => sessionsOf(strapi).switchCustomer(party, body.customer),
});
