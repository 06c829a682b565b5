export { passwordOf } from './service';
