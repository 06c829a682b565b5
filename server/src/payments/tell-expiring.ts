import { contactMailOf } from '../customers';
import { now, plusSeconds } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import type { Strapi } from '../platform/strapi';
import { endOfMonth, methodRows, type MethodRow } from './rows';

/** Days before its end from which on a card's customer is told. */
const DAYS = 30;

/** Tells customers once of each method that ends within a month; those that are paid with by default come first. */
export const createExpiryTeller = (strapi: Strapi) => async (): Promise<void> => {
  const instant = now(strapi);
  const until = plusSeconds(instant, DAYS * 24 * 3600);
  // Cards end with a month: of these two at most.
  const months = [0, 1]
    .map((later) => new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + later, 1)))
    .map((month) => ({ expiryYear: month.getUTCFullYear(), expiryMonth: month.getUTCMonth() + 1 }))
    .filter((month) => endOfMonth(month) <= until);
  // What was told before then was told of another end: the card was renewed since.
  const untold = { $or: [{ toldAt: { $null: true } }, { toldAt: { $lt: plusSeconds(instant, -2 * DAYS * 24 * 3600) } }] };

  const tell = (row: MethodRow): Promise<void> =>
    retrying(strapi, async () => {
      const { id, customer, brand, last4, expiryYear, expiryMonth, defaultOf } = row;
      const same = { id, state: 'active', expiryYear, expiryMonth };
      const { count } = await methodRows(strapi).updateMany({ where: { $and: [same, untold] }, data: { toldAt: instant } });
      if (count !== 1 || !customer) return;
      const more = {
        method: `${brand ?? ''} •••• ${last4 ?? ''}`.trim(),
        end: `${String(expiryMonth).padStart(2, '0')}/${expiryYear}`,
        default: defaultOf === null ? 'no' : 'yes',
      };
      await contactMailOf(strapi).tellReaders(customer, 'method-expiring', { path: '/payment-methods', more }, 'payments.write');
    });

  for (const month of months) {
    const where = { $and: [{ ...month, state: 'active', customer: { portalAccess: true } }, untold] };
    const rows = await methodRows(strapi).findMany({ where, populate: { customer: true }, orderBy: { id: 'asc' } });
    for (const row of rows.sort((one, other) => Number(other.defaultOf !== null) - Number(one.defaultOf !== null))) await tell(row);
  }
};
