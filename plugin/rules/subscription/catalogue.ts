/** What can be subscribed to, as the rules look at it. Amounts are minor units of the currency beside them. Pure data. */
import type { TaxRate } from '../documents/lines';
import type { Every } from './terms';

/** What customers may do with a plan by themselves, where the settings allow it at all. Editors are not bound by it. */
export interface PlanRights {
  /** Change to it. */
  changeTo: boolean;
  /** Change its quantity while they have it. */
  changeQuantity: boolean;
}

export interface Quantities {
  least: number;
  most: number;
}

/** Keys are unique among plans and addons together. */
export interface Plan {
  key: string;
  product: string;
  name: string;
  currency: string;
  /** Of one, for a whole term. */
  price: number;
  every: Every;
  /** 0: none. */
  trialDays: number;
  /** Charged once, with the first term that is paid. */
  setupFee: number;
  tax: TaxRate | null;
  quantity: Quantities;
  /** Off: a change within a term counts for all of it: what is dearer is charged in full, nothing is credited. */
  prorated: boolean;
  /** How many terms it lasts; null: until somebody ends it. */
  terms: number | null;
  /** No longer sold: who has it keeps it. */
  retired: boolean;
  customers: PlanRights;
}

/** A recurring addon has a price for each length of term that it is sold with; what is bought once has one. */
export type AddonPrice = { recurring: true; prices: readonly { every: Every; price: number }[] } | { recurring: false; price: number };

export type Addon = AddonPrice & {
  key: string;
  name: string;
  currency: string;
  tax: TaxRate | null;
  quantity: Quantities;
  prorated: boolean;
  /** Plans that it goes with; null: all. */
  plans: readonly string[] | null;
  retired: boolean;
  customers: { add: boolean; remove: boolean; changeQuantity: boolean };
};

/** What comes off: a percentage in digits, or minor units of the whole term. */
export type Off = { percent: string } | { amount: number };

export interface Coupon {
  code: string;
  off: Off;
  /** Needed of an amount; null: any. */
  currency: string | null;
  /** For how many paid terms: 1 is once; null: for ever. */
  terms: number | null;
  /** Null: all. */
  plans: readonly string[] | null;
  /** The last day on which it can be redeemed; null: none. */
  lastDay: string | null;
  /** Most redemptions; null: no limit. */
  most: number | null;
  mostOfCustomer: number | null;
  /** Redemptions so far. The count that decides is the statement's that redeems; this one is what is said before. */
  used: number;
  usedByCustomer: number;
}

export interface Catalogue {
  plans: Readonly<Record<string, Plan>>;
  addons: Readonly<Record<string, Addon>>;
  coupons: Readonly<Record<string, Coupon>>;
}

const known = <T>(all: Readonly<Record<string, T>>, key: string): T | null => (Object.hasOwn(all, key) ? (all[key] ?? null) : null);

export const planOf = ({ plans }: Catalogue, key: string): Plan | null => known(plans, key);
export const addonOf = ({ addons }: Catalogue, key: string): Addon | null => known(addons, key);
export const couponOf = ({ coupons }: Catalogue, code: string): Coupon | null => known(coupons, code);
