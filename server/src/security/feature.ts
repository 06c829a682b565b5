import type { Feature } from '../kernel/feature';
import { securityHandlers } from './portal';
import { createSecurity } from './service';

export const security = {
  services: { security: createSecurity },
  customers: { security: securityHandlers },
} satisfies Feature;
