export { securityHandlers } from './portal';
export { createSecurity, securityOf, type Security } from './service';
