import { z } from 'zod';
import { METHOD_KINDS, PAID_TYPES, PAYMENT_PARTS_MAX } from '../../payments/kinds';
import { line } from '../schemas';

/** Money that came elsewhere. It is taken in once: sent again it changes nothing, and another amount is refused. */
export const syncPayment = z.strictObject({
  externalId: line(100).min(1),
  /** By its external id. */
  customer: line(100).min(1),
  /** On which it came. */
  date: z.iso.date(),
  /** In minor units. */
  amount: z.int().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/u),
  kind: z.enum(METHOD_KINDS).optional(),
  reference: line(100).nullable().optional(),
  /**
   * What it is for: documents by their external ids or numbers. What is over becomes the customer's credit. Without them
   * it goes to what is due first.
   */
  parts: z
    .array(
      z
        .strictObject({
          type: z.enum(PAID_TYPES).optional(),
          document: line(100).min(1).optional(),
          number: line(32).min(1).optional(),
          amount: z.int().min(1),
        })
        .refine(({ document, number }) => (document === undefined) !== (number === undefined), 'names a document by one of both'),
    )
    .min(1)
    .max(PAYMENT_PARTS_MAX)
    .optional(),
});
export type SyncPayment = z.output<typeof syncPayment>;
