import { PAID_TYPES, type PaidType } from '../../../plugin/payments/kinds';
import { DOCUMENT_UIDS } from '../documents';
import type { LinkParty } from '../kernel/party';
import { PortalError } from '../platform/errors';

/** The type of what a link opens. @throws PortalError `not-found` for what is not paid: a quote */
export function linkedTypeOf({ contentType }: LinkParty): PaidType {
  const type = PAID_TYPES.find((one) => DOCUMENT_UIDS[one] === contentType);
  if (!type) throw new PortalError('not-found');
  return type;
}
