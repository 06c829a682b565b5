import type { PaidType } from '../../../plugin/payments/kinds';
import { now, plusSeconds } from '../platform/clock';
import { isSigned, sign } from '../platform/crypto';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';

const PURPOSE = 'payment-choice';
const LIVES_SECONDS = 3600;

type Chosen = { type: PaidType; id: string };

/** What a link of the team's code asks a customer to pay, signed and good for an hour. It opens nothing. */
export function choiceOf(strapi: Strapi, customer: string, documents: readonly Chosen[]): string {
  const until = plusSeconds(now(strapi), LIVES_SECONDS).getTime();
  const chosen = JSON.stringify([customer, until, documents.map(({ type, id }) => [type, id])]);
  const text = Buffer.from(chosen, 'utf8').toString('base64url');
  return `${text}.${sign(strapi, PURPOSE, text)}`;
}

/**
 * The documents that such a choice names, for the customer whose they are.
 * @throws PortalError `not-found` for what is not signed, over, or another customer's
 */
export function chosenBy(strapi: Strapi, token: string, customer: string): Chosen[] {
  const [text = '', signature = ''] = token.split('.');
  if (!isSigned(strapi, PURPOSE, text, signature)) throw new PortalError('not-found');
  const [owner, until, ids] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [string, number, [PaidType, string][]];
  if (owner !== customer || now(strapi).getTime() >= until) throw new PortalError('not-found');
  return ids.map(([type, id]) => ({ type, id }));
}
