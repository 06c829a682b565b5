/** Projects and the time that is logged on them. Plain values, free for browsers. */

/** A project that is a draft is the team's alone. */
export const PROJECT_STATES = ['draft', 'active', 'on-hold', 'completed'] as const;
/** By the hour, or for a fixed cost. */
export const BILLINGS = ['hourly', 'fixed'] as const;
export type Billing = (typeof BILLINGS)[number];

/**
 * `none`: nobody is asked. `waiting`: the customer is asked. The last two are the customer's word, and no editor's.
 */
export const APPROVALS = ['none', 'waiting', 'approved', 'sent-back'] as const;
export type Approval = (typeof APPROVALS)[number];
/** What an editor may choose. */
export const isAsked = (approval: unknown): approval is 'none' | 'waiting' => approval === 'none' || approval === 'waiting';

/** An entry is of one day. */
export const MOST_MINUTES = 24 * 60;
export const REASON_MAX = 1000;
/** Most entries that are decided in one request. */
export const DECIDE_MOST = 200;
