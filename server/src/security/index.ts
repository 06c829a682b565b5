export { securityOf } from './service';
