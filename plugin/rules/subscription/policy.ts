/** What the settings allow, and the rules that they set. `customers` binds customers alone, `rules` everybody. Pure data. */
import type { BillingMode, State } from './states';

/** As a matrix preference keeps it, with the rows that an option can be limited by; what it does not have is off. */
export type ByStateAndMode = Readonly<Partial<Record<State, Readonly<Record<BillingMode, boolean>>>>>;

export interface CustomerRights {
  /** SUB-1, up to `rules.trial.extensions` times. */
  extendTrial: boolean;
  /** SUB-2. */
  activateTrial: Readonly<Record<BillingMode, boolean>>;
  /** SUB-3. */
  cancel: { now: boolean; end: boolean };
  /** SUB-4. */
  reactivate: boolean;
  /** SUB-5. */
  removeCancellation: boolean;
  /** SUB-6, 7: at once, on a day, or both. Changing and removing the day goes with it. */
  pause: { now: boolean; scheduled: boolean };
  resume: { now: boolean; scheduled: boolean };
  /** SUB-8, 9. */
  autocharge: boolean;
  removeMethod: boolean;
  /** SUB-10: when changes apply. */
  changeNow: ByStateAndMode;
  changeAtEnd: ByStateAndMode;
  /** SUB-11. */
  removeChanges: ByStateAndMode;
  /** SUB-12; the plan has a say as well, and so has an addon in SUB-13. */
  changePlan: ByStateAndMode;
  changePlanQuantity: ByStateAndMode;
  manageAddons: ByStateAndMode;
  /** SUB-14. */
  changeAddonQuantity: ByStateAndMode;
  /** SUB-15. */
  coupons: ByStateAndMode;
}

export interface PolicyRules {
  trial: {
    /** Days of an extension, and how many there can be. */
    extensionDays: number;
    extensions: number;
    /** What comes when it is over. */
    end: Readonly<Record<BillingMode, 'activate' | 'expire'>>;
  };
  pause: {
    /** The general preference without which nothing is paused. */
    enabled: boolean;
    /** Longest, in days, after which it resumes by itself; null: no limit. */
    mostDays: number | null;
    /** Most in the life of a subscription; null: no limit. */
    most: number | null;
  };
  cancel: { creditsCustomers: boolean };
  dunning: {
    /** Days after the first failure on which it is tried again. */
    days: readonly number[];
    end: 'unpaid' | 'cancelled';
  };
  /** Whether what customers change has to be paid before it holds. */
  payFirst: Readonly<Record<BillingMode, boolean>>;
  /** Days between telling and another price. */
  priceNoticeDays: number;
  /** Minutes for which a preview's instant holds. */
  previewMinutes: number;
}

export interface Policy {
  customers: CustomerRights;
  rules: PolicyRules;
}
