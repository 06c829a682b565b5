export { factorsOf } from './service';
export type { FactorRow } from './store';
