import type { Feature } from '../kernel/feature';
import { navigationHandlers } from './portal';

export const navigation = { customers: { navigation: navigationHandlers } } satisfies Feature;
