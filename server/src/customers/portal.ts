import type { profileContract } from '../../../plugin/contract/customer/profile';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { createProfile } from './profile';

export const profileHandlers = (strapi: Strapi): Handlers<typeof profileContract> => {
  const profile = createProfile(strapi);
  return {
    find: ({ party }) => profile.find(party),
    update: ({ party, body }) => profile.update(party, body),
  };
};
