import { parseUrl } from '../../../plugin/rules/parse-url';
import { configOf, publicUrlOf } from '../platform/config';
import { fieldError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';

/** Longer addresses are refused by servers on the way. */
const LONGEST = 2000;

/** The address, where it is one of the team's own: of Strapi's origin, or of those that the configuration names. */
function ownAddress(strapi: Strapi, text: string): URL | null {
  const url = parseUrl(text);
  if (!url || text.length > LONGEST || !/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  const own = [new URL(publicUrlOf(strapi)).origin, ...configOf(strapi).payments.returnOrigins];
  return own.includes(url.origin) ? url : null;
}

/** @throws PortalError `invalid-request` for an address that is not the team's own */
export function requireOwnAddress(strapi: Strapi, text: string): void {
  if (!ownAddress(strapi, text))
    throw fieldError(['returnTo'], 'not-an-option', 'is no address of an origin in "payments.returnOrigins" of the configuration');
}

/**
 * Where the team's application has its customer come back to, with the payment's id in the query and nothing else of it.
 * Null where there is none, or its origin is allowed no more.
 */
export function returnOf(strapi: Strapi, payment: { documentId: string; returnTo: string | null }): { host: string; url: string } | null {
  const url = payment.returnTo === null ? null : ownAddress(strapi, payment.returnTo);
  if (!url) return null;
  // By hand: `searchParams` would write all of the query anew, and a team may have signed it as it stood.
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^payment(?:=|$)/u.test(part));
  url.search = [...kept, `payment=${payment.documentId}`].join('&');
  return { host: url.host, url: url.href };
}
