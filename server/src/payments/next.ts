import type { NextStep } from '../../../config/payment-provider';
import type { NextStep as ShownStep } from '../../../plugin/contract/customer/payments';
import type { PaidOnForm } from '../../../plugin/contract/payment-forms';
import { PAYMENT_FORM_PATH } from '../../../plugin/plugin-id';
import { publicUrlOf } from '../platform/config';
import { seal, unseal } from '../platform/crypto';
import type { Strapi } from '../platform/strapi';

const PURPOSE = 'payment-next';

/** What the customer does next, as a row keeps it: who reads it may pay, or see a form of the provider's. */
export const sealNext = (strapi: Strapi, { expiresAt: _kept, ...next }: NextStep): string => seal(strapi, PURPOSE, JSON.stringify(next));

type Kept = NextStep extends infer N ? (N extends NextStep ? Omit<N, 'expiresAt'> : never) : never;

/** Null where there is none, or its key is gone. */
export function unsealNext(strapi: Strapi, sealed: string | null): Kept | null {
  if (sealed === null) return null;
  try {
    return JSON.parse(unseal(strapi, PURPOSE, sealed)) as Kept;
  } catch {
    return null;
  }
}

/**
 * The same as its customer is told of it. What a form is made with stands on its page alone.
 * @param what whose page a form has
 * @param told the customer has said that it was transferred
 */
export function shownNext(
  strapi: Strapi,
  { documentId, next }: { documentId: string; next: string | null },
  what: PaidOnForm,
  told = false,
): ShownStep | null {
  const step = unsealNext(strapi, next);
  switch (step?.kind) {
    case 'redirect':
      return { kind: step.kind, url: step.url };
    case 'embedded':
      return { kind: step.kind, url: `${publicUrlOf(strapi)}${PAYMENT_FORM_PATH}/${what}/${documentId}` };
    case 'instructions':
      return { kind: step.kind, lines: step.lines.map((line) => ({ ...line })), qr: step.qr, told };
    default:
      return null;
  }
}
