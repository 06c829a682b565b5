export { connectionsHandlers } from './admin';
export { assertionType, connectionType, identityType, loginFlowType, pendingIdentityType } from './content-types';
export { connectionHandlers, linkedSecurityHandlers, signOutHandlers } from './portal';
export { providersHandlers } from './pages';
export { createFederation, federationOf } from './service';
