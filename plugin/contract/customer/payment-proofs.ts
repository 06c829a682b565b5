import { z } from 'zod';
import { PROOF_BYTES_MAX } from '../../payments/limits';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';
import { held } from './payment-links';
import { paymentProof } from './payments';

const reads = { access: { kind: 'signed-in' }, right: 'payments.read' } as const;
const writes = { access: { kind: 'signed-in' }, right: 'payments.write' } as const;
const payment = z.strictObject({ payment: documentId });
const params = z.strictObject({ payment: documentId, proof: documentId });

/** What sends a proof, by whoever does. */
const sent = {
  params: payment,
  /** The name is kept to 200 characters, with its extension. */
  query: z.strictObject({ name: z.string().trim().min(1).max(1000) }),
  takes: 'file',
  idempotent: true,
  response: paymentProof,
  status: 201,
  maxBody: PROOF_BYTES_MAX,
  errors: ['not-found', 'not-allowed', 'conflict', 'no-room', 'too-many-requests'],
} as const;
const removed = { params, response: z.strictObject({ id: documentId }), errors: ['not-found', 'not-allowed', 'conflict'] } as const;
const loaded = { params, answers: { kind: 'file' }, errors: ['not-found'] } as const;

export const paymentProofsContract = resource('payment-proofs', {
  create: endpoint('POST /payments/:payment/proofs', {
    ...writes,
    ...sent,
    summary: 'Send a proof of a transfer that waits (PDF, PNG or JPEG): the bytes are the body (application/octet-stream).',
  }),
  findOne: endpoint('GET /payments/:payment/proofs/:proof', {
    ...reads,
    ...loaded,
    summary: 'Download a proof, as an attachment.',
  }),
  delete: endpoint('DELETE /payments/:payment/proofs/:proof', {
    ...writes,
    ...removed,
    summary: 'Remove a proof for good, as long as the transfer is not confirmed: whoever sent it.',
  }),
});

export const linkPaymentProofsContract = resource('link-payment-proofs', {
  create: endpoint('POST /public-link/payments/:payment/proofs', {
    ...held,
    ...sent,
    summary: 'Send a proof of a transfer that was begun with this link: the bytes are the body (application/octet-stream).',
  }),
  findOne: endpoint('GET /public-link/payments/:payment/proofs/:proof', {
    ...held,
    ...loaded,
    summary: 'Download a proof that was sent with this link, as an attachment.',
  }),
  delete: endpoint('DELETE /public-link/payments/:payment/proofs/:proof', {
    ...held,
    ...removed,
    summary: 'Remove a proof that was sent with this link, as long as the transfer is not confirmed.',
  }),
});
