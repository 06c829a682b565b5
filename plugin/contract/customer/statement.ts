import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { ENTRY_KINDS } from '../../rules/documents/statement';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';

/** Minor units of the statement's currency; above 0 where the customer owes. */
const amount = z.int();
const date = z.iso.date();

/** Entries of one statement: a period with more is to be told in shorter ones. */
export const STATEMENT_MOST = 2000;

const period = z
  .strictObject({
    /** First and last day, both inclusive. */
    from: date,
    to: date,
    /** The one that most of the customer's documents are in, unless it is said. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/u)
      .optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is before the first day' });
export type StatementQuery = z.output<typeof period>;

export const statement = z.strictObject({
  from: date,
  to: date,
  currency: z.string(),
  /** Those in which there are statements, the most used first. */
  currencies: z.array(z.string()),
  opening: amount,
  closing: amount,
  /** How many there are: beyond `STATEMENT_MOST` none is told. */
  count: z.int(),
  entries: z.array(
    z.strictObject({
      date,
      kind: z.enum(ENTRY_KINDS),
      /** Which document, or payment, it is of; `id` is null where customers do not see its type. */
      type: z.enum([...DOCUMENT_TYPES, 'payment']),
      id: documentId.nullable(),
      number: z.string(),
      /** Of the document, or of the payment. */
      reference: z.string(),
      amount,
      /** What is owed after it. */
      balance: amount,
    }),
  ),
  /** What is open at the end of the last day, by days past due; before that day is over, as of today. */
  ageing: z.strictObject({ on: date, notDue: amount, days30: amount, days60: amount, days90: amount, older: amount }),
  /** What is left to use then of credit notes and of credit. */
  credit: amount,
});
export type Statement = z.output<typeof statement>;

const reads = { access: { kind: 'signed-in' }, right: 'documents.read', query: period } as const;

export const statementContract = resource('statement', {
  find: endpoint('GET /statement', {
    ...reads,
    summary: "The customer's statement of account for a period, in one currency: opening, entries, closing, and what is open by age.",
    response: statement,
  }),
  pdf: endpoint('GET /statement/pdf', {
    ...reads,
    summary: 'The same as a PDF.',
    answers: { kind: 'file' },
    errors: ['pdf-failed', 'too-many-requests'],
  }),
  csv: endpoint('GET /statement/csv', {
    ...reads,
    summary: 'The same as CSV: UTF-8 with a byte order mark, amounts as decimals.',
    answers: { kind: 'file' },
  }),
});
