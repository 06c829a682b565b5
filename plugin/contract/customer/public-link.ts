import { z } from 'zod';
import { LINKED_TYPES } from '../../documents/types';
import { endpoint, resource } from '../endpoint';
import { OUTBOX_CHANNELS } from '../../vocabulary';
import { documentId, line, revision } from '../schemas';
import { documentDetail, pdfQuery } from './documents';
import { acceptance, refusal, SIGNER_MAX } from './quotes';

/** Whoever holds the link. What shows the document asks for more where the settings do. */
const held = { kind: 'link', grant: 'document' } as const;
const verified = { ...held, verified: true } as const;

/** Names a contact of the list, for this link alone. */
const contact = z.string().regex(/^[\w-]{43}$/u);

/** Tells nothing of the quote but that it is answered: who holds the link may not be allowed to see it. */
const answers = {
  access: held,
  response: z.strictObject({ answered: z.literal(true) }),
  idempotent: true,
  errors: ['not-found', 'conflict'],
} as const;

export const publicLinkContract = resource('public-link', {
  find: endpoint('GET /public-link', {
    access: held,
    preference: 'publicLinks',
    summary: 'What a public link opens, and whether its holder has to prove an address on file first.',
    response: z.strictObject({
      type: z.enum(LINKED_TYPES),
      verified: z.boolean(),
      /** Who can prove it, by masked addresses and numbers; empty where nobody has to. */
      contacts: z.array(
        z.strictObject({
          id: contact,
          email: z.string(),
          /** Where text messages reach it; null where none do. */
          phone: z.string().nullable(),
        }),
      ),
      /** Of a quote, what may be answered to it, by whoever holds the link; null of others. */
      quote: z.strictObject({ revision, may: documentDetail.shape.may }).nullable(),
    }),
  }),
  document: endpoint('GET /public-link/document', {
    access: verified,
    preference: 'publicLinks',
    summary: 'The document that a public link opens.',
    response: documentDetail,
  }),
  pdf: endpoint('GET /public-link/pdf', {
    access: verified,
    preference: 'publicLinks',
    summary: 'Its PDF.',
    query: pdfQuery,
    answers: { kind: 'file', as: 'inline' },
    errors: ['pdf-failed', 'too-many-requests'],
  }),
  attachment: endpoint('GET /public-link/files/:file', {
    access: verified,
    preference: 'publicLinks',
    summary: 'A file that is attached to it.',
    params: z.strictObject({ file: documentId }),
    query: pdfQuery,
    answers: { kind: 'file', as: 'inline' },
    errors: ['not-found'],
  }),
  sendCode: endpoint('POST /public-link/codes', {
    access: held,
    preference: 'linkVerification',
    summary: 'Send a code of six digits to a contact of the list, by mail or text message. The answer says nothing of whether it arrives.',
    body: z.strictObject({ contact, by: z.enum(OUTBOX_CHANNELS).optional() }),
    response: z.strictObject({ accepted: z.literal(true) }),
    errors: ['not-found', 'too-many-requests'],
  }),
  verify: endpoint('POST /public-link/verification', {
    access: held,
    preference: 'linkVerification',
    summary: 'Prove an address or a number by the code that was sent there: this browser then sees the document of this link.',
    body: z.strictObject({ contact, code: z.string().regex(/^\d{6}$/u) }),
    response: z.strictObject({ verified: z.literal(true) }),
    errors: ['wrong-code', 'too-many-requests'],
  }),
  accept: endpoint('POST /public-link/acceptance', {
    ...answers,
    preference: 'acceptQuotes',
    summary: 'Accept the quote that a public link opens, as it stands. Nobody has to prove an address for that.',
    body: acceptance,
  }),
  decline: endpoint('POST /public-link/refusal', {
    ...answers,
    preference: 'declineQuotes',
    summary: 'Decline the quote that a public link opens.',
    body: refusal.extend({ name: line(SIGNER_MAX).min(1) }),
  }),
});
