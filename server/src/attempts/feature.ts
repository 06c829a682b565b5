import type { Feature } from '../kernel/feature';
import { createAttempts } from './attempts';

export const attempts = { services: { attempts: createAttempts } } satisfies Feature;
