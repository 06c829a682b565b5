/** Payments of what customers owe, and the ways to make them. */
export { paymentsOf } from './service';
export { paymentRows, SYNC } from './rows';
export { paymentsForCode } from './for-code';
