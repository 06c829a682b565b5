import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { createSecurity, securityOf } from './service';

export const security = {
  services: { security: createSecurity },
  customers: { security: (strapi: Strapi) => securityOf(strapi).handlers },
} satisfies Feature;
