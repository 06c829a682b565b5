export type { FactorProof } from './factors';
export { factorsOf } from './service';
export type { FactorRow } from './store';
