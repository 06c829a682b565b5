export { readersOf, type Recipient } from './recipients';
export { sendingOf, titleOf } from './service';
