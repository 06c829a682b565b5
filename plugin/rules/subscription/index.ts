/** The rules of subscriptions, without Strapi, clock or chance (docs/subscriptions.md). */
export { ACTIONS, whatCould, type Action } from './actions';
export { forecast, nextCharge, type ForecastMonth, type NextCharge } from './ahead';
export type { AsDocuments, Written } from './as-documents';
export type { Addon, Catalogue, Coupon, Off, Plan } from './catalogue';
export { isRefusal } from './commands';
export type { Actor, Collect, Command, CommandType, Decision, Effect, Moment, Outcome, Refusal, When } from './commands';
export { decide } from './decide';
export { nextDue, type Due } from './due';
export type { Line } from './lines';
export type { ByStateAndMode, CustomerRights, Policy, PolicyRules } from './policy';
export { confirm, preview, type Confirmation, type Confirmed, type Digest, type Ground, type Preview } from './preview';
export { REASONS, type Reason } from './reasons';
export { recurringRevenue } from './recurring-revenue';
export { billingMode, type AppliedCoupon, type Dunning, type Item, type Scheduled, type Subscription } from './state';
export { STATES, type BillingMode, type State } from './states';
export type { Every, Term } from './terms';
export { nextStates, TRANSITIONS } from './transitions';
