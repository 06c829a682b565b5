export { challengeType, factorType, recoveryCodeType, rememberedBrowserType } from './content-types';
export { createChallenges, type Challenges } from './challenges';
export { createFactors, type Added, type FactorProof, type Factors } from './factors';
export { createPasskeys, type Passkeys } from './passkeys';
export { createRememberedBrowsers, type RememberedBrowsers } from './remembered';
export { factorStep, owesFactor } from './step';
export { createFactorStore, MAX_FACTORS, type FactorRow, type FactorStore } from './store';
