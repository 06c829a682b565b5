export { federationOf } from './service';
