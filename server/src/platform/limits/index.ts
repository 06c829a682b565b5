/** Counted limits, shared by every instance on the database. Which database it is matters to nobody outside. */
export { countedAttempt } from './attempts';
export { countAll, ProofWanted, type Counted } from './counted';
export { createLimiter, removeExpiredLimits, type Limiter } from './limiter';
export type { Attempt, TakeBack } from './ways';
