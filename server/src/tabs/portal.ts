import type { tabsContract } from '../../../plugin/contract/customer/tabs';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { tabsOf } from './service';

export const tabsHandlers = (strapi: Strapi): Handlers<typeof tabsContract> => ({
  find: ({ party }) => tabsOf(strapi).forCustomer(party.customer.kind),
});
