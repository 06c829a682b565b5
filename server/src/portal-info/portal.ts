import type { portalContract } from '../../../plugin/contract/customer/portal';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { createPortalInfo } from './service';

export const portalHandlers = (strapi: Strapi): Handlers<typeof portalContract> => {
  const portalInfo = createPortalInfo(strapi);
  return { find: () => portalInfo.get() };
};
