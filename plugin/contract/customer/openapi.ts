import { z } from 'zod';
import { endpoint, resource } from '../endpoint';

export const openapiContract = resource('openapi', {
  find: endpoint('GET /openapi.json', {
    access: { kind: 'public' },
    whilePortalOff: true,
    answers: { kind: 'json', bare: true },
    summary: 'This document.',
    response: z.record(z.string(), z.unknown()),
  }),
});
