import type { Feature } from '../kernel/feature';
import { pagesHandlers } from './index';

export const pages = { pages: { pages: pagesHandlers } } satisfies Feature;
