import { z } from 'zod';
import { METHOD_KINDS } from '../../payments/kinds';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';
import { nextStep, paymentWay, providerKey, savedMethod } from './payments';

const reads = { access: { kind: 'signed-in' }, right: 'payments.read' } as const;
const sensitive = { access: { kind: 'stepped-up' }, right: 'payments.write' } as const;
const one = z.strictObject({ method: documentId });

export const paymentMethodsContract = resource('payment-methods', {
  find: endpoint('GET /payment-methods', {
    ...reads,
    preference: 'savePaymentMethods',
    summary: "The customer's saved payment methods, and with which providers more can be added.",
    response: z.strictObject({ rows: z.array(savedMethod), ways: z.array(paymentWay.pick({ provider: true, methods: true })) }),
  }),
  create: endpoint('POST /payment-methods', {
    ...sensitive,
    preference: 'savePaymentMethods',
    idempotent: 'resumed',
    summary: 'Begin to add a payment method. What the customer does next stands in the answer.',
    body: z.strictObject({ provider: providerKey, method: z.enum(METHOD_KINDS).optional() }),
    response: z.strictObject({ method: savedMethod, next: nextStep.nullable() }),
    status: 201,
    errors: ['provider-unreachable', 'no-room', 'too-many-requests'],
  }),
  findOne: endpoint('GET /payment-methods/:method', {
    ...reads,
    preference: 'savePaymentMethods',
    summary: 'A payment method as it is now; one that is being added is asked about first.',
    params: one,
    response: savedMethod,
    errors: ['not-found'],
  }),
  makeDefault: endpoint('PUT /payment-methods/:method/default', {
    ...sensitive,
    preference: 'savePaymentMethods',
    summary: 'Use this method first.',
    params: one,
    response: savedMethod,
    errors: ['not-found', 'conflict'],
  }),
  remove: endpoint('DELETE /payment-methods/:method', {
    ...sensitive,
    summary: 'Remove a payment method: nothing is charged with it any more.',
    params: one,
    response: z.strictObject({ removed: z.literal(true) }),
    errors: ['not-found'],
  }),
});
