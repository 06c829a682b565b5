import type { Sample } from './endpoints';
import { NOBODY } from './nobody';

const of = { payment: NOBODY };
const invoice = { document: NOBODY, type: 'invoice' };
const part = { type: 'invoice', document: NOBODY, amount: 100, left: 100 };
const method = { method: NOBODY };
const proof = { payment: NOBODY, proof: NOBODY };
const sent = { params: of, query: { name: 'proof.pdf' }, file: true };

/** For each endpoint about payments a request that is well-formed. `theirs`: a customer; `link`: token of a link to an invoice. */
export const paymentSamples = ({
  theirs,
  link,
  payments,
}: {
  theirs: string;
  link: string;
  payments: { values: object; revision: number };
}): Record<string, Sample> => ({
  'payments.find': {},
  'payments.findOne': { params: of },
  'payments.receipt': { params: of, query: { as: 'attachment' } },
  'payments.options': { body: { documents: [{ type: 'invoice', id: NOBODY }] } },
  'payments.create': { body: { currency: 'EUR', parts: [part], with: { provider: 'gateway', method: 'card', save: false } } },
  'payments.cancel': { params: of },
  'payments.told': { params: of },
  'payments.useCredit': { body: { currency: 'EUR', parts: [part] } },
  'payment-methods.find': {},
  'payment-methods.create': { body: { provider: 'gateway', method: 'card' } },
  'payment-methods.findOne': { params: method },
  'payment-methods.makeDefault': { params: method },
  'payment-methods.remove': { params: method },
  'payment-webhooks.take': { params: { provider: 'gateway' }, body: { event: 'e-1' } },
  'link-payments.options': { link },
  'link-payments.create': { link, body: { currency: 'EUR', amount: 100, left: 100, provider: 'gateway', method: 'card' } },
  'link-payments.findOne': { link, params: of },
  'link-payments.cancel': { link, params: of },
  'link-payments.told': { link, params: of },
  'payment-proofs.create': sent,
  'payment-proofs.findOne': { params: proof },
  'payment-proofs.delete': { params: proof },
  'link-payment-proofs.create': { link, ...sent },
  'link-payment-proofs.findOne': { link, params: proof },
  'link-payment-proofs.delete': { link, params: proof },
  'editor-payments.find': { query: { state: 'succeeded', attention: 'true' } },
  'editor-payments.findOne': { params: of },
  'editor-payments.proof': { params: proof },
  'editor-payments.ask': { params: of },
  'editor-payments.cancel': { params: of },
  'editor-payments.confirm': { params: of, body: { amount: 100, date: '2026-11-30', reference: 'Statement 12' } },
  'editor-payments.settle': { params: of, body: { attention: 'unknown' } },
  'editor-payments.record': {
    body: { customer: theirs, currency: 'EUR', amount: 100, date: '2026-11-30', kind: 'cash', reference: 'Till 3', parts: [part] },
  },
  'editor-payments.refund': { params: of, body: { refunded: 0, made: 0, amount: 100, to: 'credit', note: 'Returned' } },
  'editor-payments.writeOff': { params: invoice, body: { left: 100, reason: 'Gone' } },
  'editor-payments.applyCredit': { params: invoice, body: { left: 100, amount: 100 } },
  'editor-payments.forDocument': { params: invoice },
  'payment-providers.find': {},
  'payment-providers.test': { params: { provider: 'gateway' } },
  'bank-statements.read': { file: true },
  'bank-statements.apply': { body: { rows: [{ payment: NOBODY, amount: 100, date: '2026-11-30', bankReference: 'B-1' }] } },
  'settings.findPayments': {},
  'settings.updatePayments': { body: { values: payments.values, revision: payments.revision } },
});
