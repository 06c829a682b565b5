import { z } from 'zod';
import { DOCUMENT_TYPES, SETTLED_TYPES } from '../../documents/types';
import { permission } from '../../permissions';
import { endpoint, resource } from '../endpoint';
import { documentId, line } from '../schemas';

/** Minor units of the document's currency. */
const amount = z.int();
const date = z.iso.date();
const params = z.strictObject({ type: z.enum(SETTLED_TYPES), document: documentId });
const settles = { kind: 'editor', permission: permission('documents.issue') } as const;

/** Another document that the role reads. */
const other = z.strictObject({ type: z.enum(DOCUMENT_TYPES), id: documentId, number: z.string() });

/** What is on a document, or of a credit note elsewhere. `document`: null for what is from no document, or is not read. */
const allocation = z.strictObject({
  id: documentId,
  date,
  amount,
  from: z.enum(['credit-note', 'outside', 'payment', 'credit', 'write-off']),
  document: other.nullable(),
  reference: z.string(),
});

const settlement = z.strictObject({
  currency: z.string(),
  left: amount,
  applied: z.array(allocation),
  refunds: z.array(z.strictObject({ id: documentId, date, amount, reference: z.string() })),
  /** What it can be put on, or what can be put on it: open, of the same customer and currency, oldest first. */
  open: z.array(z.strictObject({ ...other.shape, issueDate: date, left: amount })),
});
export type Settlement = z.output<typeof settlement>;

/** What was left when the editor decided: with another amount by then, nothing is done. */
const left = amount;

export const PARTS_MAX = 100;

export const settlementContract = resource('settlement', {
  find: endpoint('GET /documents/:type/:document/settlement', {
    access: { kind: 'editor', permission: permission('documents.write') },
    summary: 'What settles a document, what a credit note was used for, and what could be, as far as the role reads it.',
    params,
    response: settlement,
    errors: ['not-found'],
  }),
  apply: endpoint('POST /documents/:type/:document/apply', {
    access: settles,
    summary: 'Put a credit note on invoices of its customer, or credit notes on an invoice: all of it, or nothing.',
    params,
    body: z.strictObject({
      left,
      parts: z
        .array(z.strictObject({ type: z.enum(SETTLED_TYPES), document: documentId, amount: amount.min(1) }))
        .min(1)
        .max(PARTS_MAX),
    }),
    response: settlement,
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  refund: endpoint('POST /documents/credit-note/:document/refunds', {
    access: settles,
    summary: 'Note that some of a credit note was paid out to the customer.',
    params: z.strictObject({ document: documentId }),
    body: z.strictObject({ left, amount: amount.min(1), date, reference: line(100) }),
    response: settlement,
    status: 201,
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  takeBack: endpoint('DELETE /documents/:type/:document/applied/:allocation', {
    access: settles,
    summary: 'Take back what was put on an invoice from a credit note, which has it again.',
    params: z.strictObject({ ...params.shape, allocation: documentId }),
    response: settlement,
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
});
