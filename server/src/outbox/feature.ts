import type { Feature } from '../kernel/feature';
import { outboxHandlers } from './admin';
import { createOutbox } from './service';

export const outbox = {
  services: { outbox: createOutbox },
  editors: { outbox: outboxHandlers },
} satisfies Feature;
