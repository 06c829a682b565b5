import type { Feature } from '../kernel/feature';
import { syncHandlers } from './token';

export const sync = { customers: { 'sync-rows': syncHandlers } } satisfies Feature;
