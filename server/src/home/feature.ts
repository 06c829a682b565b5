import type { Feature } from '../kernel/feature';
import { overviewHandlers } from './portal';

export const home = { customers: { overview: overviewHandlers } } satisfies Feature;
