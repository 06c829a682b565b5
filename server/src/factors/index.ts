export { factorType, recoveryCodeType } from './content-types';
export type { FactorProof } from './factors';
export { challengeHandlers, passkeySignInHandlers } from './portal';
export { createFactorService, factorsOf } from './service';
export type { FactorRow } from './store';
export { otpauthUri } from './totp';
