/** What is to be paid, as the address of the payment page holds it: a reload and a link from a mail show the same. Pure. */
import { PAID_TYPES, PAYMENT_PARTS_MAX, type PaidType } from '../../../plugin/payments/kinds';

/** Documents, all that is due in a currency, or what a link of the organisation's names. */
export type PayChoice = { documents: { type: PaidType; id: string }[] } | { everything: string } | { choice: string };

/** So many ids stand where servers read them; more stand behind the `#`, which is not sent to any. */
const MOST_IN_QUERY = 100;

/** Undefined where an address names nothing: a made-up one must not become a refused request. */
export function choiceOf({ search, hash }: { search: string; hash: string }): PayChoice | undefined {
  const query = new URLSearchParams(search || hash.slice(1));
  const everything = query.get('everything');
  if (everything !== null) return /^[A-Z]{3}$/u.test(everything) ? { everything } : undefined;
  const choice = query.get('choice');
  if (choice !== null) return /^[\w-]{1,7900}\.[\w-]{43}$/u.test(choice) ? { choice } : undefined;
  const documents = PAID_TYPES.flatMap((type) => {
    const ids = new Set((query.get(type) ?? '').split(',').filter((id) => /^[a-z0-9]{1,64}$/u.test(id)));
    return [...ids].map((id) => ({ type, id }));
  }).slice(0, PAYMENT_PARTS_MAX);
  return documents.length > 0 ? { documents } : undefined;
}

/** Where documents are paid. */
export function payPath(documents: readonly { type: PaidType; id: string }[]): string {
  const lists = PAID_TYPES.map((type) => [type, documents.filter((one) => one.type === type).map(({ id }) => id)] as const);
  const query = lists
    .filter(([, ids]) => ids.length > 0)
    .map(([type, ids]) => `${type}=${ids.join(',')}`)
    .join('&');
  return `/pay${documents.length > MOST_IN_QUERY ? '#' : '?'}${query}`;
}

/** Where all that is due in a currency is paid. */
export const payEverythingPath = (currency: string): string => `/pay?everything=${currency}`;

export const isPaidType = (type: string): type is PaidType => PAID_TYPES.some((one) => one === type);
