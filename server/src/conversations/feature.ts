import type { Feature } from '../kernel/feature';
import { eventType } from './content-types';

export const conversations = { contentTypes: [eventType] } satisfies Feature;
