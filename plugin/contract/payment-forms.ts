import { z } from 'zod';
import { PAYMENT_FORM_PATH } from '../plugin-id';
import { endpoint, resource } from './endpoint';
import { documentId } from './schemas';

/** Where something is switched off, they lead to the portal, which says so. */
const page = { access: { kind: 'page' }, whilePortalOff: true, answers: { kind: 'page' } } as const;
const payment = z.strictObject({ payment: documentId });

/** What is paid, or added, on a page with a provider's fields. `links`: a payment by whoever holds a link. */
const PAID_ON_FORM = ['payments', 'links', 'methods'] as const;
export type PaidOnForm = (typeof PAID_ON_FORM)[number];

/**
 * Bare pages on which a payment provider's fields stand: nothing of the portal's app, and no script but ours for the
 * page and the provider's. Each shows one payment to who may go on with it, and leads anybody else to where that is said.
 */
export const paymentFormsContract = resource('payment-forms', {
  payment: endpoint(`GET ${PAYMENT_FORM_PATH}/payments/:payment`, {
    ...page,
    summary: "A provider's fields for a payment of the customer's.",
    params: payment,
    errors: ['not-found'],
  }),
  method: endpoint(`GET ${PAYMENT_FORM_PATH}/methods/:method`, {
    ...page,
    summary: "A provider's fields for a payment method that is being added.",
    params: z.strictObject({ method: documentId }),
    errors: ['not-found'],
  }),
  linked: endpoint(`POST ${PAYMENT_FORM_PATH}/links/:payment`, {
    ...page,
    takes: 'form',
    maxBody: 4096,
    summary:
      "A provider's fields for a payment that was begun with a public link, whose token is posted as `link`: it stands in no address.",
    params: payment,
    errors: ['not-found'],
  }),
  reopened: endpoint(`GET ${PAYMENT_FORM_PATH}/links/:payment`, {
    ...page,
    summary: 'The same without the token, after a reload say: leads to the page of the link.',
    params: payment,
    answers: { kind: 'redirect' },
  }),
  back: endpoint(`GET ${PAYMENT_FORM_PATH}/back/:what/:id`, {
    ...page,
    dropsQuery: true,
    summary: 'Where providers send the customer back to. What they add to the address is dropped: it may hold secrets.',
    params: z.strictObject({ what: z.enum(PAID_ON_FORM), id: documentId }),
    answers: { kind: 'redirect' },
  }),
  script: endpoint(`GET ${PAYMENT_FORM_PATH}/scripts/:file`, {
    ...page,
    summary: "A provider's script for its fields, by its key and a hash of it.",
    params: z.strictObject({ file: z.string().regex(/^[a-z][a-z0-9-]{1,30}\.[0-9a-f]{16}\.js$/u) }),
    answers: { kind: 'file', as: 'asset' },
    errors: ['not-found'],
  }),
});
