import type { Feature } from '../kernel/feature';
import { portalHandlers } from './portal';

export const portalInfo = { customers: { portal: portalHandlers } } satisfies Feature;
