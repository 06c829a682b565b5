import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { stayOutOfGraphql } from './graphql';
import { integration as helpers, policies, registerAuthStrategy } from './index';

export const integration = {
  services: { portal: helpers },
  policies,
  register(strapi: Strapi) {
    registerAuthStrategy(strapi);
    stayOutOfGraphql(strapi);
  },
} satisfies Feature;
