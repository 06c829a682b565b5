import type { tabsContract } from '../../../plugin/contract/customer/tabs';
import type { CustomerHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { tabsOf } from './service';

export const tabsHandlers = (strapi: Strapi): CustomerHandlers<typeof tabsContract> => ({
  find: ({ party }) => tabsOf(strapi).forCustomer(party.customer.kind),
});
