import type { Feature } from '../kernel/feature';
import { settingsHandlers } from './admin';

export const adminSettings = { editors: { settings: settingsHandlers } } satisfies Feature;
