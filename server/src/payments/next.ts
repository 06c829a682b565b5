import type { NextStep } from '../../../config/payment-provider';
import type { NextStep as ShownStep } from '../../../plugin/contract/customer/payments';
import { seal, unseal } from '../platform/crypto';
import type { Strapi } from '../platform/strapi';

const PURPOSE = 'payment-next';

/** What the customer does next, as a row keeps it: who reads it may pay, or see a form of the provider's. */
export const sealNext = (strapi: Strapi, { expiresAt: _kept, ...next }: NextStep): string => seal(strapi, PURPOSE, JSON.stringify(next));

type Kept = NextStep extends infer N ? (N extends NextStep ? Omit<N, 'expiresAt'> : never) : never;

/** Null where there is none, or its key is gone. */
function unsealNext(strapi: Strapi, sealed: string | null): Kept | null {
  if (sealed === null) return null;
  try {
    return JSON.parse(unseal(strapi, PURPOSE, sealed)) as Kept;
  } catch {
    return null;
  }
}

/** The same as its customer is told of it. `told`: the customer has said that it was transferred. */
export function shownNext(strapi: Strapi, { next, provider }: { next: string | null; provider: string }, told: boolean): ShownStep | null {
  const step = unsealNext(strapi, next);
  switch (step?.kind) {
    case 'redirect':
      return { kind: step.kind, url: step.url };
    case 'embedded':
      return { kind: step.kind, provider, parameters: { ...step.parameters } };
    case 'instructions':
      return { kind: step.kind, lines: step.lines.map((line) => ({ ...line })), qr: step.qr, told };
    default:
      return null;
  }
}
