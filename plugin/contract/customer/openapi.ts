import { z } from 'zod';
import { endpoint } from '../endpoint';

export const openapiContract = {
  find: endpoint({
    id: 'openapi.find',
    method: 'GET',
    path: '/openapi.json',
    access: { kind: 'public' },
    whilePortalOff: true,
    answers: { kind: 'json', bare: true },
    summary: 'This document.',
    response: z.record(z.string(), z.unknown()),
  }),
} as const;
