import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../documents/types';
import { endpoint, resource } from '../endpoint';
import { documentId } from '../schemas';
import { documentRow } from './documents';

/** What is waited for: `open` is to be paid, `overdue` the part of it whose date is over, `awaiting` a quote without an answer, `credit` left to use. */
export const OVERVIEW_KINDS = ['open', 'overdue', 'awaiting', 'credit'] as const;

export const overviewSum = z.strictObject({
  kind: z.enum(OVERVIEW_KINDS),
  type: z.enum(DOCUMENT_TYPES),
  currency: z.string(),
  /** Minor units of the currency. */
  amount: z.int(),
  count: z.int(),
});
export type OverviewSum = z.output<typeof overviewSum>;

/** Documents that are shown as the newest. */
export const OVERVIEW_RECENT = 5;

/** What else waits for the contact: time on a project to be approved, its own records of a module that were sent back. */
export const overviewTask = z.strictObject({
  kind: z.enum(['time-entries', 'records']),
  /** Of the project, or of the module. */
  id: documentId,
  name: z.string(),
  count: z.int(),
});
export type OverviewTask = z.output<typeof overviewTask>;

export const overview = z.strictObject({
  sums: z.array(overviewSum),
  /** The newest of all types that are open to the contact. */
  recent: z.array(documentRow),
  /** What was invoiced, and what was paid or credited on invoices, by month and currency: the last twelve months, oldest first. */
  months: z.array(
    z.strictObject({
      currency: z.string(),
      months: z.array(z.strictObject({ month: z.string(), invoiced: z.int(), settled: z.int() })),
    }),
  ),
  tasks: z.array(overviewTask),
});
export type Overview = z.output<typeof overview>;

export const overviewContract = resource('overview', {
  find: endpoint('GET /overview', {
    access: { kind: 'signed-in' },
    summary:
      "What of the customer's documents is open, overdue or waits for an answer, by type and currency, the newest, and the last months.",
    response: overview,
  }),
});
