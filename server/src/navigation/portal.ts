import type { navigationContract } from '../../../plugin/contract/customer/navigation';
import { documentsOf } from '../documents';
import type { Handlers } from '../kernel/binder';
import { modulesOf } from '../modules';
import { paymentsOf } from '../payments';
import type { Strapi } from '../platform/strapi';
import { tabsOf } from '../tabs';

export const navigationHandlers = (strapi: Strapi): Handlers<typeof navigationContract> => ({
  async find({ party }) {
    const [documents, payments, modules, tabs] = await Promise.all([
      documentsOf(strapi).own.types(party),
      paymentsOf(strapi).isShown(party),
      modulesOf(strapi).menu(party),
      tabsOf(strapi).forCustomer(party.customer.kind),
    ]);
    return { documents, payments, modules, tabs };
  },
});
