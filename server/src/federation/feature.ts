import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { connectionsHandlers } from './admin';
import { assertionType, connectionType, identityType, loginFlowType, pendingIdentityType } from './content-types';
import { providersHandlers } from './pages';
import { linkedSecurityHandlers, signOutHandlers } from './portal';
import { createFederation, federationOf } from './service';
import de from './mails/de.json';
import en from './mails/en.json';

export const federation = {
  contentTypes: [connectionType, identityType],
  liveTables: [loginFlowType, pendingIdentityType, assertionType],
  services: { federation: createFederation },
  mails: { en, de },
  customers: { session: signOutHandlers, security: linkedSecurityHandlers, connection: (strapi: Strapi) => federationOf(strapi).handlers },
  editors: { connections: connectionsHandlers },
  pages: { providers: providersHandlers },
  cleanUp: (strapi: Strapi) => federationOf(strapi).cleanUp(),
} satisfies Feature;
