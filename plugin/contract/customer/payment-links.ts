import { z } from 'zod';
import { METHOD_KINDS } from '../../payments/kinds';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';
import { paymentDetail, paymentOptions, providerKey } from './payments';

/** Minor units of the currency beside it (cents). */
const amount = z.int();
const currency = z.string().regex(/^[A-Z]{3}$/u);
const params = z.strictObject({ payment: documentId });

export const paymentWebhooksContract = resource('payment-webhooks', {
  take: endpoint('POST /payment-webhooks/:provider', {
    access: { kind: 'webhook', verifier: 'payment' },
    whilePortalOff: true,
    summary: 'What a payment provider tells. It is written down, and the provider is asked then.',
    params: z.strictObject({ provider: providerKey }),
    takes: 'raw',
    response: z.strictObject({ received: z.literal(true) }),
    maxBody: 256 * 1024,
  }),
});

/** Payments by a public link: for what it opens alone, and nobody has to prove an address. */
export const held = { access: { kind: 'link', grant: 'document' }, preference: 'onlinePayments' } as const;
const paidByLink = paymentDetail.omit({ parts: true, credited: true, refunds: true, documents: true, number: true, returnTo: true });

export const linkPaymentsContract = resource('link-payments', {
  options: endpoint('GET /public-link/payment-options', {
    ...held,
    summary: 'What is left to pay of the document that a public link opens, and how it can be paid.',
    response: paymentOptions.omit({ saved: true, credit: true, saveByDefault: true, more: true }),
    errors: ['not-found'],
  }),
  create: endpoint('POST /public-link/payments', {
    ...held,
    idempotent: 'resumed',
    summary: 'Begin a payment of the document that a public link opens.',
    body: z.strictObject({
      currency,
      amount: amount.min(1),
      left: amount.min(1),
      provider: providerKey,
      method: z.enum(METHOD_KINDS).optional(),
    }),
    response: paidByLink,
    status: 201,
    errors: ['not-found', 'conflict', 'payment-pending', 'amount-changed', 'provider-unreachable', 'too-many-requests'],
  }),
  findOne: endpoint('GET /public-link/payments/:payment', {
    ...held,
    summary: 'A payment that was begun with this link, as it is now.',
    params,
    response: paidByLink,
    errors: ['not-found'],
  }),
  cancel: endpoint('POST /public-link/payments/:payment/cancellation', {
    ...held,
    summary: 'Give up a payment that was begun with this link.',
    params,
    response: paidByLink,
    errors: ['not-found', 'conflict', 'provider-unreachable'],
  }),
  told: endpoint('POST /public-link/payments/:payment/transfer', {
    ...held,
    summary: 'Say that a transfer was made that was begun with this link. The team looks whether it has come.',
    params,
    response: paidByLink,
    errors: ['not-found', 'conflict'],
  }),
});
