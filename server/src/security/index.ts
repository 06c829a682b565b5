export { securityOf, type Security } from './service';
