import { allows } from '../../../plugin/rights';
import type { LinkParty, SessionParty } from '../kernel/party';
import { repository } from '../kernel/repository';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { TRANSFER, type LoadedPayment, type PaymentRow } from './rows';

/** Payments that are a party's; the customer is part of each statement. */
export const ownRows = (strapi: Strapi, party: SessionParty | LinkParty) =>
  repository<PaymentRow>(strapi, party, { uid: UID.payment, customer: 'customer' });

/** A payment of the customer's; by a link, one of what that opens, begun with it. @throws PortalError `not-found` */
export async function ownPayment(strapi: Strapi, party: SessionParty | LinkParty, documentId: string): Promise<LoadedPayment> {
  const which = party.by === 'link' ? { documentId, link: party.link } : documentId;
  const row = await ownRows(strapi, party).one(which, { populate: { customer: true } });
  if (!row?.customer) throw new PortalError('not-found');
  return row as LoadedPayment;
}

/**
 * Whoever began a payment goes on with it, and whoever may pay for the customer where the team's code began it; as long as
 * it may. By a link there are none but its own.
 */
export const isMine = (party: SessionParty | LinkParty, row: PaymentRow): boolean =>
  party.by === 'link' ||
  (allows(party.customer.rights, 'payments.write') &&
    (row.contact === party.contact.documentId || (row.origin === 'api' && row.contact === null)));

/**
 * A transfer waits until somebody gives it up, and who began one may be anybody with a link: colleagues end it, unless a
 * contact says that it is on its way.
 */
export const mayEnd = (party: SessionParty | LinkParty, row: PaymentRow): boolean =>
  isMine(party, row) ||
  (party.by === 'session' &&
    allows(party.customer.rights, 'payments.write') &&
    row.provider === TRANSFER &&
    (row.attention !== 'to-confirm' || row.origin === 'link'));

/** A transfer that nobody has confirmed or given up. */
export const isAwaited = ({ provider, state }: Pick<PaymentRow, 'provider' | 'state'>): boolean =>
  provider === TRANSFER && state === 'requires-action';
