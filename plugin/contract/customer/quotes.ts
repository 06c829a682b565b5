import { z } from 'zod';
import { DRAWING, DRAWING_MAX } from '../../rules/documents/signature';
import { endpoint, resource } from '../endpoint';
import { documentId, line, lines, revision } from '../schemas';
import { documentDetail } from './documents';

export const SIGNER_MAX = 100;
export const REASON_MAX = 2000;

export const acceptance = z.strictObject({
  /** Of the quote as it was seen. */
  revision,
  /** Who signs, as typed. */
  name: line(SIGNER_MAX).min(1),
  /** The signature, where one was drawn: an SVG path on a sheet of 600 × 200. */
  drawing: z.string().max(DRAWING_MAX).regex(DRAWING).optional(),
});

export const refusal = z.strictObject({ revision, reason: lines(REASON_MAX) });

const writes = {
  access: { kind: 'signed-in' },
  right: 'documents.write',
  params: z.strictObject({ document: documentId }),
  response: documentDetail,
  idempotent: true,
  errors: ['not-found', 'conflict'],
} as const;

export const quotesContract = resource('quotes', {
  accept: endpoint('POST /documents/quote/:document/accept', {
    ...writes,
    preference: 'acceptQuotes',
    summary: 'Accept a quote as it was seen. One that expired, changed or was decided on is refused with `conflict`.',
    body: acceptance,
  }),
  decline: endpoint('POST /documents/quote/:document/decline', {
    ...writes,
    preference: 'declineQuotes',
    summary: 'Decline a quote, with a reason if there is one.',
    body: refusal,
  }),
});
