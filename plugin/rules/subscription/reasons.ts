/** Why something is not possible: the whole list, so that every language has words for each. Pure data. */
export const REASONS = [
  /** Nobody can, in this state. */
  'not-in-this-state',
  /** The settings do not let customers. */
  'switched-off',
  /** Only editors, or only what falls due. */
  'not-yours',
  'no-extension-left',
  'pausing-off',
  'no-pause-left',
  'pause-too-long',
  'cancellation-scheduled',
  'nothing-scheduled',
  'nothing-changes',
  'no-such-plan',
  'plan-not-offered',
  'no-such-addon',
  'addon-not-offered',
  'addon-does-not-fit',
  'quantity-fixed',
  'quantity-out-of-bounds',
  'currency-differs',
  /** Without proration it cannot end within a term. */
  'only-at-end',
  /** What is bought once and invoiced does not become less. */
  'already-invoiced',
  'no-such-coupon',
  'coupon-expired',
  'coupon-used-up',
  'coupon-not-for-this',
  'no-coupon',
  'no-method',
  'no-such-item',
  'price-not-possible',
  'date-not-possible',
  'too-little-notice',
  'not-due',
  /** What fell due before has to be decided first. */
  'something-else-is-due',
  'autocharge-off',
] as const;
export type Reason = (typeof REASONS)[number];
